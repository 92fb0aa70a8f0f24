import { conflict, invalid, notFound, type Refusal } from './refusal.ts';

/** What the ledger refuses, or refuses to go on with. */
export const ledgerRefusals = {
  LedgerTooShort: conflict(
    'Nhật ký {log} mới niêm phong đến sự kiện {sealed}; chưa có {size}',
    'The log {log} is sealed up to event {sealed}; {size} is not there yet',
  ),
  LedgerBroken: {
    kind: 'unavailable',
    vi: 'Sổ niêm phong của {log} không khớp nhật ký, không ký tiếp: {field}: {reason}',
    en: 'The ledger of {log} does not fit its log, nothing more is signed: {field}: {reason}',
  },
  LedgerFileNotFound: notFound('Sổ niêm phong không có {path}', 'The ledger has no {path}'),
  NotProven: invalid('Không chứng minh được: {field}: {reason}', 'Not proven: {field}: {reason}'),
  CheckpointUnknown: conflict(
    'Điểm chốt {size} sự kiện này không do nhật ký {log} ký',
    'The log {log} has signed no such checkpoint of {size} events',
  ),
} as const satisfies Record<string, Refusal>;

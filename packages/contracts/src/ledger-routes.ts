import { may } from './access.ts';
import { Cosign, GiveEvidence, ListCheckpoints, ProveConsistency, ProveInclusion, ShowLedger } from './ledger.ts';
import { ask, none, type Route } from './route.ts';

/** What anyone may know of the ledger, and what its witnesses give back. */
export const ledgerRoutes: readonly Route[] = [
  ask('GET', '/ledger', ShowLedger, may.open, none, 'Sổ niêm phong của nhật ký', "The log's ledger"),
  ask('GET', '/ledger/checkpoints', ListCheckpoints, may.open, none, 'Các điểm chốt đã ký', 'Signed checkpoints'),
  ask(
    'GET',
    '/ledger/inclusion',
    ProveInclusion,
    may.open,
    none,
    'Chứng minh một sự kiện nằm trong nhật ký',
    'Prove that an event stands in the log',
  ),
  ask(
    'GET',
    '/ledger/consistency',
    ProveConsistency,
    may.open,
    none,
    'Chứng minh nhật ký chỉ được ghi thêm',
    'Prove that the log was only added to',
  ),
  ask(
    'GET',
    '/ledger/evidence',
    GiveEvidence,
    may.readEvidence,
    none,
    'Chứng cứ của một sự kiện',
    'Evidence of an event',
  ),
  ask('POST', '/ledger/cosignatures', Cosign, may.cosign, none, 'Nộp chữ ký chứng kiến', 'Give a cosignature back'),
];

import type { Actor } from '@hoso/contracts';
import { applicant, clerk, inspector } from './api.ts';
import { known, type Row, unknown } from './bad-requests.ts';

const invalid = { status: 400, code: 'InvalidInput' } as const;
const format: Row['says'] = ['không hợp lệ', 'not as it must be'];
const get = 'GET' as const;
const replay = `/replay?dossier=${known}`;
const otherUnit: Actor = { ...clerk, id: 'clerk-1102', unit: 'mong-cai-one-stop' };

/** Moments, pages and units that cannot be, or are not for whoever asks. */
export const moments: readonly Row[] = [
  { what: 'a moment that does not exist', path: `${replay}&asOf=2022-02-30T00:00:00.000Z`, field: 'asOf' },
  { what: 'a moment in words', path: `${replay}&asKnown=yesterday`, field: 'asKnown' },
  { what: 'a moment without a time zone', path: `${replay}&asOf=2022-03-15T09:30:00.000`, field: 'asOf' },
  { what: 'position 0', path: `${replay}&asKnown=%230`, field: 'asKnown' },
  { what: 'a position that is none', path: `${replay}&asKnown=%23-5`, field: 'asKnown' },
  { what: 'a position of twenty digits', path: `${replay}&asOf=%23${'9'.repeat(20)}`, field: 'asOf' },
  { what: 'a moment twice', path: `${replay}&asOf=%235&asOf=%236`, field: 'asOf' },
  { what: 'too many entries', path: `${replay}&limit=1001`, field: 'limit' },
  { what: 'a page after nothing', path: `${replay}&after=x`, field: 'after' },
  { what: 'no dossier at all', path: '/replay/clock', field: 'dossier' },
  { what: 'a side that there is not', path: `/replay/difference?dossier=${known}&from=%235`, field: 'from' },
  { what: 'a date for an instant', path: '/units/loads?at=2022-03-15', field: 'at' },
  { what: 'a position for an instant', path: '/units/loads?at=%235', field: 'at' },
  { what: 'a unit in capitals', path: '/units/HA-LONG/dossiers', field: 'unit' },
  { what: 'a foreign cursor', path: '/units/ha-long-one-stop/dossiers?after=abc', field: 'after' },
].map((row) => ({ ...row, ...invalid, method: get, as: inspector, says: format }));

/** The same, refused by name. */
export const refusedMoments: readonly Row[] = [
  {
    ...{ what: 'a position beyond the head', method: get, path: `${replay}&asKnown=%23999999999`, as: inspector },
    ...{ status: 400, code: 'PositionBeyondHead', says: ['chưa có sự kiện 999999999', 'no event 999999999 yet'] },
  },
  {
    ...{ what: 'the difference to beyond the head', method: get, as: inspector },
    path: `/replay/difference?dossier=${known}&toAsOf=%23999999999`,
    ...{ status: 400, code: 'PositionBeyondHead', says: ['mới có đến sự kiện', 'goes up to event'] },
  },
  {
    ...{ what: 'the clock of no dossier', method: get, path: `/replay/clock?dossier=${unknown}`, as: inspector },
    ...{ status: 404, code: 'DossierNotFound', says: ['Không có hồ sơ', 'no dossier'] },
  },
  {
    ...{ what: 'the clock in no log', method: get, path: `/replay/clock?dossier=${known}&log=nowhere`, as: inspector },
    ...{ status: 404, code: 'LogNotFound', says: ['Không có nhật ký', 'no log'] },
  },
  {
    ...{ what: 'what lies in no unit', method: get, path: '/units/nowhere/dossiers', as: inspector },
    ...{ status: 404, code: 'UnitNotFound', says: ['Không có đơn vị nowhere', 'no unit nowhere'] },
  },
  {
    ...{ what: 'what lies in another unit', method: get, path: '/units/ha-long-one-stop/dossiers', as: otherUnit },
    ...{ status: 403, code: 'WrongUnit', says: ['đơn vị ha-long-one-stop', 'unit ha-long-one-stop'] },
  },
  {
    ...{ what: 'what lies where, to an applicant', method: get, path: '/units/loads', as: applicant },
    ...{ status: 403, code: 'RoleNotAllowed', says: ['Vai trò người nộp (applicant)', 'role applicant'] },
  },
  {
    ...{ what: 'a unit by the name of a question', path: '/units/loads', body: {} },
    as: { id: 'registrar-1', role: 'registrar', unit: 'platform' },
    ...{ status: 400, code: 'InvalidInput', field: 'id', says: format },
  },
];

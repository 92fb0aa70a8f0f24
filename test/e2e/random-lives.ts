import { randomUUID } from 'node:crypto';
import type { Actor } from '@hoso/contracts';
import fc from 'fast-check';
import { type Api, clerk, head, officer, submission } from './api.ts';

/** Something that somebody does with a dossier, some time after what was done before it. */
export interface Deed {
  readonly dossier: number;
  readonly verb: number;
  readonly afterMs: number;
  /** Said to have happened so much earlier than it would have: entered late. */
  readonly earlierMs: number;
}

const hourMs = 3_600_000;
const begins = Date.parse('2022-03-15T01:00:00.000Z');

type Verb = readonly [path: string, as: Actor, body: (at: number) => object];
const items = ['Bản vẽ'];
const later = (at: number, days: number) => new Date(at + days * 24 * hourMs).toISOString();
const verbs: readonly Verb[] = [
  ['supplement-request', clerk, () => ({ items, reason: 'Thiếu' })],
  ['supplement', clerk, () => ({ items })],
  ['scans', clerk, () => ({ document: 'application-form', sha256: 'a'.repeat(64), bytes: 1, mediaType: 'image/png' })],
  ['reception', clerk, () => ({})],
  ['reception', clerk, () => ({})],
  ['transfer', clerk, () => ({ agency: 'ha-long-office' })],
  ['transfer', clerk, () => ({ agency: 'ha-long-office' })],
  ['due-date', clerk, (at) => ({ dueAt: later(at, 9), cause: 'extension' })],
  ['assignment', head, () => ({ officer: officer.id })],
  ['steps', officer, () => ({ step: 'verify' })],
  ['steps', head, () => ({ step: 'sign' })],
  ['appraisal-supplement-request', officer, () => ({ items, reason: 'Thiếu' })],
  ['appraisal-supplement', clerk, () => ({ items })],
  ['extension-request', officer, (at) => ({ reason: 'Xác minh', newDueAt: later(at, 5) })],
  ['apology', head, (at) => ({ reason: 'Xác minh', newDueAt: later(at, 5), signedBy: head.id })],
  ['result', head, () => ({ document: 'Giấy xác nhận' })],
  ['return', clerk, () => ({ to: 'applicant' })],
  ['withdrawal', clerk, () => ({ reason: 'Không cần nữa' })],
];

export const deeds = (dossiers: number): fc.Arbitrary<readonly Deed[]> =>
  fc.array(
    fc.record({
      dossier: fc.nat(dossiers - 1),
      verb: fc.nat(verbs.length - 1),
      afterMs: fc.integer({ min: 0, max: 60 }).map((hours) => hours * hourMs),
      earlierMs: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 72 }).map((hours) => hours * hourMs) },
      ),
    }),
    { minLength: 40, maxLength: 90 },
  );

/**
 * Carries deeds out on new dossiers through the real commands, insisting on what is unlawful. Answers how many took.
 */
export async function carryOut(http: Api, dossiers: number, all: readonly Deed[]): Promise<number> {
  const insist = { reason: 'Theo chỉ đạo', authorisedBy: 'head-0701' };
  const ids = Array.from({ length: dossiers }, () => randomUUID());
  const clocks = ids.map((_, n) => begins + n * 24 * hourMs);
  const occurredAt = (n: number, earlierMs = 0) => new Date((clocks[n] ?? begins) - earlierMs).toISOString();
  for (const [n, id] of ids.entries()) {
    await http.command(`/dossiers/${id}`, { as: clerk, body: { ...submission, occurredAt: occurredAt(n) } });
  }
  let took = 0;
  for (const { dossier, verb, afterMs, earlierMs } of all) {
    const [path, as, body] = verbs[verb] ?? ['supplement', clerk, () => ({ items })];
    const at = (clocks[dossier] ?? begins) + afterMs;
    clocks[dossier] = at;
    const content = { ...body(at), occurredAt: occurredAt(dossier, earlierMs), insist };
    const { status } = await http.send('POST', `/dossiers/${ids[dossier]}/${path}`, { as, body: content });
    // What cannot be is refused, and then nothing has happened.
    if (status === 200) took++;
    else if (status >= 500) throw new Error(`${path}: ${status}`);
  }
  return took;
}

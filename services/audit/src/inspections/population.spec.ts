import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type NewEvent, streamName, uuidV8 } from '@hoso/event-sourcing';
import { drawSample, populationHash } from '@hoso/rules';
import { findingRecorder } from '../findings/record-findings.ts';
import { type LogShelf, logShelf } from '../../test/log-shelf.ts';
import { type Drawing, readPopulation, type Scope } from './population.ts';

const march = { from: '2022-03-01', to: '2022-03-31' };
const dossier = (n: number) => uuidV8('population', n);
const clerk = { id: 'clerk-0702', role: 'clerk', unit: 'ha-long-one-stop' };

let shelf: LogShelf;
let count: number;
beforeEach(() => {
  shelf = logShelf(Date.parse('2022-02-01T00:00:00.000Z'));
  count = 0;
});
afterEach(() => shelf.close());

const event = (type: string, dossierId: string, occurredAt: string, data: object): NewEvent => ({
  ...{ type, dossierId, occurredAt, data, actor: clerk, schemaVersion: type === 'DossierSubmitted' ? 4 : 2 },
  ...{ commandId: uuidV8('command', count++), commandType: 'Try', correlationId: uuidV8('correlation') },
});

/** A dossier that was submitted, and given to an agency where one is named. Recorded when it happened, or later. */
async function submit(n: number, at: string, more: { procedure?: string; oneStop?: string; agency?: string } = {}) {
  const { procedure = '1.001612', oneStop = 'ha-long-one-stop', agency } = more;
  const sealed = { kid: 'k', iv: 'aaaa', ct: 'aaaa', tag: 'aaaa' };
  shelf.setClock(Date.parse(at));
  const data = { procedure, channel: 'counter', oneStop, applicant: sealed, returnBy: 'counter' };
  const own = event('DossierSubmitted', dossier(n), at, data);
  await shelf.main.append([{ stream: streamName('dossier', dossier(n)), expected: 0, events: [own] }]);
  if (agency === undefined) return;
  const opened = event('CaseOpened', dossier(n), at, {
    ...{ dossier: dossier(n), case: 1, agency, oneStop, procedure: { code: procedure, version: 1 }, steps: [] },
    ...{ dueAt: at, startAt: at, calendar: { id: 'quang-ninh', version: 1 } },
  });
  await shelf.main.append([{ stream: streamName('case', `${dossier(n)}-1`), expected: 0, events: [opened] }]);
}

async function population(scope: Partial<Scope> = {}, drawing: Partial<Drawing> = {}) {
  const own = (await shelf.auditLogs.of('main')).store;
  const upTo = await shelf.main.head();
  const asked: Drawing = { method: 'simple', upTo, findingsUpTo: await own.head(), ...drawing };
  return await readPopulation({ store: shelf.main, own }, { ...march, ...scope }, asked);
}
const numbersOf = (members: readonly { readonly dossier: string }[]): number[] =>
  Array.from({ length: 20 }, (_, n) => n).filter((n) => members.some((one) => one.dossier === dossier(n)));

describe('A population', () => {
  it('is what was submitted on the days of the scope, as they are counted in the province', async () => {
    await submit(1, '2022-02-28T16:59:59.999Z');
    await submit(2, '2022-02-28T17:00:00.000Z');
    await submit(3, '2022-03-31T16:59:59.999Z');
    await submit(4, '2022-03-31T17:00:00.000Z');
    expect(numbersOf(await population())).toEqual([2, 3]);
  });
  it('is of the units that took it in or decide it, and of the procedures', async () => {
    await submit(1, '2022-03-01T03:00:00.000Z', { agency: 'ha-long-office' });
    await submit(2, '2022-03-01T04:00:00.000Z', { oneStop: 'co-to-one-stop', agency: 'co-to-office' });
    await submit(3, '2022-03-01T05:00:00.000Z', { procedure: '1.001193' });
    expect(numbersOf(await population({ units: ['ha-long-one-stop'] }))).toEqual([1, 3]);
    expect(numbersOf(await population({ units: ['ha-long-office', 'co-to-office'] }))).toEqual([1, 2]);
    expect(numbersOf(await population({ procedures: ['1.001193'] }))).toEqual([3]);
    expect(await population({ units: ['mong-cai-office'] })).toEqual([]);
  });
  it('stays as it was at its position, whatever comes later', async () => {
    await submit(1, '2022-03-02T03:00:00.000Z');
    const upTo = await shelf.main.head();
    const before = await population();
    shelf.setClock(Date.parse('2022-03-20T03:00:00.000Z'));
    await submit(2, '2022-03-03T03:00:00.000Z');
    expect(numbersOf(await population())).toEqual([1, 2]);
    const again = await population({}, { upTo });
    expect(populationHash(again)).toBe(populationHash(before));
    expect(drawSample(again, 1, 'mam-2022')).toEqual([dossier(1)]);
  });
  it('has a late entry, which was recorded after the days it is about', async () => {
    await submit(1, '2022-05-02T03:00:00.000Z');
    await submit(2, '2022-03-02T03:00:00.000Z');
    expect(numbersOf(await population())).toEqual([2]);
  });
  it('is parted by who took it in, who decides, or what it is', async () => {
    await submit(1, '2022-03-01T03:00:00.000Z', { agency: 'ha-long-office' });
    await submit(2, '2022-03-01T04:00:00.000Z', { oneStop: 'co-to-one-stop', procedure: '1.001193' });
    const strata = async (stratifyBy: 'one-stop' | 'agency' | 'procedure') =>
      (await population({}, { method: 'stratified', stratifyBy })).map(({ stratum }) => stratum).sort();
    expect(await strata('one-stop')).toEqual(['co-to-one-stop', 'ha-long-one-stop']);
    expect(await strata('agency')).toEqual(['ha-long-office', 'none']);
    expect(await strata('procedure')).toEqual(['1.001193', '1.001612']);
  });
  it('by risk weighs what stood when it was drawn', async () => {
    await submit(1, '2022-03-01T03:00:00.000Z');
    await submit(2, '2022-03-01T04:00:00.000Z');
    const own = (await shelf.auditLogs.of('main')).store;
    const record = findingRecorder(own, () => Date.parse('2022-03-05T03:00:00.000Z'));
    const judged = (position: number) => ({ position, at: '2022-03-05T03:00:00.000Z' });
    const found = (id: string, severity: 'H' | 'M') => ({
      ...{
        id: id.repeat(32),
        rule: 'V09',
        severity,
        name: { vi: 'a', en: 'a' },
        article: 'Đ11',
        heldBy: {},
        facts: {},
      },
      ...{ ruleSet: { id: 'nd61-2018', version: 1, effectiveFrom: '2018-06-21' }, lawful: { vi: 'a', en: 'a' } },
      ...{ dossier: dossier(1), positions: [2], certainAt: '2022-03-04T03:00:00.000Z', judged: judged(3) },
    });
    await record([
      { type: 'RaiseFinding', data: found('a', 'H') },
      { type: 'RaiseFinding', data: found('b', 'M') },
    ]);
    const findingsUpTo = await own.head();
    await record([{ type: 'WithdrawFinding', data: { id: 'a'.repeat(32), judged: judged(9) } }]);
    const weights = async (drawing: Partial<Drawing>) =>
      Object.fromEntries((await population({}, drawing)).map(({ dossier: one, weight }) => [one, weight]));
    expect(await weights({ method: 'by-risk', findingsUpTo })).toEqual({ [dossier(1)]: 7, [dossier(2)]: 1 });
    expect(await weights({ method: 'by-risk' })).toEqual({ [dossier(1)]: 3, [dossier(2)]: 1 });
    expect(await weights({})).toEqual({ [dossier(1)]: 1, [dossier(2)]: 1 });
    const reason = { kid: 'k', iv: 'aaaa', ct: 'aaaa', tag: 'aaaa' };
    const stream = streamName('finding', 'b'.repeat(32));
    const dismissed = event('FindingDismissed', dossier(1), '2022-03-06T03:00:00.000Z', { id: 'b'.repeat(32), reason });
    await own.append([{ stream, expected: 1, events: [{ ...dismissed, schemaVersion: 1 }] }]);
    expect(await weights({ method: 'by-risk' })).toEqual({ [dossier(1)]: 1, [dossier(2)]: 1 });
  });
});

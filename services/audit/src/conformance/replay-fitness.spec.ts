import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ReplayFitness } from '@hoso/contracts';
import { type LogShelf, logShelf, xes } from '../../test/log-shelf.ts';
import { officer, record, type Told, told } from '../../test/story.ts';
import { importXes } from '../imports/import-xes.ts';
import { replayFitness } from './replay-fitness.ts';

const at = (hour: number) => `2022-01-01T${String(hour).padStart(2, '0')}:00:00Z`;
const file = xes(
  { name: 'right', events: ['Receive', 'Check', 'Sign'].map((activity, hour) => [activity, at(hour)] as const) },
  { name: 'wrong', events: ['Receive', 'Sign', 'Check'].map((activity, hour) => [activity, at(hour)] as const) },
  { name: 'half', events: [['Receive', at(1)]] },
);
const places = ['p0', 'p1', 'p2', 'p3'].map((id) => `<place id="${id}"/>`);
const transitions = ['Receive', 'Check', 'Sign'].map(
  (name, n) =>
    `<transition id="t${n}"><name><text>${name}</text></name></transition>` +
    `<arc id="a${n}" source="p${n}" target="t${n}"/><arc id="b${n}" source="t${n}" target="p${n + 1}"/>`,
);
const net = `<pnml><net id="n">${places.join('')}${transitions.join('')}</net></pnml>`;

let shelf: LogShelf;
beforeEach(() => {
  shelf = logShelf();
});
afterEach(() => shelf.close());

const replayed = async (ask: object) =>
  ReplayFitness.answer.parse(await replayFitness(shelf, ReplayFitness.ask.parse(ask)));

describe('A log replayed on a net', () => {
  beforeEach(async () => {
    await importXes(shelf, { log: 'town', upload: shelf.upload(file) });
  });

  it('tells fitness over all cases, and names what is amiss in those that do not fit', async () => {
    const answer = await replayed({ log: 'town', net });
    expect(answer).toMatchObject({
      ...{ log: 'town', cases: 3, events: 7, completeUpTo: 8, fitting: 1, fitness: 0.8 },
      ...{ missing: 2, consumed: 10, produced: 10, remaining: 2 },
    });
    expect(answer.traces).toMatchObject([
      { case: 'wrong', fitness: 0.75, misfits: [{ kind: 'reordered', activity: 'Sign', steps: ['Check'] }] },
      { case: 'half', fitness: 0.5, misfits: [{ kind: 'unfinished', activity: 'Receive', steps: ['Check'] }] },
    ]);
    expect(answer.next).toBeUndefined();
  });

  it('tells all cases page by page', async () => {
    const first = await replayed({ log: 'town', net, all: true, limit: 2 });
    expect(first.traces.map((trace) => trace.case)).toEqual(['right', 'wrong']);
    const second = await replayed({ log: 'town', net, all: true, limit: 2, after: first.next });
    expect([second.traces.map((trace) => trace.case), second.next, second.cases]).toEqual([['half'], undefined, 3]);
  });

  it('is refused without a net, and with one that is none', async () => {
    await expect(replayed({ log: 'town' })).rejects.toMatchObject({ code: 'NetMissing', params: { log: 'town' } });
    await expect(replayed({ log: 'town', net: net.replace('"p1"', '"p0"') })).rejects.toMatchObject({
      code: 'NetInvalid',
      params: { reason: expect.stringMatching(/"p0" is used twice/), reasonVi: expect.stringMatching(/hai lần/) },
    });
  });
});

describe('A log of dossiers', () => {
  const steps = ['verify', 'sign'].map((code) => ({
    ...{ code, name: { vi: code, en: code }, role: 'officer' as const },
  }));
  const opened: Told = { ...told.opened, data: { ...told.opened.data, steps } };
  const at1 = { dossier: told.opened.data.dossier, case: 1 };
  const signed: Told = { ...told.verified, data: { ...told.verified.data, step: 'sign' } };
  const issued: Told = {
    ...{ type: 'ResultIssued', at: '2022-03-17T02:00:00.000Z', by: officer },
    data: { ...at1, document: 'GCN 1', finishedAt: '2022-03-17T02:00:00.000Z' },
  };

  it('is replayed case by case on the process that each is bound to', async () => {
    await record(shelf.main, [told.submitted, told.received, opened, told.verified, signed, issued]);
    expect(await replayed({ log: 'main' })).toMatchObject({ cases: 1, events: 2, open: 0, fitting: 1, fitness: 1 });
    expect(await replayed({ log: 'main', procedure: '1.000001' })).toMatchObject({ cases: 0, open: 0, fitness: 1 });
  });

  it('names a step that was skipped, and waits for the result', async () => {
    await record(shelf.main, [told.submitted, told.received, opened, signed]);
    expect(await replayed({ log: 'main' })).toMatchObject({ cases: 0, open: 1, traces: [] });
    await record(shelf.main, [issued]);
    const { traces, open } = await replayed({ log: 'main' });
    expect(open).toBe(0);
    expect(traces).toMatchObject([
      { misfits: [{ kind: 'skipped', activity: 'sign', steps: ['verify'], position: 5 }] },
    ]);
  });

  it('leaves out what was written off', async () => {
    const corrected: Told = {
      ...{ type: 'EntryCorrected', at: '2022-03-16T05:00:00.000Z', by: officer },
      data: { ...at1, of: 2, entry: 'StepCompleted', step: 'sign', why: 'Nhầm' },
    };
    const history = [told.submitted, told.received, opened, signed, corrected, told.verified, signed, issued];
    await record(shelf.main, history);
    expect(await replayed({ log: 'main' })).toMatchObject({ cases: 1, events: 2, fitting: 1 });
  });
});

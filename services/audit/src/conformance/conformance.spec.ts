import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ListVariants, ShowDirectlyFollows, ShowProfile } from '@hoso/contracts';
import { type LogShelf, logShelf, xes } from '../../test/log-shelf.ts';
import { record, told } from '../../test/story.ts';
import { checkLog } from '../checks/check-log.ts';
import { importXes } from '../imports/import-xes.ts';
import { listVariants, showDirectlyFollows } from './show-directly-follows.ts';
import { showProfile } from './show-profile.ts';

const at = (hour: number) => `2022-01-01T${String(hour).padStart(2, '0')}:00:00Z`;
const hourMs = 3_600_000;
const caseOf = (name: string, ...events: readonly (readonly [activity: string, hour: number])[]) => ({
  name,
  events: events.map(([activity, hour]) => [activity, at(hour)] as const),
});
const town = xes(
  caseOf('one', ['Receive', 1], ['Check', 2], ['Sign', 4]),
  caseOf('two', ['Receive', 1], ['Sign', 9], ['Check', 4]),
  caseOf('three', ['Receive', 1], ['Check', 1]),
);
const city = xes(caseOf('far', ['Receive', 1], ['Check', 2]), caseOf('near', ['Receive', 1], ['Check', 4]));

let shelf: LogShelf;
beforeEach(async () => {
  shelf = logShelf();
  await importXes(shelf, { log: 'town', upload: shelf.upload(town) });
});
afterEach(() => shelf.close());

describe('A log', () => {
  it('tells what follows what by time, how often, and after how long', async () => {
    const graph = ShowDirectlyFollows.answer.parse(await showDirectlyFollows(shelf.logs, { log: 'town' }));
    expect(graph).toEqual({
      ...{ log: 'town', cases: 3, events: 8, completeUpTo: 9, pairs: 5 },
      activities: [
        { activity: 'Check', count: 3, starts: 0, ends: 1 },
        { activity: 'Receive', count: 3, starts: 3, ends: 0 },
        { activity: 'Sign', count: 2, starts: 0, ends: 2 },
      ],
      edges: [
        { from: 'Receive', to: 'Check', count: 3, leastMs: 0, meanMs: (4 / 3) * hourMs, mostMs: 3 * hourMs },
        { from: 'Check', to: 'Sign', count: 2, leastMs: 2 * hourMs, meanMs: 3.5 * hourMs, mostMs: 5 * hourMs },
      ],
    });
  });

  it('tells the ways that its cases took, the most frequent first', async () => {
    const ways = ListVariants.answer.parse(await listVariants(shelf.logs, ListVariants.ask.parse({ log: 'town' })));
    expect(ways).toMatchObject({ cases: 3, events: 8, distinct: 2, single: 1 });
    expect(ways.variants).toEqual([
      { activities: ['Receive', 'Check', 'Sign'], count: 2, example: 'one' },
      { activities: ['Receive', 'Check'], count: 1, example: 'three' },
    ]);
    const first = await listVariants(shelf.logs, { log: 'town', limit: 1 });
    expect([first.variants.length, first.distinct]).toEqual([1, 2]);
  });

  it('tells what is usual in it, and by another log what is not', async () => {
    const own = ShowProfile.answer.parse(await showProfile(shelf.logs, { log: 'town' }));
    expect(own).toMatchObject({ log: 'town', learnedFrom: 'town', cases: 3, events: 8 });
    expect(own.outcome).toBeUndefined();
    expect(own.pairs.map(({ from, to, count, meanMs }) => [from, to, count, meanMs / hourMs])).toEqual([
      ['Receive', 'Check', 3, 4 / 3],
      ['Check', 'Sign', 2, 3.5],
      ['Receive', 'Sign', 2, 5.5],
    ]);
    await importXes(shelf, { log: 'city', upload: shelf.upload(city) });
    const other = ShowProfile.answer.parse(
      await showProfile(shelf.logs, { log: 'town', learnedFrom: 'city', zeta: 0.5 }),
    );
    // Receive to Check: 1 h and 3 h, mean 2 h, σ = √2 h. The case that took no time is more than half of that away.
    expect(other.outcome).toEqual({ applies: 3, kept: 0, broken: 3, findings: 3 });
    expect(other.pairs).toMatchObject([{ from: 'Receive', to: 'Check', leastMs: 4_654_416, mostMs: 9_745_584 }]);
  });

  it('of dossiers is measured by types of event, dossier by dossier', async () => {
    await record(shelf.main, [told.submitted, told.scanned, told.received]);
    const graph = await showDirectlyFollows(shelf.logs, { log: 'main' });
    expect(graph).toMatchObject({ log: 'main', cases: 1, events: 3, pairs: 2, completeUpTo: 4 });
    expect(graph.edges.map(({ from, to }) => [from, to])).toEqual([
      ['DossierSubmitted', 'ScanStored'],
      ['ScanStored', 'DossierReceived'],
    ]);
    const byClerks = { id: 'C', template: 'role', activity: 'ScanStored', roles: ['officer'] };
    const rules = { id: 'own', version: 1, effectiveFrom: '2022-01-01', rules: [byClerks] };
    expect(await checkLog(shelf.logs, { log: 'main', rules })).toMatchObject({ rules: [{ applies: 1, broken: 1 }] });
  });

  it('that is not there is not measured', async () => {
    await expect(showDirectlyFollows(shelf.logs, { log: 'village' })).rejects.toMatchObject({ code: 'LogNotFound' });
  });
});

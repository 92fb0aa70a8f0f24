import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CompareMoments, Replay } from '@hoso/contracts';
import fc from 'fast-check';
import { type LogShelf, logShelf } from '../../test/log-shelf.ts';
import { inspector, past } from '../../test/past.ts';
import { dossierId, record, type Told, told, toldEnvelope } from '../../test/story.ts';
import { changesBetween, compareMoments } from './compare-moments.ts';
import { replay, shownState, stateAt } from './replay.ts';

const now = '2022-03-22T00:00:00.000Z';
const start = Date.parse('2022-03-12T00:00:00.000Z');
let shelf: LogShelf;
beforeEach(async () => {
  shelf = logShelf(start);
  for (const [index, event] of Object.values(told).entries()) {
    shelf.setClock(start + index * 21_600_000);
    await record(shelf.main, [event]);
  }
});
afterEach(() => shelf.close());

const comparing = async (ask: object = {}) =>
  CompareMoments.answer.parse(
    await compareMoments(past(shelf, now), CompareMoments.ask.parse({ dossier: dossierId, ...ask }), inspector),
  );
const replaying = async (ask: object = {}) =>
  Replay.answer.parse(await replay(past(shelf, now), Replay.ask.parse({ dossier: dossierId, ...ask }), inspector));

/** The post's events come last in the story, though they happened early. */
const beforePost = '#20';

describe('The difference of two moments', () => {
  it('tells what happened between them and what it changed', async () => {
    const answer = await comparing({
      ...{ fromAsOf: '2022-03-14T04:30:00.000Z', fromAsKnown: beforePost },
      ...{ toAsOf: '2022-03-15T03:00:00.000Z', toAsKnown: beforePost },
    });
    expect(answer.added.map(({ type }) => type)).toEqual([
      'SupplementReceived',
      'DossierReceived',
      'ReceptionRefused',
      'TransferredToAgency',
    ]);
    expect(answer.removed).toEqual([]);
    expect(answer.changes).toContainEqual({
      ...{ field: 'status', words: { vi: 'Trạng thái', en: 'Status' } },
      ...{ before: 'supplement-requested', after: 'in-process' },
    });
    expect(answer.changes.map(({ field }) => field)).toEqual([
      ...['status', 'statusCode', 'code', 'holder', 'clock', 'startAt', 'originalDueAt', 'dueAt', 'lawfulDueAt'],
      ...['papers', 'papers', 'papers'],
    ]);
  });
  it('tells of events that only the earlier moment knows, where the two times cross', async () => {
    const answer = await comparing({ fromAsKnown: '#8', toAsOf: '2022-03-14T03:00:00.000Z', toAsKnown: beforePost });
    expect(answer.removed.map(({ position }) => position)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(answer.removedCount).toBe(6);
    expect(answer.added).toEqual([]);
  });
  it('tells of every paper, also of those that a state has no room for', () => {
    const scans = Array.from({ length: 600 }, () => told.scanned);
    const state = (events: readonly Told[]) => stateAt(events.map(toldEnvelope), now);
    const [before, after] = [state([told.submitted]), state([told.submitted, ...scans])];
    expect(shownState(after)).toMatchObject({ olderPapers: 100, papers: after.papers.slice(100) });
    expect(shownState(before)).toEqual(before);
    expect(changesBetween(before, after).map(({ field }) => field)).toEqual(scans.map(() => 'papers'));
  });
  it('holds so many entries as are asked for, and says how many there are', async () => {
    expect(await comparing({ fromAsKnown: '#1', limit: 3 })).toMatchObject({
      ...{ addedCount: Object.keys(told).length, before: { status: 'not-submitted' } },
      remarks: [{ code: 'not-submitted' }],
    });
    expect((await comparing({ fromAsKnown: '#1', limit: 3 })).added).toHaveLength(3);
  });
});

describe('The laws of differences', () => {
  const instant = fc.integer({ min: -1, max: 24 }).map((half) => new Date(start + half * 43_200_000).toISOString());
  const position = fc.integer({ min: 1, max: Object.keys(told).length + 1 }).map((at) => `#${at}`);
  const moment = fc.option(fc.oneof(instant, position), { nil: undefined });

  it('hold for any moments', async () => {
    await fc.assert(
      fc.asyncProperty(moment, moment, moment, moment, async (fromAsOf, fromAsKnown, toAsOf, toAsKnown) => {
        const there = await comparing({ fromAsOf, fromAsKnown, toAsOf, toAsKnown });
        // Of a moment with itself it is empty.
        const none = await comparing({ fromAsOf, fromAsKnown, toAsOf: fromAsOf, toAsKnown: fromAsKnown });
        expect(none).toMatchObject({ changes: [], added: [], removed: [] });
        // The way back is the way there, turned around.
        const back = await comparing({
          fromAsOf: toAsOf,
          fromAsKnown: toAsKnown,
          toAsOf: fromAsOf,
          toAsKnown: fromAsKnown,
        });
        expect([back.added, back.removed]).toEqual([there.removed, there.added]);
        expect(back.changes.map(({ before, after }) => [after, before])).toHaveLength(there.changes.length);
        // Each side is a replay.
        const [from, to] = [
          await replaying({ asOf: fromAsOf, asKnown: fromAsKnown }),
          await replaying({ asOf: toAsOf, asKnown: toAsKnown }),
        ];
        expect([there.before, there.after]).toEqual([from.state, to.state]);
        const left = from.events.filter((event) => !there.removed.some((one) => one.position === event.position));
        expect([...left, ...there.added].sort((one, other) => one.position - other.position)).toEqual(to.events);
        expect(there.changes.length === 0).toBe(JSON.stringify(from.state) === JSON.stringify(to.state));
      }),
      { numRuns: 60 },
    );
  });

  it('make bounds commute: what is within both is within each', async () => {
    await fc.assert(
      fc.asyncProperty(moment, moment, async (asOf, asKnown) => {
        const at = async (ask: object) => (await replaying(ask)).events.map(({ position: one }) => one);
        const [stood, known] = [await at({ asOf }), await at({ asKnown })];
        expect(await at({ asOf, asKnown })).toEqual(stood.filter((one) => known.includes(one)));
      }),
      { numRuns: 60 },
    );
  });

  it('make what is known at the head the state', async () => {
    const whole = await replaying();
    const known = await replaying({ asKnown: `#${whole.completeUpTo}` });
    expect([known.events, { ...known.state, overdue: true }]).toEqual([
      whole.events,
      { ...whole.state, overdue: true },
    ]);
    expect(await replaying({ asKnown: now })).toMatchObject({ state: whole.state, events: whole.events });
  });
});

describe('A moment', () => {
  it('right after an event is told by the log’s order, in both times', async () => {
    const known = await replaying({ asKnown: '#4' });
    expect(known.events.map(({ position }) => position)).toEqual([2, 3, 4]);
    const stood = await replaying({ asOf: '#6' });
    // Received and refused in one instant: the refusal came after it in the log.
    expect(stood.events.map(({ type }) => type)).toContain('DossierReceived');
    expect(stood.events.map(({ type }) => type)).not.toContain('ReceptionRefused');
    expect(stood.at).toBe(told.received.at);
  });
  it('that lies ahead is as good as now, and says so', async () => {
    const answer = await replaying({ asOf: '2030-01-01T00:00:00.000Z' });
    expect(answer).toMatchObject({ at: now, beyond: 0, remarks: [{ code: 'future' }] });
    expect(answer.state).toEqual((await replaying()).state);
  });
  it('before the dossier shows none of it, and says so', async () => {
    const answer = await replaying({ asOf: '1999-01-01T00:00:00.000Z' });
    expect(answer).toMatchObject({
      count: 0,
      state: { status: 'not-submitted' },
      remarks: [{ code: 'not-submitted' }],
    });
  });
  it('beyond the head is refused, with the head', async () => {
    await expect(replaying({ asKnown: '#1000' })).rejects.toMatchObject({
      ...{ code: 'PositionBeyondHead', params: { log: 'main', position: 1_000, head: Object.keys(told).length + 1 } },
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { type EventStore, rebuildInto, type ViewGeneration, type ViewStore } from '@hoso/event-sourcing';
import { memoryEventStore, memoryViewStore } from '@hoso/event-sourcing/testing';
import fc from 'fast-check';
import { dossierId, record, type Told, told, toldEnvelope } from '../../test/story.ts';
import { stateAt } from '../history/replay.ts';
import { standingEvents } from '../history/standing-events.ts';
import { type HoldingsDocument, holdingAt, holdings, lifeClassText, lifeIndex, lifeMsMax } from './holdings.view.ts';

const { submitted, received, transferred, opened, assigned, issued, resultRecorded, returned, withdrawn } = told;
const life = [submitted, received, transferred, opened, assigned, issued, resultRecorded, returned];

function documentOf(events: readonly Told[]): HoldingsDocument | undefined {
  return events.reduce<HoldingsDocument | undefined>((document, event, index) => {
    const read = standingEvents.read(toldEnvelope(event, index));
    return read ? holdings.evolve(document, read) : document;
  }, undefined);
}
const indexed = (events: readonly Told[]) => {
  const document = documentOf(events);
  return document && holdings.indexes.map((index) => index.of(document));
};

describe('The view of holdings', () => {
  it('tells from when on a dossier lay where', () => {
    const document = documentOf(life);
    expect(document).toMatchObject({ procedure: '1.001193', code: received.data.code });
    expect(document?.holdings.map(({ from, holder, status }) => [from, holder?.unit, holder?.person, status])).toEqual([
      [submitted.at, 'ha-long-one-stop', undefined, 'registered'],
      [received.at, 'ha-long-one-stop', 'clerk-0701', 'received'],
      [transferred.at, 'ha-long-office', undefined, 'in-process'],
      [assigned.at, 'ha-long-office', 'officer-0802', 'in-process'],
      [issued.at, 'ha-long-one-stop', undefined, 'finished'],
      [returned.at, undefined, undefined, 'returned'],
    ]);
  });
  it('begins with the post where the post collected it', () =>
    expect(documentOf([told.collected, told.minutesSigned])?.holdings.map(({ holder }) => holder?.unit)).toEqual([
      'ha-long-post',
      'ha-long-one-stop',
    ]));
  it('grows with changes of hands, not with events', () =>
    expect(documentOf([...life.slice(0, 5), ...Array.from({ length: 500 }, () => told.scanned)])?.holdings.length).toBe(
      4,
    ));
  it('knows nothing of what has no beginning', () => expect(documentOf([received, transferred])).toBeUndefined());

  it('is indexed by how long it was in somebody’s hands', () => {
    expect(indexed([submitted])).toEqual([['open', submitted.at]]);
    // Seven days less an hour: at most 2³.
    expect(indexed(life)).toEqual([[lifeClassText(3), submitted.at]]);
    expect(indexed([submitted, { ...withdrawn, at: submitted.at }])).toBeDefined();
    expect(lifeMsMax(3)).toBe(8 * 86_400_000);
  });
});

describe('A rebuild of holdings', () => {
  const build = async (views: ViewStore, store: EventStore, generation?: ViewGeneration<HoldingsDocument>) => {
    const into = generation ?? (await views.begin(holdings));
    await rebuildInto({ view: holdings, generation: into, store, clock: () => 0 });
    return into;
  };
  it('leads to what following event by event has led to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...Object.values(told)), { maxLength: 20 }), async (events) => {
        const [store, views] = [memoryEventStore(), memoryViewStore()];
        const live = await views.live(holdings);
        for (const event of [submitted, ...events]) {
          await record(store, [event]);
          await build(views, store, live);
        }
        const rebuilt = await build(views, store);
        expect(await rebuilt.find(dossierId)).toEqual(await live.find(dossierId));
        for (const prefix of [['open'], ...Array.from({ length: 16 }, (_, each) => [lifeClassText(each)])])
          expect(await rebuilt.count(lifeIndex, prefix)).toBe(await live.count(lifeIndex, prefix));
      }),
      { numRuns: 40 },
    );
  });
});

describe('Wherever events were recorded late or out of order', () => {
  const day = Date.parse('2022-03-10T00:00:00.000Z');
  const instant = fc.integer({ min: 0, max: 40 }).map((count) => new Date(day + count * 21_600_000).toISOString());
  const event = fc.tuple(fc.constantFrom(...Object.values(told)), fc.option(instant, { nil: undefined }));

  it('a dossier lay at any instant where a replay as of then says', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), fc.array(instant, { minLength: 1 }), (events, instants) => {
        const history = [submitted, ...events.map(([one, at]): Told => (at === undefined ? one : { ...one, at }))];
        const document = documentOf(history);
        const envelopes = history.map(toldEnvelope);
        for (const at of [...instants, ...envelopes.map(({ occurredAt }) => occurredAt)]) {
          const replayed = stateAt(
            envelopes.filter(({ occurredAt }) => occurredAt <= at),
            at,
          );
          const holding = holdingAt(document?.holdings ?? [], at);
          expect([holding?.holder, holding?.status, holding?.dueAt]).toEqual([
            replayed.holder,
            replayed.statusCode === undefined ? undefined : replayed.status,
            replayed.dueAt,
          ]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

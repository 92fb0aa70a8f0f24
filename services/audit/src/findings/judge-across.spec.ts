import { CorrectableEntry, FindingId, type Finding } from '@hoso/contracts';
import {
  allPartitions,
  envelopeOf,
  type EventStore,
  type FollowedEvent,
  followedEvent,
  instantOf,
  type Partition,
  type RecordedEvent,
  streamName,
  uuidV8,
} from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { compileAcrossRules, compileLawRules } from '@hoso/rules';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lawRules } from '../../test/law-rules.ts';
import { clerk, told, type Told } from '../../test/story.ts';
import { type Trial, trial } from '../../test/trial.ts';
import { calendarShelf } from './calendar-shelf.ts';
import type { FindingIntent } from './finding.ts';
import { concluded, shareJudge } from './judge-again.ts';
import { rulesTarget } from './judge-events.ts';
import { judgements } from './judgements.view.ts';

/** What is said of single dossiers is not in question here. */
const rules = lawRules.map((set) => ({ ...set, rules: [] }));
const applicant = { id: 'applicant-1', role: 'applicant', unit: 'public' };
const idOf = (dossier: number) => uuidV8('dossier of several', dossier);
const [a, b, c] = [idOf(0), idOf(1), idOf(2)];
const hourMs = 3_600_000;
const minuteMs = 60_000;

let court: Trial | undefined;
afterEach(() => court?.close());

async function begun(): Promise<Trial> {
  court = await trial(rules);
  return court;
}

const submittedAgain = (of: string): Told => ({
  ...told.submitted,
  data: { ...told.submitted.data, resubmissionOf: of },
});
const receivedAs = (code: string): Told => ({ ...told.received, data: { ...told.received.data, code } });
const withdrawn: Told = { ...told.withdrawn, by: clerk };
const corrected = (of: number, entry: CorrectableEntry): Told => ({
  ...{ type: 'Corrected', by: clerk, data: { of, entry, why: 'Ghi nhầm' } },
});
const [one, other] = ['000.00.21.H49-220315-0001', '000.00.21.H49-220315-0002'];

/** Tells events of dossiers now, a minute apart. */
async function happen(trial: Trial, ...events: readonly (readonly [dossier: string, event: Told])[]): Promise<void> {
  for (const [dossier, event] of events) {
    trial.setClock(trial.now() + minuteMs);
    await trial.record(dossier, { ...event, at: instantOf(trial.now()) });
  }
  await trial.judged();
}

const standing = async ({ findings }: Trial) =>
  (await findings())
    .filter((found) => found.standing)
    .map(({ finding: { rule, dossier, positions } }): [string, string, Finding['positions']] => [
      ...([rule, dossier] as const),
      positions,
    ]);

describe('Rules over several dossiers, at work on a log', () => {
  it('find a code that was given before, with both dossiers as evidence', async () => {
    const running = await begun();
    await happen(running, [a, told.submitted], [a, receivedAs(one)], [b, told.submitted], [b, receivedAs(one)]);
    const [found] = await running.findings();
    expect(found?.finding).toMatchObject({
      ...{ rule: 'V21', name: { en: 'One code given to two dossiers' }, severity: 'M', dossier: b, code: one },
      ...{ person: clerk.id, unit: clerk.unit, heldBy: { oneStop: clerk.unit }, positions: [4, 6] },
      ...{ facts: { code: one, other: a }, judged: { position: 6 } },
    });
    expect(FindingId.safeParse(found?.id).success).toBe(true);
  });

  it('find a second request behind a refusal and a new submission', async () => {
    const running = await begun();
    await happen(running, [a, told.submitted], [a, told.supplementRequested], [a, told.refused]);
    await happen(running, [b, submittedAgain(a)], [b, told.supplementRequested], [c, submittedAgain(b)]);
    expect(await standing(running)).toEqual([['V09', b, [4, 5, 6, 7]]]);
  });

  it('take it back where the refusal is written off, and find it again behind another end', async () => {
    const running = await begun();
    await happen(running, [a, told.submitted], [a, told.supplementRequested], [a, told.refused]);
    await happen(running, [b, submittedAgain(a)], [b, told.supplementRequested]);
    expect(await standing(running)).toEqual([['V09', b, [4, 5, 6, 7]]]);
    await happen(running, [a, corrected(3, 'ReceptionRefused')]);
    expect(await standing(running)).toEqual([]);
    expect((await running.findings()).map(({ events }) => events)).toEqual([2]);
    // Said to have been before the second one was submitted, and entered now.
    await running.record(a, { ...withdrawn, at: instantOf(running.now() - 2.5 * minuteMs) });
    await running.judged();
    expect(await standing(running)).toEqual([['V09', b, [4, 6, 7, 9]]]);
    expect(await running.judgeAgain(running.now())).toMatchObject({ raised: 0, withdrawn: 0, same: 1, intents: [] });
  });

  it('reach over a dossier of which nothing was asked, there and back', async () => {
    const running = await begun();
    await happen(running, [a, told.submitted], [a, told.supplementRequested], [a, told.refused]);
    await happen(running, [b, submittedAgain(a)], [b, told.refused]);
    await happen(running, [c, submittedAgain(b)], [c, told.supplementRequested]);
    expect(await standing(running)).toEqual([['V09', c, [4, 5, 6, 7, 8, 9]]]);
    await happen(running, [a, corrected(2, 'SupplementRequested')]);
    expect(await standing(running)).toEqual([]);
    expect(await running.judgeAgain(running.now())).toMatchObject({ raised: 0, withdrawn: 0, same: 0 });
  });

  it('know nothing of it where the applicant himself withdrew', async () => {
    const running = await begun();
    await happen(running, [a, told.submitted], [a, told.supplementRequested], [a, { ...withdrawn, by: applicant }]);
    await happen(running, [b, submittedAgain(a)], [b, told.supplementRequested]);
    expect(await running.findings()).toEqual([]);
  });

  it('go on after a restart, and after everything put away is lost, without a word twice', async () => {
    const running = await begun();
    await happen(running, [a, told.submitted], [a, receivedAs(one)], [b, told.submitted]);
    await running.restart();
    await happen(running, [b, receivedAs(one)]);
    const before = await running.findings();
    expect(before).toHaveLength(1);
    await running.restart('lost');
    await running.judged();
    expect(await running.findings()).toEqual(before);
  });

  it('are judged again as of an earlier moment: what was not yet given was given to nobody', async () => {
    const running = await begun();
    await happen(running, [a, told.submitted], [a, receivedAs(one)], [b, told.submitted]);
    const before = running.now();
    await happen(running, [b, receivedAs(one)]);
    expect(await running.judgeAgain(before)).toMatchObject({ raised: 0, withdrawn: 0, same: 0 });
    expect(await running.judgeAgain()).toMatchObject({ raised: 0, withdrawn: 0, same: 1 });
    // By a law that says nothing of several dossiers, it is found no longer.
    const without = rules.map((set) => ({ ...set, acrossDossiers: [] }));
    expect(await running.judgeAgain(undefined, without)).toMatchObject({ raised: 0, withdrawn: 1, same: 0 });
  });
});

// ---- whatever happens, in whichever order it is heard

const dossiers = [0, 1, 2, 3, 4] as const;
/** What the rules look at, the oftener the more it takes to break one. */
const happenings: readonly Told[] = [
  ...[told.supplementRequested, told.supplementRequested, told.refused, withdrawn],
  ...[told.supplementRequested, told.refused, withdrawn, { ...withdrawn, by: applicant }, told.returned],
  ...[receivedAs(one), receivedAs(other), receivedAs(one), told.appraisalSupplementRequested],
];
interface Step {
  readonly dossier: number;
  /** Nothing: the last entry was a mistake. */
  readonly event: Told | undefined;
  readonly lateMs: number;
  readonly restart: 'no' | 'yes' | 'lost';
}
const step: fc.Arbitrary<Step> = fc.record({
  dossier: fc.constantFrom(...dossiers),
  event: fc.constantFrom(...happenings, undefined, undefined, undefined),
  lateMs: fc.oneof(
    fc.constant(0),
    fc.constant(0),
    fc.integer({ min: 1, max: 30 }).map((minutes) => minutes * minuteMs),
  ),
  restart: fc.constantFrom('no', 'no', 'no', 'no', 'no', 'no', 'yes', 'lost'),
});
/** Which dossier each of them takes up again, if any; also itself, a later one, one that nobody knows. */
const takenUp = fc.array(fc.option(fc.constantFrom(0, 0, ...dossiers, 9), { freq: 9 }), { minLength: 5, maxLength: 5 });
const history = fc.tuple(takenUp, fc.array(step, { minLength: 5, maxLength: 40 }));

async function lived([taken, steps]: readonly [readonly (number | null)[], readonly Step[]]): Promise<Trial> {
  const running = await trial(rules);
  for (const { dossier, event, lateMs, restart } of steps) {
    if (restart !== 'no') await running.restart(restart === 'lost' ? 'lost' : undefined);
    running.setClock(running.now() + minuteMs);
    const last = (await running.store.readStream(streamName('dossier', idOf(dossier)), 0, 1_000)).at(-1);
    if (!last) {
      // It begins where it is first heard of: what it takes up again may be over by then.
      const of = taken[dossier] ?? undefined;
      const first = of === undefined ? told.submitted : submittedAgain(idOf(of));
      await running.record(idOf(dossier), { ...first, at: instantOf(running.now()) });
      continue;
    }
    const at = instantOf(running.now() - lateMs);
    await running.record(idOf(dossier), { ...(event ?? mistaken(last)), at });
  }
  running.setClock(running.now() + hourMs);
  await running.tick();
  return running;
}

/** What may be written off is, and else nothing comes of it: such an entry would have been refused. */
function mistaken(last: RecordedEvent): Told {
  const { type, version } = envelopeOf(last);
  const entry = CorrectableEntry.safeParse(type);
  return entry.success ? corrected(version, entry.data) : told.scanned;
}

describe('What several dossiers break together', () => {
  it('is the same live, judged again, by any partition first, and heard in any order of partitions', () =>
    fc.assert(
      fc.asyncProperty(history, fc.array(fc.nat(15), { maxLength: 60 }), async (told, order) => {
        const running = await lived(told);
        try {
          const found = (await standing(running)).map(String).sort();
          const until = running.now();
          expect(await running.judgeAgain(until)).toMatchObject({ raised: 0, withdrawn: 0, same: found.length });
          const turned = shuffled(order);
          expect(await raisedInShares(running, turned)).toEqual(found);
          expect(await heardByPartitions(running.store, order)).toEqual(found);
        } finally {
          await running.close();
        }
      }),
      { numRuns: 150 },
    ));
});

/** All partitions, those that are named first in that order. */
function shuffled(named: readonly number[]): readonly Partition[] {
  return [...new Set([...named, ...allPartitions])];
}

const nobody = { head: async () => 0, readAll: async () => [] };

/** What is raised where nothing is recorded yet, and shares are judged in this order. */
async function raisedInShares({ store, now }: Trial, partitions: readonly Partition[]): Promise<readonly string[]> {
  const raised: FindingIntent[] = [];
  const options = { rules, store, until: now(), upTo: await store.head() };
  const judge = await shareJudge({ ...options, audit: nobody });
  const shares = [];
  for (const partition of partitions) shares.push(await judge(partition));
  await concluded({ ...options, onDifference: (some) => raised.push(...some) }, shares);
  return raised.flatMap((intent) => (intent.type === 'RaiseFinding' ? [textOf(intent.data)] : [])).sort();
}

/** What stands once a follower has heard everything, a few events of one partition at a time, in this order. */
async function heardByPartitions(store: EventStore, order: readonly number[]): Promise<readonly string[]> {
  const standing = new Map<string, string>();
  const calendars = calendarShelf(store);
  const generation = await memoryViewStore().live(judgements(rules));
  const target = rulesTarget({
    judge: compileLawRules(rules, { calendar: calendars.find, logKind: 'live' }),
    ...{ across: compileAcrossRules(rules), calendars, store, judgements: generation },
    record: async (changes) => {
      for (const { type, data } of changes) {
        if (type === 'RaiseFinding') standing.set(data.id, textOf(data));
        else standing.delete(data.id);
      }
    },
  });
  const left = new Map<Partition, FollowedEvent[]>(allPartitions.map((partition) => [partition, []]));
  for (const recorded of await store.readAll(0, 10_000)) left.get(recorded.partition)?.push(followedEvent(recorded));
  const checkpoints = new Map<Partition, number>();
  const next = async (partition: Partition, count: number): Promise<void> => {
    const events = left.get(partition)?.splice(0, count) ?? [];
    const to = events.at(-1)?.envelope.position;
    if (to === undefined) return;
    const moves = [{ partition, from: checkpoints.get(partition) ?? 0, to }];
    await target.apply({ events, moves, holds: new Map(), released: [] });
    checkpoints.set(partition, to);
  };
  for (const partition of order) await next(partition, 2);
  for (const partition of shuffled(order)) await next(partition, Number.POSITIVE_INFINITY);
  return [...standing.values()].sort();
}

function textOf({ rule, dossier, positions }: Pick<Finding, 'rule' | 'dossier' | 'positions'>): string {
  return String([rule, dossier, positions]);
}

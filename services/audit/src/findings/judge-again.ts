import {
  allPartitions,
  type EventStore,
  giveWay,
  instantOf,
  type Partition,
  type Position,
} from '@hoso/event-sourcing';
import { compileLawRules, type LawRuleSet } from '@hoso/rules';
import { calendarShelf } from './calendar-shelf.ts';
import { Court } from './court.ts';
import type { FindingIntent } from './finding.ts';
import { type Compared, compared, inOneOrder, type KnownFindings, recordedFindings } from './recorded-findings.ts';

export type ReadableLog = Pick<EventStore, 'log' | 'head' | 'readAll' | 'readStream'>;

export interface JudgeAgainOptions {
  readonly rules: readonly LawRuleSet[];
  /** The log that is judged. */
  readonly store: ReadableLog;
  /** Audit's own log of it, with what was found so far. */
  readonly audit: Pick<EventStore, 'head' | 'readAll'>;
  /** Milliseconds since 1970: what was recorded later is left out, and so are limits that lie later. */
  readonly until: number;
  /** Told what audit's own log lacks or has too much, a few at a time. */
  readonly onDifference: (intents: readonly FindingIntent[]) => void;
}

export interface JudgedAgain {
  readonly events: number;
  readonly dossiers: number;
  readonly raised: number;
  readonly withdrawn: number;
  readonly same: number;
  readonly judgedUpTo: Position;
}

/**
 * A part of a log that is judged by itself: one of its partitions, or, where a store finds no partition without reading
 * everything, the whole of it. A dossier's events all lie in one partition.
 */
export type Share = Partition | 'whole';

/** What judging a part came to. */
export interface JudgedShare extends Compared {
  readonly events: number;
  readonly dossiers: number;
}

/** Events of the log read in one step: so few that their texts are gone before they are worth moving. */
const pageMax = 250;
/** Differences told at once. */
const differencesMax = 500;

/** Judges a log from its beginning by the very machine that judges it live, and compares. */
export async function judgeAgain(options: JudgeAgainOptions): Promise<JudgedAgain> {
  const { store, until } = options;
  const upTo = await lastRecordedBy(store, until);
  const judge = await shareJudge({ ...options, upTo });
  const shares: JudgedShare[] = [];
  for (const partition of allPartitions) shares.push(await judge(partition));
  return concluded(shares, upTo, options.onDifference);
}

/** What several shares came to together: the same, whoever judged which, and in whichever order. */
export function concluded(
  shares: readonly JudgedShare[],
  judgedUpTo: Position,
  onDifference: JudgeAgainOptions['onDifference'],
): JudgedAgain {
  const intents = inOneOrder(shares.flatMap((share) => share.intents));
  for (let from = 0; from < intents.length; from += differencesMax) {
    onDifference(intents.slice(from, from + differencesMax));
  }
  const sum = (of: (share: JudgedShare) => number) => shares.reduce((before, share) => before + of(share), 0);
  return {
    ...{ events: sum(({ events }) => events), dossiers: sum(({ dossiers }) => dossiers) },
    ...{ raised: sum(({ raised }) => raised), withdrawn: sum(({ withdrawn }) => withdrawn) },
    ...{ same: sum(({ same }) => same), judgedUpTo },
  };
}

export type ShareJudgeOptions = Omit<JudgeAgainOptions, 'onDifference'> & {
  /** The last event that is heard. */
  readonly upTo: Position;
};

/** Judges parts of a log, one after the other; what is recorded in audit's own log is read once, for all of them. */
export async function shareJudge(options: ShareJudgeOptions): Promise<(share: Share) => Promise<JudgedShare>> {
  const known = await recordedFindings(options.audit);
  const knownIn = (share: Share): KnownFindings =>
    new Map(share === 'whole' ? [...known.values()].flatMap((some) => [...some]) : known.get(share));
  return (share) => judgeShare(options, share, knownIn(share));
}

async function judgeShare(
  { rules, store, until, upTo }: ShareJudgeOptions,
  share: Share,
  known: KnownFindings,
): Promise<JudgedShare> {
  const calendars = calendarShelf(store);
  const judge = compileLawRules(rules, { calendar: calendars.find, logKind: store.log.kind });
  const isKnown = (id: string) => known.has(id) && known.get(id)?.withdrawn === undefined;
  const court = new Court(judge, { store, calendars }, isKnown);
  const partition = share === 'whole' ? undefined : share;
  for (let position = 0; position < upTo; ) {
    const page = await store.readAll(position, pageMax, partition);
    for (const recorded of page) {
      if (recorded.position > upTo) break;
      const hearing = court.hear(recorded);
      // Most events need nothing from the store, and so nobody waits.
      if (hearing) await hearing;
    }
    position = page.length < pageMax ? upTo : (page.at(-1)?.position ?? upTo);
    await giveWay();
  }
  const found = court.close(until);
  const { events, dossiers } = court;
  return { events, dossiers, ...compared(found, known, { position: upTo, at: instantOf(until) }) };
}

/** The last event recorded by then, 0 without one. `recordedAt` never decreases in a log. */
export async function lastRecordedBy(store: Pick<EventStore, 'head' | 'readAll'>, until: number): Promise<Position> {
  let [from, to] = [0, await store.head()];
  const isRecorded = async (position: Position): Promise<boolean> => {
    const [event] = await store.readAll(position - 1, 1);
    return event !== undefined && event.recordedAt <= until;
  };
  if (to > 0 && (await isRecorded(to))) return to;
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if (await isRecorded(middle)) from = middle;
    else to = middle - 1;
  }
  return from;
}

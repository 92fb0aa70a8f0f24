import {
  allPartitions,
  type EventStore,
  giveWay,
  instantOf,
  type Partition,
  type Position,
} from '@hoso/event-sourcing';
import type { LeftOut } from '@hoso/contracts';
import { compileLawRules, type LawRuleSet } from '@hoso/rules';
import { calendarShelf } from './calendar-shelf.ts';
import { Court, type LinksHeard, type Untaken } from './court.ts';
import type { FindingIntent, RaisedFinding } from './finding.ts';
import { foundAcross } from './found-across.ts';
import { leftOut } from './left-out.ts';
import type { ReadableLog } from './readable-log.ts';
import { type Compared, compared, inOneOrder, type KnownFindings, recordedFindings } from './recorded-findings.ts';

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
  readonly leftOut: LeftOut;
  readonly judgedUpTo: Position;
}

/**
 * A part of a log that is judged by itself: one of its partitions, or, where a store finds no partition without reading
 * everything, the whole of it. A dossier's events all lie in one partition.
 */
export type Share = Partition | 'whole';

/** What judging a part came to, and what its dossiers may have to do with others. */
export interface JudgedShare extends Compared {
  readonly events: number;
  readonly dossiers: number;
  readonly links: LinksHeard;
  readonly untaken: readonly Untaken[];
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
  return await concluded({ ...options, upTo }, shares);
}

export type ConcludeOptions = Omit<JudgeAgainOptions, 'audit'> & { readonly upTo: Position };

/**
 * What several shares came to together, and their dossiers beside each other: the same, whoever judged which, and in
 * whichever order.
 */
export async function concluded(options: ConcludeOptions, shares: readonly JudgedShare[]): Promise<JudgedAgain> {
  const { upTo, onDifference } = options;
  const across = await foundAcross(
    options,
    shares.map(({ links }) => links),
  );
  const { intents, same, raised, withdrawn } = withAcross(shares, across);
  const ordered = inOneOrder(intents);
  for (let from = 0; from < ordered.length; from += differencesMax) {
    onDifference(ordered.slice(from, from + differencesMax));
  }
  const sum = (of: (share: JudgedShare) => number) => shares.reduce((before, share) => before + of(share), 0);
  const heard = { events: sum(({ events }) => events), dossiers: sum(({ dossiers }) => dossiers) };
  const untaken = leftOut(shares.map((share) => share.untaken));
  return { ...heard, raised, withdrawn, same, leftOut: untaken, judgedUpTo: upTo };
}

/** What parts compared by themselves; they take for withdrawn what is found only because of other dossiers. */
function withAcross(shares: readonly JudgedShare[], across: readonly RaisedFinding[]): Compared {
  const found = new Map(across.map((finding) => [finding.id, finding]));
  const intents: FindingIntent[] = [];
  for (const intent of shares.flatMap((share) => share.intents)) {
    if (intent.type === 'RaiseFinding' || !found.delete(intent.data.id)) intents.push(intent);
  }
  const same = across.length - found.size;
  for (const data of found.values()) intents.push({ type: 'RaiseFinding', data });
  const sum = (of: (share: JudgedShare) => number) => shares.reduce((before, share) => before + of(share), 0);
  return {
    intents,
    same: sum((share) => share.same) + same,
    raised: sum((share) => share.raised) + found.size,
    withdrawn: sum((share) => share.withdrawn) - same,
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
  const { events, dossiers, links, untaken } = court;
  return { events, dossiers, links, untaken, ...compared(found, known, { position: upTo, at: instantOf(until) }) };
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

import {
  type EventStore,
  type FollowedEvent,
  type FollowerProgress,
  type FollowerTarget,
  type FollowerWork,
  HoldBook,
  StoreUnavailable,
  type WorkDone,
} from '@hoso/event-sourcing';
import type { CalendarShelf } from './calendar-shelf.ts';
import { dossierUpTo } from './dossier-up-to.ts';
import type { FindingIntent } from './finding.ts';
import {
  boundCalendar,
  changesOf,
  eat,
  type Happening,
  happeningOf,
  isInOrder,
  type Judgement,
  judgeAnew,
  timePassed,
  unjudged,
} from './judgement.ts';
import type { AcrossJudge, DossierJudge } from '@hoso/rules';
import { DossiersInHand } from './dossiers-in-hand.ts';
import { judgeAcross } from './judge-across.ts';
import type { Judgements } from './judgements.view.ts';
import type { RecordFindings } from './record-findings.ts';

/** What judging needs. */
export interface JudgingParts {
  readonly judge: DossierJudge;
  readonly across: AcrossJudge;
  readonly calendars: CalendarShelf;
  /** The judged log. */
  readonly store: Pick<EventStore, 'log' | 'readStream'>;
  readonly judgements: Judgements;
  readonly record: RecordFindings;
}

/** An event of a dossier, read, with how a follower met it. */
interface Met extends Happening {
  readonly dossier: string;
  readonly followed: FollowedEvent;
}

/**
 * What following the log does with events: dossiers are judged, each by itself and beside those it has to do with,
 * findings told to audit's own log, then all is saved.
 */
export function rulesTarget(parts: JudgingParts): FollowerTarget {
  return {
    name: `rules-${parts.judgements.generation}`,
    separately: false,
    progress: (): Promise<FollowerProgress> => parts.judgements.progress(),
    apply: (work) => judgeEvents(parts, work),
  };
}

/**
 * Events one after the other; a dossier's whole history where one comes out of order. Findings are durable before the
 * checkpoint: whoever repeats this comes to the same ones, which adds nothing.
 */
async function judgeEvents(parts: JudgingParts, work: FollowerWork): Promise<WorkDone> {
  const book = new HoldBook(work.holds);
  const events = met(work, book);
  const hand = await DossiersInHand.of(parts.judgements, [...new Set(events.map(({ dossier }) => dossier))]);
  await bringCalendars(parts, events, hand);
  const changes: FindingIntent[] = [];
  for (const event of events) changes.push(...(await judgeEvent(parts, hand, event, book)));
  if (changes.length > 0) await parts.record(changes);
  const held = book.noted();
  const released = work.released.filter((subject) => !held.some((hold) => hold.subject === subject));
  await parts.judgements.save(hand.writes(), { checkpoints: work.moves, held, released });
  return { held };
}

/** The events of dossiers, in position order. What cannot be read holds its dossier. */
function met(work: FollowerWork, book: HoldBook): readonly Met[] {
  return work.events.flatMap((followed): readonly Met[] => {
    const { envelope } = followed;
    if (envelope.dossierId === undefined || book.setsAside(followed)) return [];
    try {
      const read = happeningOf(envelope);
      return read ? [{ followed, dossier: envelope.dossierId, ...read }] : [];
    } catch (error) {
      book.hold(followed, error);
      return [];
    }
  });
}

async function bringCalendars(
  { calendars }: JudgingParts,
  events: readonly Met[],
  hand: DossiersInHand,
): Promise<void> {
  const bound = events.flatMap(({ dossier }) => hand.known(dossier)?.judgement.about.calendar ?? []);
  const binding = events.flatMap((event) => boundCalendar(event) ?? []);
  await calendars.bring([...bound, ...binding]);
}

/**
 * What an event adds to audit's own log and takes back, in this order. Before it time passes up to when it was
 * recorded, as it does for a dossier of which nothing is heard: what comes of a log is the same wherever its pages and
 * the ticker's looks happen to fall. What the rules cannot take holds the dossier from that event on.
 */
async function judgeEvent(
  parts: JudgingParts,
  hand: DossiersInHand,
  event: Met,
  book: HoldBook,
): Promise<readonly FindingIntent[]> {
  const { judge, across } = parts;
  const { dossier, followed, seen } = event;
  const known = hand.known(dossier);
  const was = known?.judgement ?? unjudged(judge, dossier);
  const position = known?.position ?? 0;
  if (seen.position <= position || book.setsAside(followed)) return nothing;
  // A dossier whose beginning is not among what is known was judged before, and that was lost.
  const isWhole = known !== undefined || seen.type === 'DossierSubmitted';
  const judged = await judgedWith(parts, was, event, isWhole).catch((error: unknown) => {
    if (error instanceof StoreUnavailable) throw error;
    book.hold(followed, error);
  });
  if (!judged) return nothing;
  const { passed, is } = judged;
  hand.keep(dossier, { judgement: is, position: seen.position });
  return [
    ...changesOf(judge, was, passed, position),
    ...changesOf(judge, passed, is, seen.position),
    ...(await judgeAcross(across, hand, { was, is, position: seen.position })),
  ];
}

/** A judgement right before an event, and with it. Throws what the rules throw. */
async function judgedWith(
  parts: JudgingParts,
  was: Judgement,
  event: Met,
  isWhole: boolean,
): Promise<{ readonly passed: Judgement; readonly is: Judgement }> {
  const { judge } = parts;
  const { dossier, seen } = event;
  const passed = timePassed(judge, was, seen.recordedAt);
  if (isWhole && isInOrder(judge, passed, event)) return { passed, is: eat(judge, passed, event) };
  const history = await dossierUpTo(parts, dossier, seen.position);
  return { passed, is: judgedAnew(judge, passed, history) };
}

const nothing: readonly FindingIntent[] = [];

/** What it has to do with others is not in its own history. */
function judgedAnew(judge: DossierJudge, before: Judgement, history: readonly Happening[]): Judgement {
  const { dossier, tickedAt, across } = before;
  return { ...judgeAnew(judge, dossier, history, tickedAt), across };
}

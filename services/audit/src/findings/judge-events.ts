import {
  type EventStore,
  type FollowedEvent,
  type FollowerProgress,
  type FollowerTarget,
  type FollowerWork,
  HoldBook,
  type Position,
  StoreUnavailable,
  subjectOf,
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
import type { DossierJudge } from '@hoso/rules';
import { type Judgements, type Stored, stored } from './judgements.view.ts';
import type { RecordFindings } from './record-findings.ts';

/** What judging needs. */
export interface JudgingParts {
  readonly judge: DossierJudge;
  readonly calendars: CalendarShelf;
  /** The judged log. */
  readonly store: Pick<EventStore, 'log' | 'readStream'>;
  readonly judgements: Judgements;
  readonly record: RecordFindings;
}

/** An event of a dossier, read, with how a follower met it. */
interface Met extends Happening {
  readonly followed: FollowedEvent;
}

/**
 * What following the log does with events: dossiers are judged, findings told to audit's own log, then all is saved.
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
 * Each dossier's new events, one after the other; its whole history where one of them comes out of order. Findings are
 * durable before the checkpoint: whoever repeats this comes to the same ones, which adds nothing.
 */
async function judgeEvents(parts: JudgingParts, work: FollowerWork): Promise<WorkDone> {
  const book = new HoldBook(work.holds);
  const dossiers = met(work, book);
  const before = dossiers.size === 0 ? new Map<string, Stored>() : await stored(parts.judgements, [...dossiers.keys()]);
  await bringCalendars(parts, dossiers, before);
  const changes: FindingIntent[] = [];
  const after = new Map<string, Stored>();
  for (const [dossier, events] of dossiers) {
    const known = before.get(dossier);
    const judged = await judgeDossier(parts, dossier, known, events, book);
    if (!judged) continue;
    changes.push(...judged.changes);
    after.set(dossier, judged);
  }
  if (changes.length > 0) await parts.record(changes);
  const held = book.noted();
  const released = work.released.filter((subject) => !held.some((hold) => hold.subject === subject));
  const documents = [...after].map(([key, { judgement, position }]) => ({
    key,
    document: judgement,
    position,
    previous: before.get(key)?.position ?? 0,
  }));
  await parts.judgements.save(documents, { checkpoints: work.moves, held, released });
  return { held };
}

/** The events of dossiers, each dossier's in position order. What cannot be read holds its dossier. */
function met(work: FollowerWork, book: HoldBook): ReadonlyMap<string, readonly Met[]> {
  const dossiers = new Map<string, Met[]>();
  for (const followed of work.events) {
    const { envelope } = followed;
    if (envelope.dossierId === undefined || book.setsAside(followed)) continue;
    try {
      const read = happeningOf(envelope);
      if (!read) continue;
      const known = dossiers.get(subjectOf(envelope));
      const one = { followed, ...read };
      if (known) known.push(one);
      else dossiers.set(subjectOf(envelope), [one]);
    } catch (error) {
      book.hold(followed, error);
    }
  }
  return dossiers;
}

async function bringCalendars(
  { calendars }: JudgingParts,
  dossiers: ReadonlyMap<string, readonly Met[]>,
  before: ReadonlyMap<string, Stored>,
): Promise<void> {
  const bound = [...before.values()].flatMap(({ judgement }) => judgement.about.calendar ?? []);
  const binding = [...dossiers.values()].flatMap((events) => events.flatMap((one) => boundCalendar(one) ?? []));
  await calendars.bring([...bound, ...binding]);
}

/** A dossier judged, and what that adds to audit's own log and takes back, in this order. */
interface Judged extends Stored {
  readonly changes: readonly FindingIntent[];
}

/**
 * Nothing where nothing is new. Before an event time passes up to when it was recorded, as it does for a dossier of
 * which nothing is heard: what comes of a log is the same wherever its pages and the ticker's looks happen to fall.
 * What the rules cannot take holds the dossier from that event on.
 */
async function judgeDossier(
  parts: JudgingParts,
  dossier: string,
  known: Stored | undefined,
  events: readonly Met[],
  book: HoldBook,
): Promise<Judged | undefined> {
  const { judge } = parts;
  const changes: FindingIntent[] = [];
  let position = known?.position ?? 0;
  let judgement: Judgement = known?.judgement ?? unjudged(judge, dossier);
  const goOn = (next: Judgement, upTo: Position): void => {
    changes.push(...changesOf(judge, judgement, next, upTo));
    [judgement, position] = [next, upTo];
  };
  // A dossier whose beginning is not among what is known was judged before, and that was lost.
  let isWhole = known !== undefined || events[0]?.seen.type === 'DossierSubmitted';
  for (const met of events) {
    const { followed, seen } = met;
    if (seen.position <= position) continue;
    if (book.setsAside(followed)) break;
    try {
      goOn(timePassed(judge, judgement, seen.recordedAt), position);
      const isNext = isWhole && isInOrder(judge, judgement, met);
      const history = isNext ? undefined : await dossierUpTo(parts, dossier, seen.position);
      const next = history ? judgeAnew(judge, dossier, history, judgement.tickedAt) : eat(judge, judgement, met);
      goOn(next, seen.position);
      isWhole = true;
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      book.hold(followed, error);
      break;
    }
  }
  return position === (known?.position ?? 0) ? undefined : { judgement, position, changes };
}

import { findingEvents, type Judged } from '@hoso/contracts';
import {
  bodyOf,
  type EventBody,
  type EventStore,
  envelopeOf,
  giveWay,
  instantOf,
  type Position,
  type RecordedEvent,
} from '@hoso/event-sourcing';
import { compileLawRules, type DossierJudge, type LawRuleSet } from '@hoso/rules';
import { calendarShelf } from './calendar-shelf.ts';
import { dossierUpTo, type HistoryParts } from './dossier-up-to.ts';
import type { FindingIntent, RaisedFinding } from './finding.ts';
import {
  boundCalendar,
  type CalendarRef,
  eat,
  findingId,
  type Happening,
  happening,
  isInOrder,
  type Judgement,
  judgeAnew,
  raised,
  tick,
  unjudged,
} from './judgement.ts';

type ReadableLog = Pick<EventStore, 'log' | 'head' | 'readAll' | 'readStream'>;

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

/** Events of the log read in one step. */
const pageMax = 1_000;
/** Differences told at once. */
const differencesMax = 500;

/**
 * Judges a log from its beginning in one pass by the very machine that judges it live, and compares. In memory are the
 * dossiers that are open, the ids of what the closed ones were found to have broken, and what is recorded; a closed
 * dossier that something is recorded of after all is judged anew from its own streams. A dossier that the rules cannot
 * take is left out, as it is held live.
 */
export async function judgeAgain(options: JudgeAgainOptions): Promise<JudgedAgain> {
  const { rules, store, audit, until } = options;
  const calendars = calendarShelf(store);
  const judge = compileLawRules(rules, { calendar: calendars.find, logKind: store.log.kind });
  const known = await recordedFindings(audit);
  const isKnown = (id: string) => known.has(id) && known.get(id)?.withdrawn === undefined;
  const court = new Court(judge, { store, calendars }, isKnown);
  const head = await store.head();
  let [position, more] = [0, true];
  while (more && position < head) {
    const page = await store.readAll(position, Math.min(pageMax, head - position));
    const heard = page.filter(({ recordedAt }) => recordedAt <= until);
    for (const recorded of heard) {
      const hearing = court.hear(recorded);
      // Most events need nothing from the store, and so nobody waits.
      if (hearing) await hearing;
    }
    more = page.length > 0 && heard.length === page.length;
    position = heard.at(-1)?.position ?? position;
    await giveWay();
  }
  const found = court.close(until);
  const { intents, ...counts } = compared(found, known, { position, at: instantOf(until) });
  for (let from = 0; from < intents.length; from += differencesMax) {
    options.onDifference(intents.slice(from, from + differencesMax));
  }
  return { events: court.events, dossiers: court.dossiers, ...counts, judgedUpTo: position };
}

/** What a judgement came to: the id, and all of it where audit's own log may lack it. */
interface Found {
  readonly id: string;
  readonly raise?: RaisedFinding;
}

interface OpenDossier {
  judgement: Judgement;
  last: Position;
}

/** Hears a log once. */
class Court {
  events = 0;
  dossiers = 0;
  readonly #judge: DossierJudge;
  readonly #parts: HistoryParts;
  readonly #isKnown: (id: string) => boolean;
  /** Each with the last event heard of it. */
  readonly #open = new Map<string, OpenDossier>();
  /** What closed dossiers were found to have broken; those that broke nothing are forgotten. */
  readonly #closed = new Map<string, readonly Found[]>();
  /** What the rules cannot take holds a dossier: nothing more is heard of it. */
  readonly #held = new Set<string>();

  constructor(judge: DossierJudge, parts: HistoryParts, isKnown: (id: string) => boolean) {
    this.#judge = judge;
    this.#parts = parts;
    this.#isKnown = isKnown;
  }

  /** A promise only where the store has to be asked. */
  hear(recorded: RecordedEvent): Promise<void> | undefined {
    const body: EventBody = bodyOf(recorded);
    const dossier = body.dossierId;
    if (dossier === undefined) return undefined;
    const next = this.#read(dossier, body, recorded);
    if (!next) return undefined;
    this.events++;
    const begins = next.seen.type === 'DossierSubmitted';
    if (begins) this.dossiers++;
    const known = this.#open.get(dossier)?.judgement ?? (begins ? unjudged(this.#judge, dossier) : undefined);
    if (!known || !isInOrder(this.#judge, known, next)) return this.#hearAgain(dossier, next.seen.position);
    const calendar = boundCalendar(next);
    if (!calendar || this.#hasCalendar(calendar)) return this.#eat(dossier, known, next);
    return this.#parts.calendars.bring([calendar]).then(() => this.#eat(dossier, known, next));
  }

  /** All that was found, once it is `at` by the log. */
  *close(at: number): Generator<Found> {
    for (const found of this.#closed.values()) yield* found;
    for (const [dossier, { judgement, last }] of this.#open) {
      const judged = this.#held.has(dossier) ? judgement : tick(this.#judge, judgement, at);
      yield* this.#foundIn(judged, last);
    }
  }

  #hasCalendar({ id, version }: CalendarRef): boolean {
    return this.#parts.calendars.find(id, version) !== undefined;
  }

  #read(dossier: string, body: EventBody, { position, recordedAt }: RecordedEvent): Happening | undefined {
    if (this.#held.has(dossier)) return undefined;
    try {
      return happening(body, position, recordedAt);
    } catch {
      this.#held.add(dossier);
      return undefined;
    }
  }

  #eat(dossier: string, known: Judgement, next: Happening): undefined {
    try {
      this.#keep(dossier, eat(this.#judge, known, next), next.seen.position);
    } catch {
      this.#held.add(dossier);
    }
  }

  async #hearAgain(dossier: string, position: Position): Promise<void> {
    this.#closed.delete(dossier);
    const history = await dossierUpTo(this.#parts, dossier, position);
    try {
      this.#keep(dossier, judgeAnew(this.#judge, dossier, history, 0), position);
    } catch {
      this.#held.add(dossier);
    }
  }

  #keep(dossier: string, judged: Judgement, position: Position): void {
    const { course, wakeAt } = judged.state;
    if (course.end === undefined || wakeAt !== undefined) {
      const open = this.#open.get(dossier);
      if (open) [open.judgement, open.last] = [judged, position];
      else this.#open.set(dossier, { judgement: judged, last: position });
      return;
    }
    this.#open.delete(dossier);
    if (judged.state.findings.length > 0) this.#closed.set(dossier, this.#foundIn(judged, position));
  }

  #foundIn(judgement: Judgement, position: Position): readonly Found[] {
    return judgement.state.findings.map((found) => {
      const id = findingId(judgement.dossier, found);
      if (this.#isKnown(id)) return { id };
      return { id, raise: raised(this.#judge, judgement, found, { position, at: instantOf(judgement.at) }) };
    });
  }
}

/** What audit's own log says of a finding: upon which events, and when it was certain. */
interface Known {
  readonly raised: Position;
  readonly certainAt: string;
  readonly withdrawn?: Position;
}

async function recordedFindings(audit: JudgeAgainOptions['audit']): Promise<ReadonlyMap<string, Known>> {
  const known = new Map<string, Known>();
  for (let after = 0; ; ) {
    const page = await audit.readAll(after, pageMax);
    for (const event of page.flatMap((recorded) => findingEvents.read(envelopeOf(recorded)) ?? [])) {
      // A review changes nothing of what was found.
      if (event.type === 'FindingConfirmed' || event.type === 'FindingDismissed') continue;
      const { id, judged } = event.data;
      const before = known.get(id);
      if (event.type === 'FindingRaised') known.set(id, { raised: judged.position, certainAt: event.data.certainAt });
      else if (before) known.set(id, { ...before, withdrawn: judged.position });
    }
    if (page.length < pageMax) return known;
    after = page.at(-1)?.position ?? after;
  }
}

interface Compared extends Pick<JudgedAgain, 'raised' | 'withdrawn' | 'same'> {
  readonly intents: readonly FindingIntent[];
}

/** Findings that rest on events after the last one judged, or became certain later, are nobody's business here. */
function compared(found: Iterable<Found>, known: ReadonlyMap<string, Known>, judged: Judged): Compared {
  const standing = new Set<string>();
  for (const [id, { raised: upon, certainAt, withdrawn }] of known) {
    const isOver = withdrawn !== undefined && withdrawn <= judged.position;
    if (upon <= judged.position && certainAt <= judged.at && !isOver) standing.add(id);
  }
  const intents: FindingIntent[] = [];
  const met = new Set<string>();
  let same = 0;
  for (const { id, raise } of found) {
    if (met.has(id)) continue;
    met.add(id);
    if (standing.delete(id)) same++;
    else if (raise) intents.push({ type: 'RaiseFinding', data: raise });
  }
  for (const id of standing) intents.push({ type: 'WithdrawFinding', data: { id, judged } });
  return { intents, raised: met.size - same, withdrawn: standing.size, same };
}

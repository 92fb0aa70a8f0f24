import { bodyOf, type EventBody, instantOf, type Position, reasonOf, type RecordedEvent } from '@hoso/event-sourcing';
import type { DossierId } from '@hoso/contracts';
import type { DossierJudge } from '@hoso/rules';
import { dossierUpTo, type HistoryParts } from './dossier-up-to.ts';
import type { RaisedFinding } from './finding.ts';
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

/** What a judgement came to: the id, and all of it where audit's own log may lack it. */
export interface Found {
  readonly id: string;
  readonly raise?: RaisedFinding;
}

/** By what dossiers of a part of a log may have to do with others, of whichever part. */
export interface LinksHeard {
  /** `<code> <dossier>` for each code that was given. */
  readonly codes: readonly string[];
  /** A dossier and the one that it takes up again. */
  readonly resubmissions: readonly (readonly [dossier: string, of: string])[];
}

/** An event that the rules cannot take. */
export interface Untaken {
  readonly dossier: DossierId;
  readonly position: Position;
  readonly reason: string;
}

interface OpenDossier {
  judgement: Judgement;
  last: Position;
}

/**
 * Hears a log, or a partition of it, once and in order. In memory are the dossiers that are open, and what the closed
 * ones were found to have broken; a closed dossier that something is recorded of after all is judged anew from its own
 * streams. A dossier that the rules cannot take is left out, as it is held live.
 */
export class Court {
  events = 0;
  dossiers = 0;
  readonly #codes: string[] = [];
  readonly #resubmissions: (readonly [string, string])[] = [];
  readonly #judge: DossierJudge;
  readonly #parts: HistoryParts;
  readonly #isKnown: (id: string) => boolean;
  /** Each with the last event heard of it. */
  readonly #open = new Map<string, OpenDossier>();
  /** What closed dossiers were found to have broken; those that broke nothing are forgotten. */
  readonly #closed = new Map<string, readonly Found[]>();
  /** What the rules cannot take holds a dossier: nothing more is heard of it. */
  readonly #held = new Map<string, Untaken>();

  readonly #keepsClosed: boolean;

  /** `keepsClosed`: where few dossiers are heard, and all of them are asked for afterwards. */
  constructor(judge: DossierJudge, parts: HistoryParts, isKnown: (id: string) => boolean, keepsClosed = false) {
    this.#judge = judge;
    this.#parts = parts;
    this.#isKnown = isKnown;
    this.#keepsClosed = keepsClosed;
  }

  /** What dossiers are left out from, each. */
  get untaken(): readonly Untaken[] {
    return [...this.#held.values()];
  }

  /** The dossiers that are open, or, where closed ones are kept, all; each with the last event heard of it. */
  *judged(): Generator<{ readonly judgement: Judgement; readonly last: Position }> {
    yield* this.#open.values();
  }

  get links(): LinksHeard {
    return { codes: this.#codes, resubmissions: this.#resubmissions };
  }

  /** A promise only where the store has to be asked. */
  hear(recorded: RecordedEvent): Promise<void> | undefined {
    const { position, recordedAt } = recorded;
    return this.hearBody(bodyOf(recorded), position, recordedAt);
  }

  /** The same of one that was read. `recordedAt`: milliseconds since 1970. */
  hearBody(body: EventBody, position: Position, recordedAt: number): Promise<void> | undefined {
    const dossier = body.dossierId;
    if (dossier === undefined) return undefined;
    const next = this.#read(dossier, body, position, recordedAt);
    if (!next) return undefined;
    this.events++;
    this.#noteLinks(dossier, next);
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

  /** More than are true in the end: an entry may be written off. */
  #noteLinks(dossier: string, { told }: Happening): void {
    if (told?.type === 'DossierReceived') this.#codes.push(`${told.data.code} ${dossier}`);
    if (told?.type !== 'DossierSubmitted') return;
    const { resubmissionOf } = told.data;
    if (resubmissionOf !== undefined) this.#resubmissions.push([dossier, resubmissionOf]);
  }

  #read(dossier: string, body: EventBody, position: Position, recordedAt: number): Happening | undefined {
    if (this.#held.has(dossier)) return undefined;
    try {
      return happening(body, position, recordedAt);
    } catch (error) {
      return this.#leaveOut(dossier, position, error);
    }
  }

  #eat(dossier: string, known: Judgement, next: Happening): undefined {
    try {
      this.#keep(dossier, eat(this.#judge, known, next), next.seen.position);
    } catch (error) {
      this.#leaveOut(dossier, next.seen.position, error);
    }
  }

  #leaveOut(dossier: string, position: Position, error: unknown): undefined {
    this.#held.set(dossier, { dossier, position, reason: reasonOf(error) });
  }

  async #hearAgain(dossier: string, position: Position): Promise<void> {
    this.#closed.delete(dossier);
    const history = await dossierUpTo(this.#parts, dossier, position);
    try {
      this.#keep(dossier, judgeAnew(this.#judge, dossier, history, 0), position);
    } catch (error) {
      this.#leaveOut(dossier, position, error);
    }
  }

  #keep(dossier: string, judged: Judgement, position: Position): void {
    const { course, wakeAt } = judged.state;
    if (this.#keepsClosed || course.end === undefined || wakeAt !== undefined) {
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

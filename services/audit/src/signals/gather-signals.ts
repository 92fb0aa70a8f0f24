import type { ListSignals } from '@hoso/contracts';
import { bodyOf, type EventBody, type EventStore, giveWay, instantOf, type RecordedEvent } from '@hoso/event-sourcing';
import {
  bulkClosings,
  type RuleFacts,
  type Sighting,
  type SignalledDossier,
  signalKinds,
  SignalTally,
  signalsOf,
  signalWords,
  unsignalled,
} from '@hoso/rules';
import type { z } from 'zod';
import { calendarShelf } from '../findings/calendar-shelf.ts';
import { boundCalendar, happening } from '../findings/judgement.ts';
import { LookingFor, type NamedInLog } from './looking-for.ts';

export type SignalsAsked = Omit<z.output<typeof ListSignals.ask>, 'log'>;
export type SignalsTold = Omit<z.output<typeof ListSignals.answer>, 'log' | 'lagMs'> & {
  /** Whether the log names the unit and the person asked for: they are registered, act, or are responsible. */
  readonly named: NamedInLog;
};

/** Events of the log read in one step. */
const pageMax = 250;
const dayMs = 86_400_000;
/** The province's clocks are seven hours ahead of UTC, all year. */
const offsetMs = 7 * 3_600_000;

/**
 * One pass over a log, in its order: closings in bulk are across dossiers. In memory are the dossiers that are open,
 * and counts by person and month. A dossier that cannot be read is left out from there on.
 */
export async function gatherSignals(
  store: Pick<EventStore, 'log' | 'head' | 'readAll' | 'readStream'>,
  asked: SignalsAsked,
): Promise<SignalsTold> {
  const calendars = calendarShelf(store);
  const gathering = new Gathering({ calendar: calendars.find, logKind: store.log.kind }, withinOf(asked));
  const looking = new LookingFor(asked);
  const head = await store.head();
  for (let position = 0; position < head; ) {
    const page = await store.readAll(position, Math.min(pageMax, head - position));
    for (const recorded of page) {
      const body = bodyOf(recorded);
      looking.hear(body);
      const wanted = gathering.hear(recorded, body);
      if (wanted) {
        await calendars.bring([wanted.calendar]);
        wanted.goOn();
      }
    }
    position = page.at(-1)?.position ?? head;
    await giveWay();
  }
  const { tally, unread } = gathering;
  const rows = tally.rows(asked);
  const items = rows.slice(0, asked.limit).map((row) => ({
    ...row,
    ...signalWords[row.kind],
    examples: row.examples.map(({ dossier, at, positions }) => ({
      ...{ dossier, at: instantOf(at), positions: [...positions] },
    })),
  }));
  const sums = tally.sums();
  const all = signalKinds.map((kind) => {
    const { hits, chances } = sums.get(kind) ?? { hits: 0, chances: 0 };
    return { kind, ...signalWords[kind], hits, chances, rate: chances === 0 ? 0 : hits / chances };
  });
  return { items, all, count: rows.length, unread, completeUpTo: head, named: looking.namedWith(tally) };
}

/** Whether an instant lies within the days asked for. */
function withinOf({ from, to }: SignalsAsked): (at: number) => boolean {
  const begins = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from) - offsetMs;
  const ends = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to) + dayMs - offsetMs;
  return (at) => at >= begins && at < ends;
}

interface Wanted {
  readonly calendar: { readonly id: string; readonly version: number };
  readonly goOn: () => void;
}

/** Hears a log once. */
class Gathering {
  readonly tally = new SignalTally();
  readonly #facts: RuleFacts;
  readonly #isWithin: (at: number) => boolean;
  readonly #bulk;
  readonly #open = new Map<string, SignalledDossier>();
  readonly #unread = new Set<string>();

  constructor(facts: RuleFacts, isWithin: (at: number) => boolean) {
    this.#facts = facts;
    this.#isWithin = isWithin;
    this.#bulk = bulkClosings(facts.logKind === 'imported');
  }

  get unread(): number {
    return this.#unread.size;
  }

  /** What has to be brought before it can go on; mostly nothing. */
  hear(recorded: RecordedEvent, body: EventBody): Wanted | undefined {
    const dossier = body.dossierId;
    if (dossier === undefined || this.#unread.has(dossier)) return undefined;
    let calendar: Wanted['calendar'] | undefined;
    const reading = this.#orLeaveOut(dossier, () => {
      const one = happening(body, recorded.position, recorded.recordedAt);
      calendar = one && boundCalendar(one);
      return one;
    });
    if (!reading) return undefined;
    const goOn = () => void this.#orLeaveOut(dossier, () => this.#take(dossier, reading.seen));
    if (calendar && !this.#facts.calendar(calendar.id, calendar.version)) return { calendar, goOn };
    goOn();
    return undefined;
  }

  #take(dossier: string, event: Parameters<typeof signalsOf>[2]): void {
    for (const sighting of this.#bulk.eat(dossier, event)) this.#add(sighting);
    const { state, sightings } = signalsOf(this.#open.get(dossier) ?? unsignalled, dossier, event, this.#facts);
    for (const sighting of sightings) this.#add(sighting);
    // What is recorded of a closed dossier after all is an entry, and nothing else can come of it.
    if (state.course.end) this.#open.delete(dossier);
    else this.#open.set(dossier, state);
  }

  #add(sighting: Sighting): void {
    if (this.#isWithin(sighting.at)) this.tally.add(sighting);
  }

  #orLeaveOut<Answer>(dossier: string, work: () => Answer): Answer | undefined {
    try {
      return work();
    } catch {
      this.#unread.add(dossier);
      this.#open.delete(dossier);
      return undefined;
    }
  }
}

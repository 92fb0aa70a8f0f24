import { type Actor, type DossierState, importedEvents, papersMax, type Replay } from '@hoso/contracts';
import type { Envelope, Instant } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { RecordedCalendars } from '../clock/recorded-calendars.ts';
import { custodyAfter } from './custody.ts';
import { notYet, type Standing, stand, stateOf } from './dossier-state.ts';
import { type FoundHistory, findHistory, type HistoryPorts } from './find-history.ts';
import { nothingRecorded, standImported, stateOfImported } from './imported-state.ts';
import { isWithin, remarksOn, type Told, toldAt } from './moments.ts';
import { moneyAfter } from './money.ts';
import { paperOf } from './papers.ts';
import { standingEvents } from './standing-events.ts';
import { type Moments, stepped } from './step.ts';
import { timelineEntries } from './timeline-entries.ts';

export interface ReplayPorts extends HistoryPorts {
  readonly calendars: RecordedCalendars;
  /** When each finding of a dossier became certain, whatever has become of it. */
  readonly certainAt: (log: string, dossier: string) => Promise<readonly Instant[]>;
}

/** What `findHistory` and `toldAt` refuse. */
export async function replay(
  ports: ReplayPorts,
  { dossier, log, step, limit, after = 0, ...asked }: z.output<typeof Replay.ask>,
  reader: Actor,
): Promise<z.output<typeof Replay.answer>> {
  const history = await findHistory(ports, { dossier, log }, reader);
  const { id, completeUpTo } = history;
  const tell = (moments: Moments): Promise<Told> => toldAt(history.log, completeUpTo, moments, ports.clock());
  const stood = await tell(asked);
  const { moments, remarks } =
    step === undefined
      ? { moments: asked, remarks: [] }
      : stepped(step, asked, stood.bounds, history.events, await ports.certainAt(history.log.info.name, id));
  const { asOf, asKnown } = moments;
  const told = moments === asked ? stood : await tell(moments);
  const within = eventsWithin(history, told);
  const from = within.findIndex(({ position }) => position > after);
  const page = from === -1 ? [] : within.slice(from, from + limit);
  const last = page.at(-1)?.position;
  return {
    log: history.log.info,
    dossier: id,
    ...(history.case === undefined ? {} : { case: history.case }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(asKnown === undefined ? {} : { asKnown }),
    at: told.at,
    remarks: [...remarksOn([told], within.length > 0), ...remarks],
    state: shownState(stateIn(history, within, told.at)),
    events: await timelineEntries(ports.calendars, history, page),
    count: within.length,
    beyond: history.events.length - within.length,
    completeUpTo,
    lagMs: 0,
    ...(last === undefined || last === within.at(-1)?.position ? {} : { next: last }),
  };
}

/** The events of a history that lie within the bounds. */
export function eventsWithin({ events }: FoundHistory, { bounds }: Told): readonly Envelope[] {
  return events.filter((event) => isWithin(event, bounds));
}

/** How a dossier, or an imported case, stood after these of its events, told at `at`. */
export function stateIn(history: FoundHistory, events: readonly Envelope[], at: string): DossierState {
  return history.case === undefined ? stateAt(events, at) : importedState(events);
}

/** A state with no more papers than an answer holds. */
export function shownState(state: DossierState): DossierState {
  const older = state.papers.length - papersMax;
  return older <= 0 ? state : { ...state, papers: state.papers.slice(older), olderPapers: older };
}

/** How a dossier stood after these of its events, told at `at`. */
export function stateAt(events: readonly Envelope[], at: string): DossierState {
  const read = events.flatMap((envelope) => standingEvents.read(envelope) ?? []);
  const papers = read.flatMap((event) => paperOf(event) ?? []);
  return stateOf(
    read.reduce<Standing>(stand, notYet),
    { papers, custody: custodyAfter(events), money: moneyAfter(read) },
    at,
  );
}

function importedState(events: readonly Envelope[]): DossierState {
  const activities = events.flatMap((event) => importedEvents.read(event) ?? []);
  return stateOfImported(activities.reduce(standImported, nothingRecorded));
}

import {
  Actor,
  DossierCode,
  type DossierState,
  importedEvents,
  type Hands,
  handoverTypes,
  handsAfter,
  mayRead,
  type Replay,
  refuse,
  type TimelineEntry,
  Uuid,
} from '@hoso/contracts';
import { type Envelope, eventCatalogue, instantOf } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { FindDossierId, Logs } from '../audit-ports.ts';
import { dossierIdOf } from '../imports/import-xes.ts';
import { type NamedLog, namedLog, whole } from '../logs/named-log.ts';
import { dossierHistory } from './dossier-history.ts';
import { notYet, type Standing, stand, standingEvents, stateOf } from './dossier-state.ts';
import { nothingRecorded, standImported, stateOfImported } from './imported-state.ts';

export interface ReplayPorts {
  readonly logs: Logs;
  readonly findDossierId: FindDossierId;
  /** Milliseconds since 1970 by the clock of the platform's log. */
  readonly clock: () => number;
}

/** What had happened by one moment, and what had been recorded by another. */
export interface Bounds {
  readonly asOf?: string | undefined;
  readonly asKnown?: string | undefined;
}

/** Refuses `LogNotFound`, and `DossierNotFound` for what the log does not hold, or not for this reader. */
export async function replay(
  ports: ReplayPorts,
  { dossier, log: name, asOf, asKnown }: z.output<typeof Replay.ask>,
  reader: Actor,
): Promise<z.output<typeof Replay.answer>> {
  const log = await whole(await namedLog(ports.logs, name));
  const { head: completeUpTo } = log;
  const { id, history: found } = await findHistory(ports, log, dossier);
  const history = found.filter(({ position }) => position <= completeUpTo);
  if (!mayRead(reader, handsOf(history))) refuse('DossierNotFound', { id: dossier });
  const bounds = { asOf, asKnown };
  const events = history.filter((event) => isWithin(event, bounds));
  const caseName = importedCaseOf(history);
  return {
    log: log.info,
    dossier: id,
    ...(caseName === undefined ? {} : { case: caseName }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(asKnown === undefined ? {} : { asKnown }),
    state:
      caseName === undefined ? stateAt(events, asOf ?? asKnown ?? instantOf(ports.clock())) : importedState(events),
    events: events.map(timelineEntry),
    beyond: history.length - events.length,
    completeUpTo,
    lagMs: 0,
  };
}

/** `asOf`: it had happened. `asKnown`: it had been recorded. Both at once: what could be known of what had happened. */
export function isWithin(
  { occurredAt, recordedAt }: Pick<Envelope, 'occurredAt' | 'recordedAt'>,
  bounds: Bounds,
): boolean {
  const { asOf, asKnown } = bounds;
  return (asOf === undefined || occurredAt <= asOf) && (asKnown === undefined || recordedAt <= asKnown);
}

/** How a dossier stood after these of its events, told at `at`. */
export function stateAt(events: readonly Envelope[], at: string): DossierState {
  const standing = events.reduce<Standing>((before, envelope) => {
    const event = standingEvents.read(envelope);
    return event ? stand(before, event) : before;
  }, notYet);
  return stateOf(standing, at);
}

function importedState(events: readonly Envelope[]): DossierState {
  const activities = events.flatMap((event) => importedEvents.read(event) ?? []);
  return stateOfImported(activities.reduce(standImported, nothingRecorded));
}

async function findHistory(
  { findDossierId }: ReplayPorts,
  { info, store }: NamedLog,
  dossier: string,
): Promise<{ readonly id: string; readonly history: readonly Envelope[] }> {
  const ids: string[] = Uuid.safeParse(dossier).success ? [dossier] : [];
  if (info.kind === 'imported') ids.push(dossierIdOf(store, dossier.normalize('NFC')));
  // Intake answers for the log that the platform works on, and for no other.
  if (info.default && DossierCode.safeParse(dossier).success) ids.push(await findDossierId(dossier));
  for (const id of ids) {
    const history = await dossierHistory(store, id);
    if (history.length > 0) return { id, history };
  }
  return refuse('DossierNotFound', { id: dossier });
}

/** Through whose hands a dossier has gone to this day, whatever moment is asked for. */
function handsOf(history: readonly Envelope[]): Hands | undefined {
  return history.reduce<Hands | undefined>((hands, envelope) => {
    const event = handedOver.read(envelope);
    return event ? handsAfter(hands, event) : hands;
  }, undefined);
}

const handedOver = eventCatalogue(...handoverTypes);

/** The name of the case that these events are of, if they came with an import. */
function importedCaseOf([first]: readonly Envelope[]): string | undefined {
  return first && importedEvents.read(first)?.data.case;
}

/** Personal fields stay sealed. Older shapes are told in the newest one. */
function timelineEntry(envelope: Envelope): TimelineEntry {
  const { position, stream, version, type, occurredAt, recordedAt, actor } = envelope;
  const { data } = standingEvents.read(envelope) ?? importedEvents.read(envelope) ?? envelope;
  const lateMs = Date.parse(recordedAt) - Date.parse(occurredAt);
  return { position, stream, version, type, occurredAt, recordedAt, lateMs, actor: Actor.parse(actor), data };
}

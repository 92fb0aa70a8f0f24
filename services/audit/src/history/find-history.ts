import {
  type Actor,
  DossierCode,
  type Hands,
  handoverTypes,
  handsAfter,
  importedEvents,
  mayRead,
  readingOf,
  refuse,
  Uuid,
} from '@hoso/contracts';
import { type Envelope, eventCatalogue } from '@hoso/event-sourcing';
import type { FindDossierId, Logs } from '../audit-ports.ts';
import { dossierIdOf } from '../imports/import-xes.ts';
import { type NamedLog, namedLog, whole } from '../logs/named-log.ts';
import type { Histories } from './dossier-history.ts';

export interface HistoryPorts {
  readonly logs: Logs;
  readonly findDossierId: FindDossierId;
  readonly histories: Histories;
  /** Milliseconds since 1970 by the clock of the platform's log. */
  readonly clock: () => number;
}

/** Everything that a log holds of a dossier, up to a head. */
export interface FoundHistory {
  readonly log: NamedLog;
  readonly id: string;
  readonly events: readonly Envelope[];
  /** The name of the case that it was, where it came with an import. */
  readonly case: string | undefined;
  readonly completeUpTo: number;
}

/**
 * A dossier by its id, its code, or the name of an imported case. Refuses `LogNotFound`, and `DossierNotFound` for what
 * the log does not hold, or not for this reader.
 */
export async function findHistory(
  { logs, findDossierId, histories }: HistoryPorts,
  { dossier, log: name }: { readonly dossier: string; readonly log?: string | undefined },
  reader: Actor,
): Promise<FoundHistory> {
  const log = await whole(await namedLog(logs, name));
  const { info, store, head: completeUpTo } = log;
  const ids: string[] = Uuid.safeParse(dossier).success ? [dossier] : [];
  if (info.kind === 'imported') ids.push(dossierIdOf(store, dossier.normalize('NFC')));
  // Intake answers for the log that the platform works on, and for no other.
  if (info.default && DossierCode.safeParse(dossier).success) ids.push(await findDossierId(dossier));
  for (const id of ids) {
    const read = await histories.of(store, id);
    if (read.length === 0) continue;
    if (!mayRead(reader, handsOf(read))) break;
    // Its streams were read one after the other: what was added meanwhile is left for the next answer.
    const last = read.at(-1);
    const events = last && last.position > completeUpTo ? read.filter((one) => one.position <= completeUpTo) : read;
    return { log, id, events, case: importedCaseOf(events), completeUpTo };
  }
  return refuse('DossierNotFound', { id: dossier });
}

function importedCaseOf([first]: readonly Envelope[]): string | undefined {
  return first && importedEvents.read(first)?.data.case;
}

/** Whether a reader reads the dossier that an event is of; law and staff, which are of none, are nobody's secret. */
export async function mayReadEvent(
  { store, histories }: { readonly store: Parameters<Histories['of']>[0]; readonly histories: Histories },
  { dossierId }: Pick<Envelope, 'dossierId'>,
  reader: Actor,
): Promise<boolean> {
  if (dossierId === undefined || readingOf[reader.role].dossiers === 'every') return true;
  return mayRead(reader, handsOf(await histories.of(store, dossierId)));
}

/** Through whose hands a dossier has gone to this day, whatever moment is asked for. */
export function handsOf(events: readonly Envelope[]): Hands | undefined {
  return events.reduce<Hands | undefined>((hands, envelope) => {
    const event = handedOver.read(envelope);
    return event ? handsAfter(hands, event) : hands;
  }, undefined);
}

const handedOver = eventCatalogue(...handoverTypes);

import { importedEvents, type LogInfo, refuse } from '@hoso/contracts';
import { type EventStore, envelopeOf, type Position, uuidV8 } from '@hoso/event-sourcing';

/** What is told of an import that has not come to its end. */
export type Unfinished = NonNullable<LogInfo['unfinished']>;

type Log = Pick<EventStore, 'log' | 'readAll' | 'findCommand'>;

/**
 * The id of an import of a file, by the type of object that is its case where one is named: its events carry it on, and
 * its first append has it as command id.
 */
export function importIdOf({ log }: Pick<EventStore, 'log'>, file: string, caseType: string | undefined): string {
  return uuidV8('ImportXes', log.id, file, ...(caseType === undefined ? [] : [caseType]));
}

/** The id of the import that a log ends with. */
export async function lastImportId(store: Pick<EventStore, 'readAll' | 'head'>): Promise<string> {
  const [last] = await store.readAll((await store.head()) - 1, 1);
  if (!last) throw new Error('the log is empty');
  return envelopeOf(last).correlationId;
}

/**
 * How far the last import into a log had come when its head was `head`; nothing where it was whole, or where the log
 * was not imported.
 *
 * Decision: an import's first event says how many the import adds. / Because it is then durable from the first append
 * on, in every store and every copy of the log, what a log lacks after a full disk or a kill. / Instead of: a mark
 * beside the log, which is lost with a copy, or an import in one append, which nothing would bound.
 */
export async function unfinishedImport(store: Log, head: Position): Promise<Unfinished | undefined> {
  if (store.log.kind !== 'imported') return undefined;
  const [last] = head > 1 ? await store.readAll(head - 1, 1) : [];
  if (!last) return { recorded: 0 };
  const [first] = (await store.findCommand(envelopeOf(last).correlationId)).map(envelopeOf);
  const begun = first && importedEvents.read(first)?.data.import;
  // Logs that were imported before imports said how much they add are taken as whole.
  if (!first || !begun) return undefined;
  const recorded = head - first.position + 1;
  return recorded < begun.events ? { recorded, wanted: begun.events, file: begun.file } : undefined;
}

/** Refuses `ImportUnfinished` and `ImportNotBegun`: part of a log is not judged, shown or given away as a whole. */
export async function requireWhole(name: string, store: Log, head: Position): Promise<void> {
  const unfinished = await unfinishedImport(store, head);
  if (unfinished) refuseUnfinished(name, unfinished);
}

export function refuseUnfinished(log: string, { recorded, wanted, file }: Unfinished): never {
  if (wanted === undefined || file === undefined) return refuse('ImportNotBegun', { log });
  return refuse('ImportUnfinished', { log, recorded, wanted, file });
}

/**
 * Refuses (`ImportOfOtherCases`) to finish an import with other cases than it was begun with, as objects of another
 * type of the same file: what is recorded and what is new of them make up what was said to come.
 *
 * Decision: told by the counts. / Because every import that was ever begun says how much it adds. / Instead of the type
 * in the event, which those begun before would lack, and which a file of one type is imported without.
 */
export async function requireSameCases(
  store: Log & Pick<EventStore, 'head'>,
  { log, unfinished, fresh }: { readonly log: string; readonly unfinished: Unfinished; readonly fresh: number },
): Promise<void> {
  const { wanted, recorded } = unfinished;
  if (wanted === undefined) return;
  // Somebody else may be finishing it, too: what is new was counted while he recorded.
  const later = (await unfinishedImport(store, await store.head()))?.recorded ?? wanted;
  if (recorded + fresh <= wanted && wanted <= later + fresh) return;
  refuse('ImportOfOtherCases', { log, recorded, wanted, fresh });
}

import {
  ActivityRecorded,
  type ImportReport,
  type ImportXes,
  importedEvents,
  importWarnings,
  refuse,
} from '@hoso/contracts';
import {
  type Actor,
  canonicalJson,
  type EventStore,
  envelopeOf,
  type Instant,
  type NewEvent,
  streamName,
  uuidV5,
  uuidV8,
  VersionConflict,
} from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { AuditPorts, FiledCase } from '../audit-ports.ts';
import { importedLog } from '../logs/named-log.ts';
import { atOnce } from './at-once.ts';
import { caseNames } from './case-names.ts';
import { type FiledActivity, filedActivities } from './filed-activities.ts';
import {
  type ImportCase,
  type ImportedActivity,
  type ImportedCaseState,
  type ImportedEvent,
  importedCase,
} from './imported-case.ts';
import { importIdOf, lastImportId, refuseUnfinished, requireSameCases, unfinishedImport } from './unfinished-import.ts';

/** How many events are on their way at once, so that their cases share the store's transactions. */
const eventsAtOnceMax = 4_000;
/** A file of no more events is not read again: what was looked through is what is recorded. */
const keptEventsMax = 20_000;
const eventsPerAppendMax = 200;
const pageSize = 1_000;
const attemptsMax = 5;

const importer: Actor = { id: 'import', role: 'system', unit: 'platform' };

type Begun = NonNullable<ImportedActivity['import']>;

/** A case of the file under the name that it has in our log. */
interface NamedCase {
  readonly name: string;
  readonly activities: readonly FiledActivity[];
}

/**
 * Reads a file into an imported log: once to the end, to see that it is whole and contradicts nothing that is recorded,
 * and then again, case by case. A bad file therefore leaves nothing, not even the log. What adds something says first
 * how much, so that a log whose import was cut off is known as unfinished until the same file is imported again.
 * Refuses `UploadNotFound`, `FileNotReadable`, `LogNotImported`, `CaseDiffers`, `ImportUnfinished`, and
 * `ImportOfOtherCases`.
 */
export async function importXes(
  { logs, uploads, readFile }: AuditPorts,
  { log, upload, case: caseType }: z.output<typeof ImportXes.ask>,
): Promise<ImportReport> {
  const file = (await uploads.open(upload)) ?? refuse('UploadNotFound', { sha256: upload });
  let withoutCase = 0;
  const onWithoutCase = (events: number): void => {
    withoutCase = events;
  };
  const cases = (onEmpty?: () => void) => namedCases(readFile(file, { caseType, onWithoutCase }), onEmpty);
  const existing = (await logs.list()).some(({ name }) => name === log) ? await importedLog(logs, log) : undefined;
  const unfinished = existing && (await unfinishedImport(existing.store, await existing.store.head()));
  const isResumed = unfinished?.file === upload;
  if (unfinished?.file !== undefined && !isResumed) refuseUnfinished(log, unfinished);
  let withoutEvents = 0;
  const looked = cases(() => {
    withoutEvents += 1;
  });
  const { fresh, kept, ...filed } = await lookThrough(looked, existing?.store);
  if (existing && unfinished && isResumed) await requireSameCases(existing.store, { log, unfinished, fresh });
  const store = existing?.store ?? (await logs.create(log, 'imported'));
  if (store.log.kind !== 'imported') refuse('LogNotImported', { log });

  const importId = isResumed ? await lastImportId(store) : importIdOf(store, upload, caseType);
  const added = { cases: 0, events: 0 };
  const add = async (one: NamedCase, begun?: Begun): Promise<number> => {
    const events = await importCase(store, importId, one, begun);
    added.events += events;
    if (events > 0) added.cases += 1;
    return events;
  };
  const left = kept ? each(kept) : cases();
  // What an import adds is durable before anything else of it is.
  if (fresh > 0 && !isResumed) await addFirst(left, (one) => add(one, { file: upload, events: fresh }));
  const weightOf = ({ activities }: NamedCase): number => activities.length;
  await atOnce(left, { weightMax: eventsAtOnceMax, weightOf }, async (one) => void (await add(one)));
  const warnings = [
    ...(withoutEvents > 0 ? [importWarnings.TracesWithoutEvents(withoutEvents)] : []),
    ...(withoutCase > 0 ? [importWarnings.EventsWithoutCase(withoutCase)] : []),
  ];
  return { log, ...filed, added, position: await store.head(), warnings };
}

/** Takes cases until one of them added something. */
async function addFirst(cases: AsyncIterator<NamedCase>, add: (one: NamedCase) => Promise<number>): Promise<void> {
  for (;;) {
    const { done, value } = await cases.next();
    if (done || (await add(value)) > 0) return;
  }
}

interface LookedThrough {
  readonly cases: number;
  readonly events: number;
  /** Events that are not recorded yet. */
  readonly fresh: number;
  /** The cases themselves, where they are few. */
  readonly kept?: readonly NamedCase[];
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item, void, undefined> {
  yield* items;
}

/** Counts what the file holds, and what of it is new. Throws what speaks against importing it. */
async function lookThrough(cases: AsyncIterable<NamedCase>, store: EventStore | undefined): Promise<LookedThrough> {
  const filed = { cases: 0, events: 0, fresh: 0 };
  const kept: NamedCase[] = [];
  for await (const one of cases) {
    filed.cases += 1;
    filed.events += one.activities.length;
    if (filed.events <= keptEventsMax) kept.push(one);
    else kept.length = 0;
    const recorded = store ? await recordedOf(store, streamOf(store, one)) : importedCase.initial;
    filed.fresh += importedCase.decide(importOf(one), recorded).length;
  }
  return filed.cases > 0
    ? { ...filed, ...(filed.events <= keptEventsMax ? { kept } : {}) }
    : refuse('FileNotReadable', { reason: 'it holds no case with an event', reasonVi: 'không có vụ nào có sự kiện' });
}

/** A case without any event has nothing that could be recorded of it: it is left out, and told. */
async function* namedCases(
  filed: AsyncIterable<FiledCase>,
  onEmpty: () => void = () => undefined,
): AsyncGenerator<NamedCase, void, undefined> {
  const nameOf = caseNames();
  try {
    for await (const one of filed) {
      const name = nameOf(one.name);
      if (one.events.length === 0) onEmpty();
      else yield { name, activities: filedActivities(one, name) };
    }
  } catch (error) {
    if (Error.isError(error) && ['XesError', 'OcelError'].includes(error.name)) {
      const reasonVi = 'vi' in error && typeof error.vi === 'string' ? error.vi : error.message;
      refuse('FileNotReadable', { reason: error.message, reasonVi });
    }
    throw error;
  }
}

/** Records what is new of a case; answers how many events that was. `begun` goes with the first of a whole import. */
async function importCase(store: EventStore, importId: string, one: NamedCase, begun?: Begun): Promise<number> {
  const stream = streamOf(store, one);
  for (let attempt = 1; ; attempt++) {
    const state = await recordedOf(store, stream);
    const events = importedCase.decide(importOf(one), state);
    try {
      for (let from = 0; from < events.length; from += eventsPerAppendMax) {
        const chunk = events.slice(from, from + eventsPerAppendMax);
        const expected = state.count + from;
        const appended = newEvents(store, importId, one, chunk, expected, from === 0 ? begun : undefined);
        await store.append([{ stream, expected, events: appended }]);
      }
      return events.length;
    } catch (error) {
      // Another process imports the same: what it has recorded is looked at again.
      if (!(error instanceof VersionConflict) || attempt >= attemptsMax) throw error;
    }
  }
}

function newEvents(
  store: EventStore,
  importId: string,
  { name, activities }: NamedCase,
  events: readonly ImportedEvent[],
  expected: number,
  begun: Begun | undefined,
): readonly NewEvent[] {
  const dossierId = dossierIdOf(store, name);
  // Made from what is said and where it goes: an append whose answer was lost is the same one when it is repeated.
  const commandId = begun ? importId : uuidV8('ImportCase', dossierId, expected, canonicalJson(events));
  return events.map(({ type, data }, index) => ({
    commandId,
    commandType: 'ImportCase',
    type,
    schemaVersion: ActivityRecorded.version,
    dossierId,
    occurredAt: instantAt(activities, expected + index),
    actor: importer,
    correlationId: importId,
    data: begun && index === 0 ? { ...data, import: begun } : data,
  }));
}

function instantAt(activities: readonly FiledActivity[], index: number): Instant {
  const filed = activities[index];
  if (!filed) throw new Error(`the case has no activity ${index + 1}`);
  return filed.occurredAt;
}

function importOf({ name, activities }: NamedCase): ImportCase {
  const told = activities.map(({ activity }) => activity);
  // The decider looks at neither; each event has its own instant.
  const occurredAt = activities[0]?.occurredAt ?? '';
  return { type: 'ImportCase', data: { case: name, activities: told }, actor: importer, occurredAt };
}

async function recordedOf(store: EventStore, stream: string): Promise<ImportedCaseState> {
  let state = importedCase.initial;
  for (;;) {
    const page = await store.readStream(stream, state.count, pageSize);
    for (const recorded of page) {
      const event = importedEvents.read(envelopeOf(recorded));
      if (event) state = importedCase.evolve(state, event);
    }
    if (page.length < pageSize) return state;
  }
}

function streamOf(store: EventStore, { name }: NamedCase): string {
  return streamName('dossier', dossierIdOf(store, name));
}

/** The id of an imported dossier: of its log and its case (ARCHITECTURE §3). */
export function dossierIdOf(store: Pick<EventStore, 'log'>, caseName: string): string {
  return uuidV5(store.log.id, caseName);
}

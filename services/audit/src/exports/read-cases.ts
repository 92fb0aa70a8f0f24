import {
  type Actor,
  type ExportedCase,
  type ExportedObject,
  importedEvents,
  purposeOf,
  type ReadCases,
  type RecordedReads,
  readingOf,
  refuse,
} from '@hoso/contracts';
import {
  type Envelope,
  envelopeOf,
  openEvent,
  type Position,
  type RecordedEvent,
  type Sealer,
} from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { Logs } from '../audit-ports.ts';
import type { Histories } from '../history/dossier-history.ts';
import { namedLog, whole, type WholeLog } from '../logs/named-log.ts';
import { dossierAttributes } from './exported-dossier.ts';
import { dossierObjects, relationsOf, sharedObjects } from './exported-objects.ts';
import { filedAttributes, filedCaseAttributes, toldAttributes } from './exported-event.ts';

export interface ReadCasesPorts {
  readonly logs: Logs;
  readonly histories: Histories;
  readonly sealer: Sealer;
  readonly reads: RecordedReads;
}

type Asked = z.output<typeof ReadCases.ask>;
type Answer = z.output<typeof ReadCases.answer>;

/** Events looked at in one step, and steps in one answer: where cases are long, a page may be empty. */
const windowSize = 1_000;
const windowsMax = 20;
/** Of stored events in one answer: what goes over a bus has limits. */
const bytesMax = 1_000_000;

/**
 * Cases as other systems know them, each where its first event stands in the log. Refuses `RoleNotAllowed` who may not
 * read who applies and asks for it, and what `whole` refuses.
 */
export async function readCases(ports: ReadCasesPorts, asked: Asked, reader: Actor): Promise<Answer> {
  if (asked.personal && !readsApplicants(reader)) refuse('RoleNotAllowed', { role: reader.role });
  const log = await whole(await namedLog(ports.logs, asked.log));
  const completeUpTo = Math.min(asked.upTo ?? log.head, log.head);
  const { parts, next } = await partsOf(ports, { ...log, head: completeUpTo }, asked);
  const opened = asked.personal ? await openedParts(ports, parts, reader) : parts;
  const items = opened.map((part) => exportedCase(log, part, asked.objects));
  return { log: log.info, items, completeUpTo, lagMs: 0, ...(next === undefined ? {} : { next }) };
}

/** Of every dossier, as an export holds every one. */
function readsApplicants({ role }: Actor): boolean {
  const { dossiers, applicant } = readingOf[role];
  return dossiers === 'every' && applicant;
}

/** Some events of one case, in order. */
interface Part {
  readonly id: string;
  readonly continues: boolean;
  readonly events: readonly Envelope[];
  /** All that the log holds of a dossier; of an imported case nothing beside its part. */
  readonly history: readonly Envelope[];
}

/** A case where it begins, after so many of its events. */
interface Place {
  readonly position: Position;
  readonly told: number;
}

/** What one answer still takes. */
interface Room {
  events: number;
  bytes: number;
}

async function partsOf(
  ports: ReadCasesPorts,
  log: WholeLog,
  { after, limit }: Asked,
): Promise<{ readonly parts: readonly Part[]; readonly next: string | undefined }> {
  const room = { events: limit, bytes: bytesMax };
  const parts: Part[] = [];
  /** Takes what there is room for; answers where to go on in the same case, if it is not told to its end. */
  const take = async (first: RecordedEvent, told: number): Promise<string | undefined> => {
    const part = await partOf(ports, log, first, told, room);
    if (part === undefined) return undefined;
    if (part.events.length > 0) parts.push(part);
    return part.isWhole ? undefined : `${first.position}:${told + part.events.length}`;
  };
  const place = placeOf(after);
  if (place.told > 0) {
    const [first] = await log.store.readAll(place.position - 1, 1);
    const next = first && (await take(first, place.told));
    if (next !== undefined) return { parts, next };
  }
  let { position } = place;
  for (let windows = 0; windows < windowsMax; windows++) {
    const size = Math.min(windowSize, log.head - position);
    const page = size > 0 ? await log.store.readAll(position, size) : [];
    for (const recorded of page) {
      if (room.events <= 0 || room.bytes <= 0) return { parts, next: String(position) };
      position = recorded.position;
      if (!beginsStream(recorded)) continue;
      const next = await take(recorded, 0);
      if (next !== undefined) return { parts, next };
    }
    if (position >= log.head || page.length === 0) return { parts, next: undefined };
  }
  return { parts, next: String(position) };
}

function placeOf(cursor: string): Place {
  const [position, told = 0] = cursor.split(':').map(Number);
  return { position: position ?? 0, told };
}

/** In an event's canonical text its version comes last. */
function beginsStream({ body }: RecordedEvent): boolean {
  return body.endsWith('"version":1}');
}

/** What there is room for of the case that begins with `first`; nothing where none begins there. */
async function partOf(
  ports: ReadCasesPorts,
  log: WholeLog,
  first: RecordedEvent,
  told: number,
  room: Room,
): Promise<(Part & { readonly isWhole: boolean }) | undefined> {
  const { dossierId, stream } = envelopeOf(first);
  if (dossierId === undefined) return undefined;
  if (log.info.kind === 'imported') {
    // One more than there is room for tells whether it goes on.
    const page = await log.store.readStream(stream, told, Math.max(1, room.events) + 1);
    const left = page.filter(({ position }) => position <= log.head);
    const taken = fitting(left, ({ body }) => body.length, room);
    const isWhole = taken.length === left.length;
    return { id: dossierId, continues: told > 0, events: taken.map(envelopeOf), history: [], isWhole };
  }
  const history = (await ports.histories.of(log.store, dossierId)).filter(({ position }) => position <= log.head);
  if (history[0]?.position !== first.position) return undefined;
  const rest = history.slice(told);
  const events = fitting(rest, ({ data }) => JSON.stringify(data).length, room);
  return { id: dossierId, continues: told > 0, events, history, isWhole: events.length === rest.length };
}

/** As many as there is room for, and one at least. */
function fitting<Item>(items: readonly Item[], bytesOf: (item: Item) => number, room: Room): readonly Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    if (taken.length > 0 && (room.events <= 0 || room.bytes <= 0)) break;
    taken.push(item);
    room.events -= 1;
    room.bytes -= bytesOf(item);
  }
  return taken;
}

/** Opens what is sealed, once it is durable that it was read. */
async function openedParts(
  { sealer, reads }: ReadCasesPorts,
  parts: readonly Part[],
  actor: Actor,
): Promise<readonly Part[]> {
  const sealed = parts.filter(({ events }) => events.some((event) => (event.sealed?.length ?? 0) > 0));
  if (sealed.length === 0) return parts;
  const pointers = sealed.flatMap(({ events }) => events.flatMap((event) => event.sealed ?? []));
  await reads.record({
    actor,
    dossiers: [...new Set(sealed.map(({ id }) => id))],
    fields: [...new Set(pointers.map(fieldOf))].sort(),
    purpose: purposeOf(actor),
    query: 'ReadCases',
  });
  return Promise.all(
    parts.map(async (part) => ({
      ...part,
      events: await Promise.all(part.events.map((event) => openEvent(sealer, event))),
    })),
  );
}

/** The first member on the way to a sealed value. */
function fieldOf(pointer: string): string {
  return pointer.split('/')[1] ?? pointer;
}

function exportedCase({ info }: WholeLog, part: Part, withObjects: boolean): ExportedCase {
  const { id, continues, events, history } = part;
  const isImported = info.kind === 'imported';
  const [first] = events;
  const filed = isImported && first ? importedEvents.read(first)?.data.case : undefined;
  const attributesOf = isImported ? filedAttributes : toldAttributes;
  return {
    case: filed ?? id,
    continues,
    attributes:
      first && !continues ? [...(isImported ? filedCaseAttributes(first) : dossierAttributes(id, history))] : [],
    events: events.map((event) => ({
      ...{ position: event.position, attributes: [...attributesOf(event)] },
      ...(withObjects && !isImported ? { relations: relationsOf(id, event) } : {}),
    })),
    ...(withObjects && !isImported ? { objects: objectsOf(part) } : {}),
  };
}

function objectsOf({ id, continues, events, history }: Part): ExportedObject[] {
  return [...(continues ? [] : dossierObjects(id, history, events)), ...sharedObjects(events)];
}

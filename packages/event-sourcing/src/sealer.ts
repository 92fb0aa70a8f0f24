import type { Envelope, NewEvent } from './envelope.ts';
import type { AnyEventType } from './event-type.ts';
import { isSealed, type PersonalPath, type Sealed } from './personal.ts';

/**
 * A personal value and what its cipher text is bound to: the event that holds it and its JSON pointer in that event's
 * data.
 */
export interface SealContext {
  readonly eventId: string;
  readonly pointer: string;
}

/**
 * A sealed value that is not what was sealed here: changed, moved to another place or event, or under a key nobody
 * knows.
 */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';

  constructor(
    readonly eventId: string,
    readonly pointer: string,
    readonly reason: 'changed or moved' | 'key unknown',
  ) {
    super(`the seal at ${pointer} of event ${eventId} is broken: ${reason}`);
  }
}

/**
 * Seals personal values under a key per dossier.
 * `seal` MUST have the key durable before it resolves. `open` answers `undefined` once the key is destroyed, and MUST
 * reject with `SealBroken` what was moved to another event or place, or changed.
 * `lifeOf` answers an object that is the same one for as long as the key stays in memory, and `undefined` once the key
 * is destroyed, or where there is none. Who keeps what the key opened for more than one piece of work MUST hold it by
 * that object, weakly (`WeakMap`), and ask for it anew each time: then it goes with the key.
 */
export interface Sealer {
  seal(dossierId: string, value: unknown, context: SealContext): Promise<Sealed>;
  open(sealed: Sealed, context: SealContext): Promise<{ readonly value: unknown } | undefined>;
  lifeOf(kid: string): Promise<object | undefined>;
}

/**
 * The event with its personal fields sealed for the id that it will have, and their places listed. Fields that are
 * already sealed stay as they are.
 */
export async function sealEvent(
  sealer: Sealer,
  type: AnyEventType,
  event: NewEvent,
  eventId: string,
): Promise<NewEvent> {
  const sealed: string[] = [];
  let data = event.data;
  for (const path of type.personal) {
    for (const { pointer, value } of fieldsAt(data, path)) {
      if (isSealed(value)) continue;
      if (event.dossierId === undefined) throw new Error(`${event.type} holds personal data and belongs to no dossier`);
      data = replaced(data, pointer, await sealer.seal(event.dossierId, value, { eventId, pointer }));
      sealed.push(pointer);
    }
  }
  return sealed.length === 0 ? event : { ...event, data, sealed };
}

/** The event with its personal fields opened, as far as their keys still exist. */
export async function openEvent<Event extends Pick<Envelope, 'id' | 'data' | 'sealed'>>(
  sealer: Sealer,
  event: Event,
): Promise<Event> {
  if (!event.sealed) return event;
  let data = event.data;
  for (const pointer of event.sealed) {
    const value = valueAt(data, pointer);
    if (!isSealed(value)) continue;
    const opened = await sealer.open(value, { eventId: event.id, pointer });
    if (opened) data = replaced(data, pointer, opened.value);
  }
  return { ...event, data };
}

/** Whose keys a stored event's personal fields are under. */
export function kidsOf({ data, sealed = [] }: Pick<Envelope, 'data' | 'sealed'>): readonly string[] {
  return sealed.map((pointer) => valueAt(data, pointer)).flatMap((value) => (isSealed(value) ? [value.kid] : []));
}

interface Field {
  readonly pointer: string;
  readonly value: unknown;
}

function fieldsAt(value: unknown, path: PersonalPath, pointer = ''): readonly Field[] {
  const [name, ...rest] = path;
  if (name === undefined) return value === undefined || value === null ? [] : [{ pointer, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([member]) => name === '*' || member === name)
    .flatMap(([member, child]) => fieldsAt(child, rest, `${pointer}/${escaped(member)}`));
}

function valueAt(value: unknown, pointer: string): unknown {
  return members(pointer).reduce<unknown>(
    (at, member) => (typeof at === 'object' && at !== null ? Reflect.get(at, member) : undefined),
    value,
  );
}

function replaced(value: unknown, pointer: string, by: unknown): unknown {
  return replacedAt(value, members(pointer), by);
}

function replacedAt(value: unknown, [member, ...rest]: readonly string[], by: unknown): unknown {
  if (member === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === member ? replacedAt(item, rest, by) : item));
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, [member]: replacedAt(Reflect.get(value, member), rest, by) };
}

/** RFC 6901. */
function members(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((member) => member.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function escaped(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1');
}

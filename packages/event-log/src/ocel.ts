import type { XesAttribute } from './xes-trace.ts';

/** The types of attributes of OCEL 2.0. */
export const OCEL_TYPES = ['string', 'time', 'integer', 'float', 'boolean'] as const;
export type OcelType = (typeof OCEL_TYPES)[number];

/** Its value is text, also where the file has a number, so that nothing is rounded. */
export interface OcelAttribute {
  readonly name: string;
  readonly type: OcelType;
  readonly value: string;
}

/** What an event or an object has to do with an object, and as what. */
export interface OcelRelation {
  readonly object: string;
  readonly qualifier: string;
}

export interface OcelEvent {
  readonly id: string;
  readonly type: string;
  /** As a date of XES. */
  readonly time: string;
  readonly attributes: readonly OcelAttribute[];
  readonly relations: readonly OcelRelation[];
}

/** A value that an object has from an instant on; those of `OCEL_BEGINNING` it has from the beginning. */
export interface OcelObjectAttribute extends OcelAttribute {
  readonly at: string;
}

export interface OcelObject {
  readonly id: string;
  readonly type: string;
  readonly attributes: readonly OcelObjectAttribute[];
  readonly relations: readonly OcelRelation[];
}

export const OCEL_BEGINNING = '1970-01-01T00:00:00.000Z';

/**
 * A case, or the next part of the one before it, with the objects that its events are about. Objects that cases have in
 * common are told with each part that needs them; all others where their case begins.
 */
export interface OcelCase {
  readonly case: string;
  readonly continues: boolean;
  readonly attributes: readonly XesAttribute[];
  readonly events: readonly OcelCaseEvent[];
  readonly objects: readonly OcelCaseObject[];
  /** Somebody else's: what OCEL cannot say of it is said beside, so that it comes back as it was filed. */
  readonly filed: boolean;
}

export interface OcelCaseEvent {
  /** Of all events of the log, another each. */
  readonly position: number;
  readonly attributes: readonly XesAttribute[];
  readonly relations: readonly OcelRelation[];
}

export interface OcelCaseObject extends OcelObject {
  readonly shared: boolean;
}

/** What a reader of OCEL puts up with before it refuses the file; each bounds memory. */
export interface OcelLimits {
  /** Bytes of one event, object or declaration of a type. */
  readonly elementBytesMax: number;
  /** Levels of JSON inside one of them. */
  readonly nestingMax: number;
  /** Types of events and of objects, and attributes of one of them. */
  readonly typesMax: number;
  /** Bytes of a whole file, unpacked. */
  readonly fileBytesMax: number;
}

export const OCEL_LIMITS: OcelLimits = {
  elementBytesMax: 16 * 1024 * 1024,
  nestingMax: 64,
  typesMax: 10_000,
  fileBytesMax: 16 * 1024 * 1024 * 1024,
};

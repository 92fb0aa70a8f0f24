import type { AnyEventType, EventOf } from '@hoso/event-sourcing';
import type { Words } from '../scalars.ts';

/** Vietnamese, English. */
export type Said = readonly [vi: string, en: string];

/** What a type of event is called, and what one of it says, in a line. Nothing personal goes into either. */
export interface Wording<Data> {
  readonly name: Words;
  readonly say: (data: Data) => Said;
}

/** The data of every type of a list, by the type's name. */
export type DataByName<Type extends AnyEventType> = {
  readonly [Event in EventOf<Type> as Event['type']]: Event['data'];
};

/** A wording for every type of a list: one that is missing is a compile error. */
export type WordingsOf<Type extends AnyEventType> = {
  readonly [Name in keyof DataByName<Type>]: Wording<DataByName<Type>[Name]>;
};

export function wording<Data>(vi: string, en: string, say: (data: Data) => Said): Wording<Data> {
  return { name: { vi, en }, say };
}

/** `15/03/2022 09:30` as the province's clocks show it: seven hours ahead of UTC, all year. */
export function localTime(instant: string): string {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} ${local.slice(11, 16)}`;
}

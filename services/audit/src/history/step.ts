import type { Moment, Remark, ReplayStep } from '@hoso/contracts';
import type { Envelope } from '@hoso/event-sourcing';
import { type Bounds, type Cut, isBy } from './moments.ts';

/** Moments as they were asked for, before they are made ready. */
export interface Moments {
  readonly asOf?: Moment | undefined;
  readonly asKnown?: Moment | undefined;
}

/** Where a step leads: to other moments, or nowhere. */
export interface Stepped {
  readonly moments: Moments;
  readonly remarks: readonly Remark[];
}

/**
 * The moments one step further. A step goes along the time that was asked by: when things were recorded where
 * `asKnown` was given or neither, else when they happened. It leads right after an event of the dossier, or to the
 * instant at which a finding of it became certain (`certainAt`, in any order). Where nothing lies further, it stays.
 */
export function stepped(
  step: ReplayStep,
  { asOf, asKnown }: Moments,
  bounds: Bounds,
  events: readonly Envelope[],
  certainAt: readonly string[],
): Stepped {
  const isBeing = asOf !== undefined && asKnown === undefined;
  const time = isBeing ? 'occurredAt' : 'recordedAt';
  const cut = isBeing ? bounds.asOf : bounds.asKnown;
  const found = step.endsWith('finding')
    ? findingFrom(step === 'next-finding', certainAt, cut)
    : eventFrom(step === 'next', inOrder(events, time), time, cut);
  if (found === undefined) return { moments: { asOf, asKnown }, remarks: [nowhere] };
  return { moments: isBeing ? { asOf: found } : { asOf, asKnown: found }, remarks: [] };
}

function inOrder(events: readonly Envelope[], time: 'occurredAt' | 'recordedAt'): readonly Envelope[] {
  return events.toSorted((one, other) =>
    one[time] === other[time] ? one.position - other.position : one[time] < other[time] ? -1 : 1,
  );
}

function eventFrom(
  isForward: boolean,
  events: readonly Envelope[],
  time: 'occurredAt' | 'recordedAt',
  cut: Cut | undefined,
): Moment | undefined {
  const first = events.findIndex((event) => !isBy(event[time], event.position, cut));
  const beyond = first === -1 ? events.length : first;
  // Right after the last event that is within is where one stands: back is after the one before.
  const at = isForward ? beyond : beyond - 2;
  const event = events[at];
  return event === undefined ? undefined : `#${event.position}`;
}

function findingFrom(isForward: boolean, certainAt: readonly string[], cut: Cut | undefined): Moment | undefined {
  const sorted = certainAt.toSorted();
  if (isForward) return cut === undefined ? undefined : sorted.find((at) => at > cut.at);
  return sorted.findLast((at) => cut === undefined || at < cut.at);
}

const nowhere: Remark = {
  code: 'no-step',
  words: { vi: 'Không còn gì ở hướng này', en: 'Nothing lies further in this direction' },
};

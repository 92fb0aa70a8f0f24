import { type Moment, type Remark, refuse } from '@hoso/contracts';
import { type Envelope, envelopeOf, instantOf } from '@hoso/event-sourcing';
import type { NamedLog } from '../logs/named-log.ts';

/** A moment of one of an event's two times; `position` breaks the tie where it is right after an event. */
export interface Cut {
  readonly at: string;
  readonly position?: number;
}

/** What had happened by one moment, and what had been recorded by another. */
export interface Bounds {
  readonly asOf?: Cut | undefined;
  readonly asKnown?: Cut | undefined;
}

/** Bounds as they were asked for, and the instant at which the state within them is told. */
export interface Told {
  readonly bounds: Bounds;
  readonly at: string;
  /** Some moment lies ahead: what is shown is how things are now. */
  readonly ahead: boolean;
}

/**
 * `asOf`: it had happened. `asKnown`: it had been recorded. Both at once: what could be known of what had happened. Of
 * events that are said to have happened at one instant, the log's order decides.
 */
export function isWithin(
  { occurredAt, recordedAt, position }: Pick<Envelope, 'occurredAt' | 'recordedAt' | 'position'>,
  { asOf, asKnown }: Bounds,
): boolean {
  return isBy(occurredAt, position, asOf) && isBy(recordedAt, position, asKnown);
}

/** Whether something of a time and a position lies at or before a cut. */
export function isBy(time: string, position: number, cut: Cut | undefined): boolean {
  if (cut === undefined || time < cut.at) return true;
  return time === cut.at && (cut.position === undefined || position <= cut.position);
}

/** Makes moments ready. Refuses `PositionBeyondHead`; an instant that lies ahead is as good as now. */
export async function toldAt(
  log: NamedLog,
  head: number,
  { asOf, asKnown }: { readonly asOf?: Moment | undefined; readonly asKnown?: Moment | undefined },
  nowMs: number,
): Promise<Told> {
  const now = instantOf(nowMs);
  const [of, known] = [await cutAt(log, head, asOf, 'occurredAt'), await cutAt(log, head, asKnown, 'recordedAt')];
  const wanted = (of ?? known)?.at ?? now;
  const isAhead = wanted > now;
  return {
    bounds: { asOf: of, asKnown: known },
    at: isAhead ? now : wanted,
    ahead: [of, known].some((cut) => cut !== undefined && cut.position === undefined && cut.at > now),
  };
}

/** A moment of one of an event's two times. Refuses `PositionBeyondHead`. */
export async function cutAt(
  { info, store }: NamedLog,
  head: number,
  moment: Moment | undefined,
  time: 'occurredAt' | 'recordedAt',
): Promise<Cut | undefined> {
  if (moment === undefined) return undefined;
  if (!moment.startsWith('#')) return { at: moment };
  const position = Number(moment.slice(1));
  if (position > head) return refuse('PositionBeyondHead', { log: info.name, head, position });
  const [recorded] = await store.readAll(position - 1, 1);
  return recorded ? { at: envelopeOf(recorded)[time], position } : undefined;
}

/** What is to be said of an answer about these moments. `submitted`: whether anything lies within their bounds. */
export function remarksOn(told: readonly Told[], submitted: boolean): Remark[] {
  const remarks: Remark[] = [];
  if (!submitted) remarks.push({ code: 'not-submitted', words: notSubmitted });
  if (told.some(({ ahead }) => ahead)) remarks.push(futureRemark);
  return remarks;
}

const notSubmitted = {
  vi: 'Lúc này hồ sơ chưa được nộp, hoặc chưa ai ghi nhận',
  en: 'At this moment the dossier was not yet submitted, or nobody had recorded it yet',
};
/** Nobody knows what is yet to come. */
export const futureRemark: Remark = {
  code: 'future',
  words: {
    vi: 'Thời điểm này chưa đến: hồ sơ được cho thấy như hiện tại',
    en: 'This moment is yet to come: what is shown is how things are now',
  },
};

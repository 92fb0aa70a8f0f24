import { bodyOf, type Envelope, type Instant, instantOf, type Partition, type RecordedEvent } from './envelope.ts';

/** An event as followers meet it. */
export interface FollowedEvent {
  readonly envelope: Envelope;
  readonly partition: Partition;
}

type Mutable<Value> = { -readonly [Member in keyof Value]: Value[Member] };

/**
 * Reads a recorded event as `envelopeOf` does, which checks as little.
 *
 * Decision: the parsed body itself becomes the envelope. / Because a rebuild reads millions, and nobody else holds that
 * body.
 * / Instead of: a copy of every one.
 */
export function followedEvent(recorded: RecordedEvent): FollowedEvent {
  const { position, recordedAt, partition } = recorded;
  const envelope: Mutable<Envelope> = bodyOf(recorded);
  envelope.position = position;
  envelope.recordedAt = sameInstant(recordedAt);
  return { envelope, partition };
}

let last: { readonly ms: number; readonly instant: Instant } = { ms: 0, instant: instantOf(0) };

/** Events that were written together were recorded at one time. */
function sameInstant(ms: number): Instant {
  if (ms !== last.ms) last = { ms, instant: instantOf(ms) };
  return last.instant;
}

import type { StreamDecision } from '@hoso/event-sourcing';
import { refuse } from './refuse.ts';

/** Refuses (`StaleVersion`) a decision on a stream that has moved on since its sender looked. */
export function atVersion(decision: StreamDecision, ifVersion: number | undefined): StreamDecision {
  if (ifVersion !== undefined && decision.expected !== ifVersion) {
    refuse('StaleVersion', { expected: ifVersion, actual: decision.expected });
  }
  return decision;
}

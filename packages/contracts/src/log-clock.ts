import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Instant } from './scalars.ts';

/**
 * The clock of a simulated log was set (ARCHITECTURE decision 14): at `since`, by the clocks of the machines, it showed
 * `to`, and has run at real pace from there. Whoever reads it knows what time it is in that log.
 */
export const ClockMoved = eventType('ClockMoved', z.strictObject({ to: Instant, since: Instant }));

/** The stream that tells of a log's clock, and of nothing else. */
export function clockStream(log: string): string {
  return `clock-${log}`;
}

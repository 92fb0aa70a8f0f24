import { type Actor, refuse } from '@hoso/contracts';
import { type Instant, instantOf } from '@hoso/event-sourcing';

export interface MovableClock {
  /** The log's name in the data folder. */
  readonly name: string;
  readonly clock: () => number;
  /** Sets it, and says so in the log. Absent on a log that is not simulated. */
  readonly moveTo: ((epochMs: number, by: Actor) => Promise<void>) | undefined;
  /** Waits until everything in the log was followed; answers whether it is. */
  readonly settle: (timeoutMs: number) => Promise<boolean>;
}

/** A slip of the pen must not carry a log out of the years that its calendar knows: there is no way back. */
const daysMax = 366;
const dayMs = 86_400_000;
const settleMaxMs = 5_000;

/**
 * Moves a simulated log's clock on, once all that happened before was followed: what policies do of it belongs to the
 * time before, and no lag is measured across the leap. Answers the instant from which it runs on.
 */
export async function moveClock(
  { name, clock, moveTo, settle }: MovableClock,
  to: Instant,
  by: Actor,
): Promise<Instant> {
  if (!moveTo) return refuse('ClockNotSimulated', { log: name });
  requireAhead(to, clock());
  if (!(await settle(settleMaxMs))) refuse('ClockWaits');
  // It has run on meanwhile.
  requireAhead(to, clock());
  await moveTo(Date.parse(to), by);
  return to;
}

function requireAhead(to: Instant, now: number): void {
  const aheadMs = Date.parse(to) - now;
  if (aheadMs < 0) refuse('ClockNotBackwards', { to, now: instantOf(now) });
  if (aheadMs > daysMax * dayMs) refuse('ClockTooFar', { to, now: instantOf(now), daysMax });
}

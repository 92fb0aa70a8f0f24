import { useLive } from './live.ts';
import { useSession } from './session.ts';

const minuteMs = 60_000;

/**
 * Now by the log's own clock, to the minute: a simulated log has another one than the wall. Questions made of it stay
 * the same for a while.
 */
export function useLogTime(): string {
  const { at } = useLive();
  const { session } = useSession();
  const epochMs = Date.parse(at ?? session?.log.at ?? new Date().toISOString());
  return new Date(Math.floor(epochMs / minuteMs) * minuteMs).toISOString();
}

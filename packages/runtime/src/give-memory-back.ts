import { Session } from 'node:inspector';
import { log } from '@hoso/telemetry';

const lookEveryMs = 5_000;
/** Of a processor's time between two looks: a process that waits for work takes less. */
const busyMs = 500;

/**
 * From now on, garbage that work has left is given back to the system once nothing is to be done.
 *
 * Decision: one whole collection at the first pause after work, asked for by the inspector's protocol. / Because V8
 * collects while memory is asked for: an idle process keeps a quarter of what it holds as garbage, for ever. It costs
 * 15 to 60 ms, at a moment when nobody waits. / Instead of a smaller heap, which every busy hour would pay for.
 */
export function giveMemoryBack(): void {
  const { collect } = garbageCollector();
  setInterval(
    idleLook(() => process.cpuUsage(), collect),
    lookEveryMs,
  ).unref();
}

/** A whole collection at once, for who knows when it costs least. */
export function garbageCollector(): { readonly collect: () => void; readonly close: () => void } {
  const session = new Session();
  session.connect();
  const onAnswer = (error: Error | null): void => {
    if (error) log.error(`no memory is given back: ${error.message}`);
  };
  return {
    collect: () => session.post('HeapProfiler.collectGarbage', onAnswer),
    close: () => session.disconnect(),
  };
}

/** What a look does: it collects where nothing was done since the look before it, for the first time after work. */
export function idleLook(used: () => Pick<NodeJS.CpuUsage, 'user' | 'system'>, collect: () => void): () => void {
  const usedMs = (): number => {
    const { user, system } = used();
    return (user + system) / 1_000;
  };
  let before = usedMs();
  let hasWorked = true;
  return () => {
    const now = usedMs();
    const isBusy = now - before > busyMs;
    before = now;
    if (hasWorked && !isBusy) collect();
    hasWorked = isBusy;
  };
}

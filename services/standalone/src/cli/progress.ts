import type { RebuildStatus } from '@hoso/contracts';

/** A line that replaces itself, on a terminal; silence elsewhere. */
export function progress(text: string, done: boolean): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001b[2K${text}${done ? '\n' : ''}`);
}

/** How far a view is that is being built. */
export function rebuildLine({ view, generation, position, to, eventsPerSecond, etaMs }: RebuildStatus): string {
  const percent = Math.floor((100 * position) / Math.max(to, 1));
  const left = Math.ceil(etaMs / 1_000);
  const done = `${position} of ${to} events (${percent} %)`;
  return `${view}, generation ${generation}: ${done}, ${eventsPerSecond}/s, ${left} s left`;
}

/** Tells how many events of how many are done, and how long the rest will take. */
export function eventsLeft(what: string, stopwatch: () => number = () => performance.now()) {
  const began = stopwatch();
  return (done: number, of: number): void => {
    const perMs = done / Math.max(1, stopwatch() - began);
    const left = Math.ceil((of - done) / Math.max(perMs, 0.001) / 1_000);
    const percent = Math.floor((100 * done) / Math.max(1, of));
    const rate = Math.round(perMs * 1_000);
    progress(`${what}: ${done} / ${of} events (${percent} %), ${rate}/s, ${left} s left`, done >= of);
  };
}

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

import type { PauseCause } from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';

/** The clock stands, for one cause, since then. */
export interface Pause {
  readonly cause: PauseCause;
  readonly at: Instant;
  /** Without one the law does not know of it: only the recorded appointment moves. */
  readonly groundRef?: string | undefined;
}

export interface PastPause extends Pause {
  readonly until: Instant;
}

/** A clock that stands, for one cause or for several at once, which may end in any order. */
export interface OpenPauses {
  readonly open: readonly [Pause, ...Pause[]];
  /** When the first of them began, those included that have ended meanwhile. */
  readonly since: Instant;
}

/** With one more; a cause that is there already is the newer one's. */
export function opened({ open }: OpenPauses, pause: Pause): readonly Pause[] {
  return [...open.filter(({ cause }) => cause !== pause.cause), pause];
}

/** Without those of a cause, which are past. */
export function resumed(
  { open }: OpenPauses,
  cause: PauseCause,
  until: Instant,
): { readonly open: readonly Pause[]; readonly past: readonly PastPause[] } {
  return {
    open: open.filter((pause) => pause.cause !== cause),
    past: open.filter((pause) => pause.cause === cause).map((pause) => ({ ...pause, until })),
  };
}

/** A stretch of time: half-open. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** The time in which the clock stood on a ground of the law, in order and without overlaps. */
export function groundedSpans(pauses: readonly PastPause[]): readonly Span[] {
  const spans: Span[] = [];
  const grounded = pauses
    .filter(({ groundRef, at, until }) => groundRef !== undefined && at < until)
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  for (const { at: from, until: to } of grounded) {
    const last = spans.at(-1);
    if (!last || last.to < from) spans.push({ from, to });
    else if (last.to < to) spans[spans.length - 1] = { from: last.from, to };
  }
  return spans;
}

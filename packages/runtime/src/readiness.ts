/** What readiness asks about. */
export interface ReadinessParts {
  /** The store's clock; rejects where it cannot be reached. Milliseconds since 1970, as `clock`, the machine's. */
  readonly storeNow: () => Promise<number>;
  readonly clock: () => number;
  /** Why the bus cannot be used at the moment. */
  readonly busTrouble: () => string | undefined;
  /** Rejects where the platform's own token is no longer good. */
  readonly speaks: () => Promise<unknown>;
  /** Why nothing can be written, where the store knows. */
  readonly unwritable?: (() => Promise<Error | undefined>) | undefined;
  /** Why answers cannot be had, or not be kept up to date. */
  readonly notReady: () => readonly string[];
}

/** ARCHITECTURE decision 4: what claims to have happened is held against the time at which it was recorded. */
export const clocksApartMaxMs = 5_000;
const askedWithinMs = 3_000;

/** Why a service cannot serve now; nothing where it can. Errors are told by their names: anybody may ask. */
export async function whyNotReady(parts: ReadinessParts): Promise<readonly string[]> {
  const trouble = parts.busTrouble();
  const reasons = [...(trouble === undefined ? [] : ['BUS_URL: the bus cannot be used at the moment'])];
  const apart = await clocksApartMs(parts).catch((error: unknown) => nameOf(error));
  if (typeof apart === 'string') reasons.push(`EVENT_STORE_URL: the store does not answer (${apart})`);
  else if (Math.abs(apart) > clocksApartMaxMs) {
    reasons.push(apartBy(apart));
  }
  const unwritable = await parts.unwritable?.();
  if (unwritable) reasons.push(`EVENT_STORE_URL: ${unwritable.message}: make room on its disk`);
  const speechless = await parts.speaks().then(
    () => undefined,
    (error: unknown) => nameOf(error),
  );
  if (speechless !== undefined) {
    reasons.push(`SERVICE_TOKEN_FILE: the token is not good (${speechless}); \`hoso ops keys\` writes another`);
  }
  return [...reasons, ...parts.notReady()];
}

/** How far apart the clocks are, whichever is ahead; rejects where the store's is not told. */
export async function clocksApartMs({ storeNow, clock }: Pick<ReadinessParts, 'storeNow' | 'clock'>): Promise<number> {
  const before = clock();
  const time = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error('late')), askedWithinMs);
    time.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    const there = await Promise.race([storeNow(), late]);
    const after = clock();
    // Within the time that asking took, both may be right.
    return there < before ? before - there : there > after ? there - after : 0;
  } finally {
    time.abort();
  }
}

/** In words for whoever can set them. */
export function apartBy(ms: number): string {
  return `this machine's clock is ${Math.round(ms / 1_000)} s away from the store's: set both by NTP`;
}

function nameOf(error: unknown): string {
  if (!Error.isError(error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

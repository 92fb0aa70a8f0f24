/** The clock of a simulated log (ARCHITECTURE decision 14). Milliseconds since 1970. */
export interface SimulatedClock {
  now(): number;
  /** On to a later instant. MUST NOT be called with an earlier one: what was recorded would lie ahead of it. */
  moveTo(epochMs: number): void;
  /** From here on it runs at real pace. */
  run(): void;
}

/** A clock that stands at an instant until it is moved on, or told to run. `elapsedMs` never goes back. */
export function simulatedClock(standsAt: number, elapsedMs: () => number = () => performance.now()): SimulatedClock {
  let stands = Math.floor(standsAt);
  let since: number | undefined;
  const now = (): number => (since === undefined ? stands : stands + Math.floor(elapsedMs() - since));
  return {
    now,
    moveTo: (epochMs) => {
      if (epochMs < now()) throw new RangeError(`${epochMs} lies before ${now()}`);
      stands = epochMs;
      if (since !== undefined) since = elapsedMs();
    },
    run: () => {
      since ??= elapsedMs();
    },
  };
}

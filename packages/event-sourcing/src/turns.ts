/** Runs what comes under one name one after another, in the order of asking; different names run side by side. */
export type Turns = <Result>(name: string, run: () => Promise<Result>) => Promise<Result>;

/**
 * Whoever wants the next number of one series (an agency's day, a post office's range) queues up here within a process,
 * so that only other processes can be in the way.
 */
export function turns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (name, run) => {
    const before = last.get(name);
    const turn = before ? before.then(run, run) : run();
    last.set(name, turn);
    try {
      return await turn;
    } finally {
      if (last.get(name) === turn) last.delete(name);
    }
  };
}

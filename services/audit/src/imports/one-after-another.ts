/** Runs work on one subject in turns, and work on different subjects beside each other. */
export type InTurns = <Result>(subject: string, work: () => Promise<Result>) => Promise<Result>;

/** So that two imports into one log count what they add, not what they both see missing. */
export function oneAfterAnother(): InTurns {
  const turns = new Map<string, Promise<unknown>>();
  return async (subject, work) => {
    const turn = (turns.get(subject) ?? Promise.resolve()).then(work, work);
    turns.set(subject, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(subject) === turn) turns.delete(subject);
    }
  };
}

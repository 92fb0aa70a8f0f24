/** A server that runs. */
export interface Server {
  readonly url: string;
  /** Resolves when it is gone and has left nothing. */
  stop(): Promise<void>;
}

/** One way to a server. `start` rejects, saying why, where this machine does not offer it. */
export interface Way {
  readonly name: string;
  start(): Promise<Server>;
}

/** Why no server can be had: each way with its reason. */
export class NotToBeHad extends Error {
  override readonly name = 'NotToBeHad';
}

/** A server by the first way that works. Rejects with `NotToBeHad`. */
export async function firstThatWorks(what: string, ways: readonly Way[]): Promise<Server> {
  const reasons: string[] = [];
  for (const way of ways) {
    try {
      return await way.start();
    } catch (error) {
      reasons.push(`${way.name}: ${reasonOf(error)}`);
    }
  }
  throw new NotToBeHad(`${what} cannot be had here (${reasons.join('; ')})`);
}

/** A server that somebody else runs: its URL in the environment. It is never stopped by us. */
export function urlInEnvironment(name: string): Way {
  return {
    name,
    start: async () => {
      const url = process.env[name];
      if (!url) throw new NotToBeHad('not set');
      return { url, stop: async () => {} };
    },
  };
}

/** The first line of what went wrong. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error || Error.isError(error) ? error.message : String(error);
  return message.split('\n', 1)[0]?.slice(0, 200) ?? '';
}

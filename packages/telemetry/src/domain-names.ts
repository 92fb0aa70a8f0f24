import { publishedCommands, publishedQueries } from '@hoso/contracts';

/** What is sent at a subject of the bus. */
export interface Spoken {
  readonly kind: 'command' | 'query';
  /** As the contract calls it; of what it does not know the subject, which is named by our own code. */
  readonly name: string;
}

const commands: ReadonlySet<string> = new Set(publishedCommands.map(({ command }) => command.name));
const queries: ReadonlyMap<string, string> = new Map(
  publishedQueries.map(({ query }) => [query.subject, query.name] as const),
);
const commandSubject = /^[a-z-]+\.commands\./;

/** A command is named by its message only where the contract knows that name: anybody may send any text. */
export function spokenAt(subject: string, data: unknown): Spoken {
  if (!commandSubject.test(subject)) return { kind: 'query', name: queries.get(subject) ?? subject };
  const type = typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
  return { kind: 'command', name: typeof type === 'string' && commands.has(type) ? type : subject };
}

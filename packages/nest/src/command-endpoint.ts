import {
  type Actor,
  CommandMessage,
  type CommandType,
  type QueryType,
  refuse,
  refuseDirectionMarks,
} from '@hoso/contracts';
import { type CommandContext, type DomainCommand, type Instant, instantOf } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { ServiceParts } from './service-parts.ts';

/** What travels beside a message on the bus. */
export type Headers = Readonly<Record<string, string>>;

/** A command that was read, with what it is about and the version its sender has seen. */
export interface ReadCommand<Command> {
  readonly command: Command;
  readonly context: CommandContext;
  /** What the command is about: a dossier's id, a procedure's code … */
  readonly id: string;
  readonly ifVersion: number | undefined;
}

/** An intent made a command: who and when are known. */
export type Commanded<Intent extends { readonly type: string; readonly data: unknown }> = Intent &
  Omit<DomainCommand, 'type' | 'data'> & { readonly actor: Actor; readonly occurredAt: Instant };

const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Reads a command from the bus: its shape by its type's schema, its actor from the token alone, its time from the log's
 * clock where it names none. Rejects with `ZodError` for bad input, `Unauthorised`, or the refusal `UnknownCommand`.
 */
export async function readCommand<Intent extends { readonly type: string; readonly data: unknown }>(
  parts: Pick<ServiceParts, 'verify' | 'clock'>,
  types: readonly CommandType[],
  message: unknown,
  headers: Headers,
): Promise<ReadCommand<Commanded<Intent>>> {
  const actor = await parts.verify(headers['token']);
  const { type: name, data, occurredAt, insist, ...envelope } = CommandMessage.parse(message);
  const type = types.find((one) => one.name === name);
  if (!type) return refuse('UnknownCommand', { type: name });
  const content = type.data.parse(data);
  // What the platform sends follows from events, and those are as they are.
  if (actor.role !== 'system') refuseDirectionMarks({ ...content, insist });
  const command = {
    type: name,
    data: content,
    actor,
    occurredAt: occurredAt ?? instantOf(parts.clock()),
    insist,
  };
  const trace = headers['traceparent'];
  return {
    // The type's own schema has just made it one of the intents that `types` describe.
    command: command as unknown as Commanded<Intent>,
    context: {
      commandId: envelope.commandId,
      correlationId: envelope.correlationId ?? envelope.commandId,
      causationId: envelope.causationId,
      traceparent: trace !== undefined && traceparentForm.test(trace) ? trace : undefined,
    },
    id: envelope.id,
    ifVersion: envelope.ifVersion,
  };
}

/** Reads a query from the bus. `actor` is `undefined` for one that anyone may ask and that carries no token. */
export async function readQuery<Ask extends z.ZodObject, Answer extends z.ZodType>(
  parts: Pick<ServiceParts, 'verify'>,
  query: QueryType<Ask, Answer>,
  message: unknown,
  headers: Headers,
): Promise<{ readonly ask: z.output<Ask>; readonly actor: Actor | undefined }> {
  const actor = headers['token'] === undefined ? undefined : await parts.verify(headers['token']);
  return { ask: query.ask.parse(message), actor };
}

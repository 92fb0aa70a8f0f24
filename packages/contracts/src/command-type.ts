import { z } from 'zod';
import { type Actor, Insist } from './actor.ts';
import { Instant, Position, Uuid } from './scalars.ts';

/**
 * A command as services know it: its name, the bus subject where its service listens, and the schema of its content.
 */
export interface CommandType<Name extends string = string, Schema extends z.ZodObject = z.ZodObject> {
  readonly name: Name;
  readonly subject: string;
  readonly data: Schema;
}

/** The intent that a type of command describes, or the union of several. */
export type CommandOf<Type> =
  Type extends CommandType<infer Name, infer Schema> ? { readonly type: Name; readonly data: z.output<Schema> } : never;

/** What deciders are told with every intent: who, when, and whether he insists. */
export interface Said {
  readonly actor: Actor;
  readonly occurredAt: Instant;
  readonly insist?: Insist | undefined;
}

export function commandType<Name extends string, Schema extends z.ZodObject>(
  name: Name,
  subject: string,
  data: Schema,
): CommandType<Name, Schema> {
  return { name, subject, data };
}

/** What every command may say beside its content. `occurredAt` is by default the log's clock. */
export const CommandOptions = z.strictObject({ occurredAt: Instant.optional(), insist: Insist.optional() });

/** A command on the bus. `id`: what it is about. `ifVersion`: refused unless its stream is at this version. */
export const CommandMessage = z.strictObject({
  type: z.string().max(80),
  commandId: Uuid,
  id: z.string().min(1).max(120),
  correlationId: Uuid.optional(),
  causationId: Uuid.optional(),
  occurredAt: Instant.optional(),
  insist: Insist.optional(),
  ifVersion: Position.optional(),
  data: z.record(z.string(), z.unknown()),
});
export type CommandMessage = z.infer<typeof CommandMessage>;

/**
 * The answer to a command: what it was about, that stream's version, and the last position it wrote. A repeated command
 * id gets its first one again. Another id that finds everything done gets the stream's version now, and the last
 * position that was written by the command which led there.
 */
export const Receipt = z
  .strictObject({ id: z.string(), version: Position, position: Position })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;

/** The same over the bus. `repeated`: nothing was written this time, what the command asks for was there. */
export const CommandAnswer = Receipt.extend({ repeated: z.literal(true).optional() });

/** A query: the bus subject where its service listens, the schemas of question and answer. */
export interface QueryType<Ask extends z.ZodObject = z.ZodObject, Answer extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly subject: string;
  readonly ask: Ask;
  readonly answer: Answer;
}

export function queryType<Ask extends z.ZodObject, Answer extends z.ZodType>(
  name: string,
  subject: string,
  ask: Ask,
  answer: Answer,
): QueryType<Ask, Answer> {
  return { name, subject, ask, answer };
}

/** How fresh an answer from views is (ARCHITECTURE decision 10). */
export const Freshness = {
  completeUpTo: Position.meta({ description: 'Every event up to this position is in the answer' }),
  lagMs: z.int().min(0).meta({ description: 'Age of the oldest event that is not yet in it; 0 when there is none' }),
  held: z.array(z.string()).meta({ description: 'Dossiers whose later events could not be applied' }),
};

/** Reads one's own writes: the answer waits, bounded, until it holds the event at this position. */
export const AtLeast = { atLeast: z.coerce.number().int().min(1).optional() };

/** The shape of every list: its items, how fresh they are, and a cursor where more follow. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), ...Freshness, next: z.string().optional() });
}

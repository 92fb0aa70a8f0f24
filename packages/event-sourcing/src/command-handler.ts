import type { Decider, DomainCommand, DomainEvent, Happened } from './decider.ts';
import { DomainError, isDomainError } from './domain-error.ts';
import { streamId } from './encode-append.ts';
import {
  type CommandId,
  type Envelope,
  envelopeOf,
  isSameActor,
  type NewEvent,
  type RecordedEvent,
  type StreamName,
} from './envelope.ts';
import { CommandIdReused, type EventStore, type Receipt, type StreamWrite, VersionConflict } from './event-store.ts';
import type { AnyEventType, EventCatalogue } from './event-type.ts';
import { type Folded, FoldedStates } from './folded-states.ts';
import { kidsOf, openEvent, type Sealer, sealEvent } from './sealer.ts';
import { eventIdOf } from './uuid.ts';

/** What a command says of itself beside its intent. `dossierId`: the dossier its events belong to. */
export interface CommandContext {
  readonly commandId: CommandId;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly dossierId?: string | undefined;
}

/** A stream as a decision finds it, and a way to decide on it. */
export interface OpenStream<Command, State> {
  readonly state: State;
  readonly version: number;
  readonly decide: (command: Command) => StreamDecision;
}

/**
 * What a decider decided on one stream. `position` is that of the stream's last event, 0 without one. `dossierId`: the
 * dossier that these events belong to, where it is another than the command's.
 */
export interface StreamDecision {
  readonly stream: StreamName;
  readonly expected: number;
  readonly position: number;
  readonly events: readonly DomainEvent[];
  readonly dossierId?: string;
}

/** Opens a stream through its decider. */
export type LoadStream = <Command, State, Event extends DomainEvent>(
  stream: StreamName,
  decider: Decider<Command, State, Event>,
) => Promise<OpenStream<Command, State>>;

/**
 * Decides one command over the streams it needs. The first decision is the one on the stream that the command is about.
 */
export type Decide = (load: LoadStream) => Promise<readonly [StreamDecision, ...StreamDecision[]]>;

export interface CommandHandlerOptions {
  readonly store: EventStore;
  /** Every type of event that the deciders handled here may decide or meet. */
  readonly events: EventCatalogue<AnyEventType>;
  readonly sealer: Sealer;
  /** Attempts at a command whose streams others keep moving. */
  readonly attemptsMax: number;
  /** Milliseconds since 1970 by the log's clock. An `occurredAt` more than 5 minutes ahead of it is refused. */
  readonly clock: () => number;
}

/** Runs one command about one stream; answers its receipt, its first one when it is a repetition. */
export type HandleCommand = (
  command: DomainCommand,
  context: CommandContext,
  about: StreamName,
  decide: Decide,
) => Promise<Receipt>;

/** The streams kept moving through every attempt. Nothing was written; the same command may be sent again. */
export class TooManyConflicts extends Error {
  override readonly name = 'TooManyConflicts';
}

const pageSize = 1_000;
/** Streams whose folded states a handler keeps: above all the numbering of a province's agencies on this day. */
const statesMax = 256;
const aheadMaxMs = 5 * 60_000;

/**
 * Look the command id up, read, fold, decide, append at the expected version, and again on a conflict.
 * A repeated command gets its first receipt, also when its streams have moved on. Commands about one stream take turns
 * within a process, so that only other processes cause conflicts.
 */
export function commandHandler(options: CommandHandlerOptions): HandleCommand {
  const turns = new Map<StreamName, Promise<unknown>>();
  const states = new FoldedStates(statesMax, options.sealer);
  const attempt = (...asked: Asked) => attemptWith(options, states, asked);
  return async (command, context, about, decide) => {
    const before = turns.get(about);
    const turn = before
      ? before.then(
          () => attempt(command, context, about, decide),
          () => attempt(command, context, about, decide),
        )
      : attempt(command, context, about, decide);
    turns.set(about, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(about) === turn) turns.delete(about);
    }
  };
}

type Asked = Parameters<HandleCommand>;

async function attemptWith(
  options: CommandHandlerOptions,
  states: FoldedStates,
  [command, context, about, decide]: Asked,
): Promise<Receipt> {
  /** The first receipt of this command, where another attempt at it has been carried out. */
  const meanwhile = async (): Promise<Receipt | undefined> => {
    const earlier = await options.store.findCommand(context.commandId);
    return earlier.length === 0 ? undefined : repeated(earlier, command, context.commandId, about);
  };
  const first = await meanwhile();
  if (first) return first;
  if (Date.parse(command.occurredAt) > options.clock() + aheadMaxMs) {
    throw new DomainError('OccurredInFuture', { occurredAt: command.occurredAt });
  }
  for (let count = 1; ; count++) {
    try {
      const decisions = await decide((stream, decider) => open(options, states, stream, decider));
      const writes = await writesOf(options, command, context, decisions);
      if (writes.length > 0) return await options.store.append(writes);
      return (await meanwhile()) ?? (await standingReceipt(options.store, about, decisions[0]));
    } catch (error) {
      // What a repetition meets is what the first attempt has just made: that is no reason to refuse it.
      const receipt = isDomainError(error) ? await meanwhile() : undefined;
      if (receipt) return receipt;
      if (!(error instanceof VersionConflict)) throw error;
      if (count >= options.attemptsMax) throw new TooManyConflicts(`${about}: ${count} attempts`, { cause: error });
    }
  }
}

function repeated(
  earlier: readonly RecordedEvent[],
  command: DomainCommand,
  commandId: CommandId,
  about: StreamName,
): Receipt {
  const events = earlier.map(envelopeOf);
  const last = events.findLast(({ stream }) => stream === about);
  const same = events.every(
    ({ actor, commandType }) => isSameActor(actor, command.actor) && commandType === command.type,
  );
  if (!last || !same) throw new CommandIdReused(commandId);
  const position = Math.max(...events.map((event) => event.position));
  return { id: streamId(about), version: last.version, position, repeated: true };
}

/**
 * The receipt of a command that decided nothing: where its stream stands, and the last position of the command that
 * brought it there. As long as nothing else has happened, that is what the first sender of the same was answered.
 */
async function standingReceipt(
  store: EventStore,
  about: StreamName,
  { expected: version, position }: StreamDecision,
): Promise<Receipt> {
  const [last] = version === 0 ? [] : await store.readStream(about, version - 1, 1);
  const led = last ? await store.findCommand(envelopeOf(last).commandId) : [];
  const positions = led.map((event) => event.position);
  return { id: streamId(about), version, position: Math.max(position, ...positions), repeated: true };
}

/** A stream as it stands, its personal fields opened as far as their keys still exist. */
export function openStream<Command, State, Event extends DomainEvent>(
  reading: Reading,
  stream: StreamName,
  decider: Decider<Command, State, Event>,
): Promise<OpenStream<Command, State>> {
  return open(reading, new FoldedStates(0, reading.sealer), stream, decider);
}

/** What it takes to read a stream. */
type Reading = Pick<CommandHandlerOptions, 'store' | 'events' | 'sealer'>;

async function open<Command, State, Event extends DomainEvent>(
  options: Reading,
  states: FoldedStates,
  stream: StreamName,
  decider: Decider<Command, State, Event>,
): Promise<OpenStream<Command, State>> {
  const { state, version, position } = await foldOn(options, states, stream, decider);
  return {
    state,
    version,
    decide: (command) => ({ stream, expected: version, position, events: decider.decide(command, state) }),
  };
}

/** Goes on from the state that was folded last. */
async function foldOn<State, Event extends DomainEvent>(
  { store, events, sealer }: Reading,
  states: FoldedStates,
  stream: StreamName,
  decider: Decider<never, State, Event>,
): Promise<Folded<State>> {
  const known = await states.find(stream, decider);
  let folded = known ?? { state: decider.initial, version: 0, position: 0, kids: [] };
  for (;;) {
    const page = await store.readStream(stream, folded.version, pageSize);
    for (const recorded of page) {
      const stored = envelopeOf(recorded);
      const envelope = await openEvent(sealer, stored);
      const event = events.read(envelope);
      if (!event) throw new Error(`${stream} holds ${envelope.type}, which its decider does not know`);
      const state = decider.evolve(folded.state, happened<Event>(event));
      const kids = stored.sealed ? [...new Set([...folded.kids, ...kidsOf(stored)])] : folded.kids;
      folded = { state, version: envelope.version, position: envelope.position, kids };
    }
    if (page.length < pageSize) break;
  }
  if (folded !== known && folded.version > 0) await states.keep(stream, decider, folded);
  return folded;
}

/** A stream holds its decider's own events: the catalogue has checked their type, the store their shape. */
function happened<Event extends DomainEvent>(event: Envelope): Happened<Event> {
  return event as unknown as Happened<Event>;
}

async function writesOf(
  { events, sealer }: CommandHandlerOptions,
  command: DomainCommand,
  context: CommandContext,
  decisions: readonly StreamDecision[],
): Promise<readonly StreamWrite[]> {
  const writes: StreamWrite[] = [];
  let index = 0;
  for (const decision of decisions) {
    if (decision.events.length === 0) continue;
    const written: NewEvent[] = [];
    const about = { ...context, dossierId: decision.dossierId ?? context.dossierId };
    for (const event of decision.events) {
      const type = events.types.get(event.type);
      if (!type) throw new Error(`${event.type} is not in the catalogue`);
      const data = type.schema.parse(event.data);
      const plain = newEvent(command, about, { type: event.type, data }, type.version);
      const id = eventIdOf(context.commandId, index++);
      written.push(type.personal.length === 0 ? plain : await sealEvent(sealer, type, plain, id));
    }
    writes.push({ stream: decision.stream, expected: decision.expected, events: written });
  }
  return writes;
}

function newEvent(
  command: DomainCommand,
  context: CommandContext,
  event: DomainEvent,
  schemaVersion: number,
): NewEvent {
  return {
    commandId: context.commandId,
    commandType: command.type,
    type: event.type,
    schemaVersion,
    occurredAt: command.occurredAt,
    actor: command.actor,
    correlationId: context.correlationId,
    data: event.data,
    ...(context.dossierId === undefined ? {} : { dossierId: context.dossierId }),
    ...(context.causationId === undefined ? {} : { causationId: context.causationId }),
    ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
  };
}

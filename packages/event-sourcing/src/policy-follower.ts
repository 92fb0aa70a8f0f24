import { isDomainError } from './domain-error.ts';
import type { Instant, Position } from './envelope.ts';
import type { AnyEventType } from './event-type.ts';
import { type Follower, type FollowOptions, follow } from './follower.ts';
import type { FollowerTarget, FollowerWork, WorkDone } from './follower-work.ts';
import type { FollowedEvent } from './followed-event.ts';
import { HoldBook, reasonOf } from './hold-book.ts';
import type { Policy, PolicyCommand, PolicyOutcome, PolicyStore } from './policy.ts';
import { uuidV8 } from './uuid.ts';

/** What a policy's command carries on from the event it answers to; an instant that has come has caused no event. */
export interface SendContext {
  readonly commandId: string;
  readonly causationId?: string;
  readonly correlationId: string;
  readonly traceparent?: string;
  /**
   * When the event happened: what a policy does on the spot happens then, also when the platform was down meanwhile.
   */
  readonly occurredAt: Instant;
}

/**
 * Carries a policy's command out. Rejects with a `DomainError` where it is refused, which is noted as its outcome; with
 * `NoResponder`, `StoreUnavailable`, `TooManyConflicts` or `Unavailable` (by name, since errors cross a bus) where its
 * target can do nothing now, which stalls the partition until it can. Anything else is a fault of this command.
 */
export type SendCommand = (command: PolicyCommand, context: SendContext) => Promise<void>;

export interface PolicyFollowerOptions<Type extends AnyEventType> extends FollowOptions {
  readonly policy: Policy<Type>;
  readonly policies: PolicyStore;
  readonly send: SendCommand;
  /** How often in a row a command may fail by a fault of its own before its event is held. */
  readonly faultsMax?: number;
}

const faultsMaxDefault = 5;

/**
 * Sends a policy's commands, event by event within a partition, partitions side by side. The same event always gives
 * the same command ids, so that a command sent again is a repeat: every event acts once.
 *
 * Decision: an event whose command keeps failing, although its target answers, is held for this policy, as one that
 * cannot be read. / Because one dossier's fault must not stop a sixteenth of all others. / Instead of: trying it for
 * ever with everything behind it.
 */
export function policyFollower<Type extends AnyEventType>(options: PolicyFollowerOptions<Type>): Promise<Follower> {
  return follow(policyTarget(options), options);
}

function policyTarget<Type extends AnyEventType>(options: PolicyFollowerOptions<Type>): FollowerTarget {
  const { policy, policies, store } = options;
  const faults = new Faults(options.faultsMax ?? faultsMaxDefault);
  let begins: Position | undefined = policy.begins === 'head' ? undefined : policy.begins;
  return {
    name: policy.name,
    separately: true,
    progress: async () => {
      begins ??= await store.head();
      return await policies.progress(policy.name, begins);
    },
    apply: (work) => applyPolicy(options, faults, work),
  };
}

async function applyPolicy<Type extends AnyEventType>(
  options: PolicyFollowerOptions<Type>,
  faults: Faults,
  work: FollowerWork,
): Promise<WorkDone> {
  const book = new HoldBook(work.holds);
  const outcomes: PolicyOutcome[] = [];
  let stalled: WorkDone['stalled'];
  let reached = 0;
  for (const followed of work.events) {
    const { position } = followed.envelope;
    try {
      for (const outcome of await act(options, followed, book)) outcomes.push(outcome);
      faults.forget(position);
    } catch (because) {
      if (!faults.isEnough(position, because, work.again)) {
        stalled = { reached, because };
        break;
      }
      book.hold(followed, because);
    }
    reached = position;
  }
  const held = book.noted();
  const released = stalled ? [] : work.released.filter((subject) => !held.some((hold) => hold.subject === subject));
  const checkpoints = stalled ? work.moves.map((move) => ({ ...move, to: Math.max(move.from, reached) })) : work.moves;
  const isWorthSaving = outcomes.length > 0 || held.length > 0 || released.length > 0;
  if (isWorthSaving || checkpoints.some(({ from, to }) => from !== to)) {
    await options.policies.save(options.policy.name, { checkpoints, held, released }, outcomes);
  }
  return stalled ? { held, stalled } : { held };
}

/** The outcomes of one event's commands. Rejects where one could neither be carried out nor be refused. */
async function act<Type extends AnyEventType>(
  { policy, send }: PolicyFollowerOptions<Type>,
  followed: FollowedEvent,
  book: HoldBook,
): Promise<readonly PolicyOutcome[]> {
  if (book.setsAside(followed)) return [];
  const { envelope } = followed;
  const outcomes: PolicyOutcome[] = [];
  for (const [ordinal, command] of commandsOf(policy, followed, book).entries()) {
    const commandId = uuidV8(policy.name, envelope.id, ordinal);
    const { correlationId, traceparent, occurredAt } = envelope;
    const outcome = await outcomeOf(
      command,
      send(command, {
        commandId,
        causationId: envelope.id,
        correlationId,
        occurredAt,
        ...(traceparent === undefined ? {} : { traceparent }),
      }),
    );
    outcomes.push({ policy: policy.name, event: envelope.position, ordinal, commandId, outcome });
  }
  return outcomes;
}

function commandsOf<Type extends AnyEventType>(
  policy: Policy<Type>,
  followed: FollowedEvent,
  book: HoldBook,
): readonly PolicyCommand[] {
  try {
    const event = policy.events.read(followed.envelope);
    return event ? policy.whenever(event) : [];
  } catch (error) {
    book.hold(followed, error);
    return [];
  }
}

async function outcomeOf({ type }: PolicyCommand, sent: Promise<void>): Promise<string> {
  try {
    await sent;
    return 'done';
  } catch (error) {
    if (isDomainError(error)) return String(error.code);
    throw Error.isError(error) && passing.has(error.name) ? error : new CommandFails(type, error);
  }
}

/** Errors after which the same command may well be carried out later: nothing is wrong with it. */
const passing = new Set(['NoResponder', 'StoreUnavailable', 'TooManyConflicts', 'Unavailable']);

/** The target answered, and neither carried the command out nor refused it. */
class CommandFails extends Error {
  override readonly name = 'CommandFails';

  constructor(type: string, cause: unknown) {
    // Such as what a service's own log calls the fault by.
    const more = Error.isError(cause) && 'params' in cause ? ` ${JSON.stringify(cause.params)}` : '';
    super(`${type}: ${reasonOf(cause)}${more}`, { cause });
  }
}

/** How often in a row each event's commands have failed by a fault of their own. */
class Faults {
  readonly #max: number;
  readonly #counts = new Map<Position, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** Counts a failure; answers whether the event is to be held now. */
  isEnough(position: Position, because: unknown, again: true | undefined): boolean {
    if (!(because instanceof CommandFails)) return false;
    const count = (this.#counts.get(position) ?? 0) + 1;
    if (!again && count < this.#max) {
      this.#counts.set(position, count);
      return false;
    }
    this.forget(position);
    return true;
  }

  forget(position: Position): void {
    if (this.#counts.size > 0) this.#counts.delete(position);
  }
}

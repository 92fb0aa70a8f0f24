import { isDomainError } from './domain-error.ts';
import type { Instant, Position } from './envelope.ts';
import type { AnyEventType } from './event-type.ts';
import { type Follower, type FollowOptions, follow } from './follower.ts';
import type { FollowerTarget, FollowerWork, WorkDone } from './follower-work.ts';
import type { FollowedEvent } from './followed-event.ts';
import { HoldBook } from './hold-book.ts';
import type { Policy, PolicyCommand, PolicyOutcome, PolicyStore } from './policy.ts';
import { uuidV8 } from './uuid.ts';

/** What a policy's command carries on from the event it answers to. */
export interface SendContext {
  readonly commandId: string;
  readonly causationId: string;
  readonly correlationId: string;
  readonly traceparent?: string;
  /**
   * When the event happened: what a policy does on the spot happens then, also when the platform was down meanwhile.
   */
  readonly occurredAt: Instant;
}

/** Carries a policy's command out. Rejects with a `DomainError` where it is refused; anything else is tried again. */
export type SendCommand = (command: PolicyCommand, context: SendContext) => Promise<void>;

export interface PolicyFollowerOptions<Type extends AnyEventType> extends FollowOptions {
  readonly policy: Policy<Type>;
  readonly policies: PolicyStore;
  readonly send: SendCommand;
}

/**
 * Sends a policy's commands, event by event within a partition, partitions side by side. The same event always gives
 * the same command ids, so that a command sent again is a repeat: every event acts once.
 */
export function policyFollower<Type extends AnyEventType>(options: PolicyFollowerOptions<Type>): Promise<Follower> {
  return follow(policyTarget(options), options);
}

function policyTarget<Type extends AnyEventType>(options: PolicyFollowerOptions<Type>): FollowerTarget {
  const { policy, policies, store } = options;
  let begins: Position | undefined = policy.begins === 'head' ? undefined : policy.begins;
  return {
    name: policy.name,
    separately: true,
    progress: async () => {
      begins ??= await store.head();
      return await policies.progress(policy.name, begins);
    },
    apply: (work) => applyPolicy(options, work),
  };
}

async function applyPolicy<Type extends AnyEventType>(
  options: PolicyFollowerOptions<Type>,
  work: FollowerWork,
): Promise<WorkDone> {
  const book = new HoldBook(work.holds);
  const outcomes: PolicyOutcome[] = [];
  let stalled: WorkDone['stalled'];
  let reached = 0;
  for (const followed of work.events) {
    try {
      for (const outcome of await act(options, followed, book)) outcomes.push(outcome);
    } catch (because) {
      stalled = { reached, because };
      break;
    }
    reached = followed.envelope.position;
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

async function outcomeOf(sent: Promise<void>): Promise<string> {
  try {
    await sent;
    return 'done';
  } catch (error) {
    if (isDomainError(error)) return String(error.code);
    throw error;
  }
}

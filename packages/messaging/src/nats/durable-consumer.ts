import { type Backoff, type Partition, partitionCount } from '@hoso/event-sourcing';
import { AckPolicy, type ConsumerConfig, DeliverPolicy, type JetStreamManager, ReplayPolicy } from '@nats-io/jetstream';
import { eventSubject } from './cloud-event.ts';
import { codeOf, streamNameOf } from './event-stream.ts';

/** What bounds a consumer, and how soon another replica takes over. */
export interface ConsumptionLimits {
  /** Delivered and not yet acknowledged: what a process may have to hold. */
  readonly pendingMax: number;
  /** Events in one batch. */
  readonly batchMax: number;
  /** Not acknowledged so long, an event is delivered again. */
  readonly ackWaitMs: number;
  /** A replica that says nothing so long is no longer the active one. */
  readonly pinTimeoutMs: number;
  /** A consumer that nobody consumes so long is forgotten: its follower is gone. */
  readonly forgottenAfterMs: number;
  /** Before what was refused is delivered again, and between attempts to consume. */
  readonly backoff: Backoff;
}

export const consumptionLimits: ConsumptionLimits = {
  pendingMax: 512,
  batchMax: 256,
  ackWaitMs: 5_000,
  pinTimeoutMs: 3_000,
  forgottenAfterMs: 7 * 86_400_000,
  backoff: { firstMs: 50, maxMs: 5_000 },
};

/** A follower's consumer, shared by its replicas. */
export interface DurableConsumer {
  readonly log: string;
  readonly consumer: string;
  readonly partitions: readonly Partition[];
  readonly limits: ConsumptionLimits;
}

/** Of a consumer's replicas one is active. There is one group of them. */
export const replicas = 'replicas';
/** It is there already, as another version of the service declared it. */
const alreadyExists: ReadonlySet<number | undefined> = new Set([10_013, 10_105, 10_148]);
const nanosPerMs = 1_000_000;

/** The name is taken by a consumer of other partitions. */
export class OtherPartitions extends Error {
  constructor(consumer: string) {
    super(`${consumer} consumes other partitions already`);
  }
}

/** A consumer's name as the server takes it. */
export function durableName(consumer: string): string {
  return consumer.replaceAll(/[^A-Za-z0-9_-]/gu, (each) => `=${each.codePointAt(0)?.toString(16)}=`);
}

/**
 * Makes the consumer where there is none; it begins with what is published from now on, since followers read what came
 * before in the store. One with other limits, of another version of the service, is left as it is. Throws
 * `OtherPartitions`.
 */
export async function declareConsumer(admin: JetStreamManager, declared: DurableConsumer): Promise<void> {
  const stream = streamNameOf(declared.log);
  const wanted = configOf(declared);
  try {
    await admin.consumers.add(stream, wanted);
  } catch (error) {
    if (!alreadyExists.has(codeOf(error))) throw error;
    const { config } = await admin.consumers.info(stream, wanted.durable_name);
    if (subjectsOf(config) !== subjectsOf(wanted)) throw new OtherPartitions(declared.consumer);
  }
}

function configOf({ log, consumer, partitions, limits }: DurableConsumer) {
  const subjects =
    partitions.length === partitionCount
      ? { filter_subject: `${log}.events.>` }
      : { filter_subjects: partitions.map((partition) => eventSubject(log, partition)) };
  return {
    durable_name: durableName(consumer),
    deliver_policy: DeliverPolicy.New,
    replay_policy: ReplayPolicy.Instant,
    ack_policy: AckPolicy.Explicit,
    ack_wait: limits.ackWaitMs * nanosPerMs,
    max_deliver: -1,
    max_ack_pending: limits.pendingMax,
    inactive_threshold: limits.forgottenAfterMs * nanosPerMs,
    priority_policy: 'pinned_client',
    priority_groups: [replicas],
    priority_timeout: limits.pinTimeoutMs * nanosPerMs,
    ...subjects,
  } satisfies ConsumerConfig;
}

function subjectsOf({ filter_subject, filter_subjects }: Partial<ConsumerConfig>): string {
  return [...(filter_subjects ?? [filter_subject ?? ''])].sort().join();
}

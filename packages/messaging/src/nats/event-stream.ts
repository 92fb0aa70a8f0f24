import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamInfo,
} from '@nats-io/jetstream';
import type { Position } from '@hoso/event-sourcing';
import { BusUnusable } from './bus-unusable.ts';

/** What is declared of the stream that carries a log. */
export interface EventStreamDeclaration {
  /** The log's id. */
  readonly log: string;
  /** How many servers of the cluster hold it: 1, 3 or 5. */
  readonly replicas: number;
}

const streamNotFound = 10_059;
const nameInUse = 10_058;
const subjectsOverlap = 10_065;
/** How long the server knows the id of an event that was published. Older repeats are known by their position. */
const duplicatesMs = 120_000;
const nanosPerMs = 1_000_000;

export function streamNameOf(log: string): string {
  return `log-${log}`;
}

/** The stream as it has to be. Nothing in it is deleted, purged or aged; the log could fill it again at any time. */
export function declaredStream({ log, replicas }: EventStreamDeclaration) {
  return {
    subjects: [`${log}.events.>`],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    num_replicas: replicas,
    discard: DiscardPolicy.New,
    max_msgs: -1,
    max_bytes: -1,
    max_age: 0,
    max_msgs_per_subject: -1,
    duplicate_window: duplicatesMs * nanosPerMs,
    deny_delete: true,
    deny_purge: true,
    no_ack: false,
    metadata: { 'hoso-log': log },
  } satisfies Partial<StreamConfig>;
}

/**
 * Makes the stream where there is none; its first sequence is the position from which it is to be filled, so that
 * sequence and position agree. One that is there is checked and left as it is. Safe when several declare at once.
 */
export async function declareStream(
  streams: JetStreamManager['streams'],
  declaration: EventStreamDeclaration,
  refillFrom: () => Promise<Position>,
): Promise<StreamInfo> {
  const found = await findStream(streams, declaration);
  if (found) return found;
  const name = streamNameOf(declaration.log);
  const first = await refillFrom();
  try {
    return await streams.add({ ...declaredStream(declaration), name, ...(first > 1 ? { first_seq: first } : {}) });
  } catch (error) {
    // Somebody else was faster.
    if (codeOf(error) === nameInUse) return (await findStream(streams, declaration)) ?? Promise.reject(error);
    if (codeOf(error) !== subjectsOverlap) throw error;
    const said = `another stream already takes subjects of log ${declaration.log}`;
    throw new BusUnusable('foreignStream', said, 'Remove it, or use an account of its own for the platform', {
      cause: error,
    });
  }
}

/** The stream as it is, or nothing. Throws `BusUnusable` where it is not the one declared. */
export async function findStream(
  streams: JetStreamManager['streams'],
  declaration: EventStreamDeclaration,
): Promise<StreamInfo | undefined> {
  const info = await streams.info(streamNameOf(declaration.log)).catch((error: unknown) => {
    if (codeOf(error) === streamNotFound) return undefined;
    throw error;
  });
  if (info) check(info.config, declaration);
  return info;
}

/** What a log's stream is waited for with. */
export function missingStream(log: string): BusUnusable {
  const remedy = 'The relay makes it and fills it from the log: see that one runs';
  return new BusUnusable('noStream', `there is no stream ${streamNameOf(log)} yet`, remedy);
}

/** Whether an error of the server says that the stream is not there. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === streamNotFound;
}

/** The position of the last event in it. */
export function lastPosition({ state }: StreamInfo): Position {
  // An empty stream that begins later says so by its first sequence only.
  return Math.max(state.last_seq, state.first_seq - 1);
}

/** The number by which the server names an error. */
export function codeOf(error: unknown): number | undefined {
  return error instanceof JetStreamApiError ? error.code : undefined;
}

function check(config: StreamConfig, declaration: EventStreamDeclaration): void {
  const { metadata, subjects, ...declared } = declaredStream(declaration);
  const own = config.metadata?.['hoso-log'] === metadata['hoso-log'] && same(config.subjects, subjects);
  if (!own) {
    const said = `the stream ${config.name} there was not made for log ${declaration.log}`;
    throw new BusUnusable('foreignStream', said, 'Remove it, or use an account of its own for the platform');
  }
  const entries = new Map<string, unknown>(Object.entries(config));
  const differing = Object.entries(declared)
    .filter(([setting, value]) => !same(entries.get(setting), value))
    .map(
      ([setting, value]) => `${setting} is ${JSON.stringify(entries.get(setting))}, declared ${JSON.stringify(value)}`,
    );
  if (differing.length === 0) return;
  const said = `the stream ${config.name} is not as declared (${differing.join('; ')})`;
  const remedy = 'Change it by `nats stream edit`, or remove it: the relay fills a new one from the log';
  throw new BusUnusable('differs', said, remedy);
}

function same(one: unknown, other: unknown): boolean {
  // The server leaves out what is false or 0.
  return JSON.stringify(one ?? 0) === JSON.stringify(other ?? 0) || (!one && !other);
}

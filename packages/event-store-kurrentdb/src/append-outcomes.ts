import {
  type EncodedAppend,
  LogDamaged,
  type Position,
  type Receipt,
  streamId,
  VersionConflict,
} from '@hoso/event-sourcing';
import type { ConsistencyViolation } from '@kurrent/kurrentdb-client';
import { type AppendCheck, type PlacedAppend, versionOf } from './records.ts';

/** What a failed check says of an append: that its command is known, or why it is refused. */
export type Refused = 'known' | Error;

/**
 * What the failed checks of a request say of its appends. An append none of whose own checks failed is not in the
 * answer: it was not written either, and may be tried again.
 *
 * A check is known by its stream, of which a request has but one: some servers leave out the place that it has in the
 * request.
 */
export function refusedBy(
  log: string,
  appends: readonly PlacedAppend[],
  violations: readonly ConsistencyViolation[],
): ReadonlyMap<EncodedAppend, Refused> {
  const failed = new Map(violations.map(({ streamName, actualState }) => [keyOf(streamName), actualState]));
  const refused = new Map<EncodedAppend, Refused>();
  for (const { append, checks } of appends) {
    for (const check of checks) {
      const actual = failed.get(keyOf(check.check.streamName));
      // Of several checks that failed the first counts: whether a command is known comes before all else.
      if (actual !== undefined && !refused.has(append)) refused.set(append, meaningOf(log, append, check, actual));
    }
  }
  return refused;
}

/** Whether the log's head was not where the request had it, or the server does not say what failed. */
export function isRaced(logStream: string, violations: readonly ConsistencyViolation[]): boolean {
  return violations.length === 0 || violations.some(({ streamName }) => keyOf(streamName) === keyOf(logStream));
}

/** The server compares names without regard to case. */
function keyOf(streamName: string): string {
  return streamName.toLowerCase();
}

/**
 * Those of the appends that can go in one request: a server checks each stream once, before it writes, and compares
 * names without regard to case. What meets an earlier one waits for the next request, and what meets that, too.
 */
export function apart(appends: readonly EncodedAppend[]): readonly EncodedAppend[] {
  const met = new Set<string>();
  return appends.filter(({ commandId, writes }) => {
    const names = [commandId, ...writes.map(({ stream }) => stream)].map(keyOf);
    const isApart = names.every((name) => !met.has(name));
    for (const name of names) met.add(name);
    return isApart;
  });
}

/** What an append that was written is answered. */
export function receiptOf({ writes: [subject] }: EncodedAppend, position: Position): Receipt {
  if (!subject) throw new Error('an append without a write was encoded');
  return { id: streamId(subject.stream), version: subject.expected + subject.events.length, position };
}

function meaningOf(
  log: string,
  { writes }: EncodedAppend,
  check: AppendCheck,
  actual: ConsistencyViolation['actualState'],
): Refused {
  if (check.of === 'command') return 'known';
  const write = writes[check.index];
  const version = versionOf(actual);
  if (write && version !== undefined) return new VersionConflict(write.stream, write.expected, version);
  return new LogDamaged(log, 1, 1, `the stream ${write?.stream} was deleted`);
}

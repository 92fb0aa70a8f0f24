import { randomUUID } from 'node:crypto';
import { type Envelope, envelopeOf, type NewEvent } from '../envelope.ts';
import type { EventStore } from '../event-store.ts';

/**
 * For a process that is to be killed: appends with 64 writers, and says every append that was acknowledged, a line
 * each: command id, last position, number of events. Writing to a pipe is synchronous, so that nothing waits there.
 */
export async function appendForEver(store: EventStore): Promise<void> {
  await Promise.all(Array.from({ length: 64 }, () => writeForEver(store)));
}

/** What such processes said, by command id. */
export type Acknowledged = Map<string, { readonly position: number; readonly count: number }>;

/** Keeps the whole lines; the last one may have been cut off by the kill. */
export function keepAcknowledged(acknowledged: Acknowledged, said: string): void {
  for (const line of said.slice(0, said.lastIndexOf('\n') + 1).split('\n')) {
    const [commandId = '', position, count] = line.split(' ');
    if (count !== undefined) acknowledged.set(commandId, { position: Number(position), count: Number(count) });
  }
}

/** Every event of a log, in order. */
export async function wholeLog(store: Pick<EventStore, 'readAll'>): Promise<readonly Envelope[]> {
  const found: Envelope[] = [];
  for (;;) {
    const page = await store.readAll(found.length, 10_000);
    found.push(...page.map(envelopeOf));
    if (page.length === 0) return found;
  }
}

/** The appends that were acknowledged and are not there, whole and where they were said to be. */
export function lostFrom(events: readonly Envelope[], acknowledged: Acknowledged): readonly string[] {
  const byCommand = Map.groupBy(events, ({ commandId }) => commandId);
  return [...acknowledged]
    .filter(([commandId, { position, count }]) => {
      const found = byCommand.get(commandId) ?? [];
      return found.length !== count || found.some((event, index) => event.position !== position - count + 1 + index);
    })
    .map(([commandId]) => commandId);
}

/** What is not gapless from 1, went back in time, skipped a version of its stream, or is there twice. */
export function brokenIn(events: readonly Envelope[]): readonly Envelope[] {
  const versions = new Map<string, number>();
  const ids = new Set<string>();
  return events.filter(({ id, stream, version, position, recordedAt }, index) => {
    const next = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const twice = ids.has(id);
    ids.add(id);
    return twice || version !== next || position !== index + 1 || recordedAt < (events[index - 1]?.recordedAt ?? '');
  });
}

async function writeForEver(store: EventStore): Promise<void> {
  const dossierId = randomUUID();
  let version = 0;
  for (let appends = 0; ; appends++) {
    const commandId = randomUUID();
    const count = 1 + (appends % 3);
    const events = Array.from({ length: count + 1 }, () => stepCompleted(dossierId, commandId));
    const { position } = await store.append([
      { stream: `dossier-${dossierId}`, expected: version, events: events.slice(0, count) },
      { stream: `case-${dossierId}`, expected: appends, events: events.slice(count) },
    ]);
    version += count;
    process.stdout.write(`${commandId} ${position} ${count + 1}\n`);
  }
}

function stepCompleted(dossierId: string, commandId: string): NewEvent {
  return {
    commandId,
    commandType: 'CompleteStep',
    type: 'StepCompleted',
    schemaVersion: 1,
    dossierId,
    occurredAt: '2022-03-15T02:03:04.005Z',
    actor: { id: 'officer-17', role: 'officer', unit: 'H49.06' },
    correlationId: commandId,
    data: { note: 'đã thẩm định hồ sơ' },
  };
}

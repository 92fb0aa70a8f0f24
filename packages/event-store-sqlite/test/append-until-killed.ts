// A process of its own, on the built package: appends with 64 writers until it is killed, and says every append that
// was acknowledged.
import { randomUUID } from 'node:crypto';
import { eventIdOf, type NewEvent } from '@hoso/event-sourcing';
import { sqliteEventStore } from '@hoso/event-store-sqlite';

const [path = ''] = process.argv.slice(2);
const store = sqliteEventStore({ path, log: { kind: 'simulated' } });
process.stdout.write('open\n');
await Promise.all(Array.from({ length: 64 }, writeForEver));

/**
 * A line an append: command id, last position, number of events. Writing to a pipe is synchronous, so that nothing
 * waits here.
 */
async function writeForEver(): Promise<void> {
  const dossierId = randomUUID();
  let version = 0;
  for (let appends = 0; ; appends++) {
    const commandId = randomUUID();
    const count = 1 + (appends % 3);
    const events = Array.from({ length: count + 1 }, (_, index) => stepCompleted(dossierId, commandId, index));
    const { position } = await store.append([
      { stream: `dossier-${dossierId}`, expected: version, events: events.slice(0, count) },
      { stream: `case-${dossierId}`, expected: appends, events: events.slice(count) },
    ]);
    version += count;
    process.stdout.write(`${commandId} ${position} ${count + 1}\n`);
  }
}

function stepCompleted(dossierId: string, commandId: string, index: number): NewEvent {
  return {
    id: eventIdOf(commandId, index),
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

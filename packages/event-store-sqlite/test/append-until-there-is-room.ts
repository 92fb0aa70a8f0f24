// A process of its own, on the built package, whose files must not grow past a limit: appends until the store is full,
// says so, and goes on trying until there is room. Each line tells the head.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { StoreUnavailable } from '@hoso/event-sourcing';
import { sqliteEventStore } from '@hoso/event-store-sqlite';

const [path = ''] = process.argv.slice(2);
const store = sqliteEventStore({ path, log: { kind: 'simulated' } });
const dossierId = randomUUID();
let version = 0;
let full = 0;
while (full === 0 || version < full + 200) {
  try {
    version = (await append(version)).version;
  } catch (error) {
    if (!(error instanceof StoreUnavailable) || error.reason !== 'full') throw error;
    if (full === 0) {
      full = version;
      const told = await store.unwritable();
      process.stdout.write(`full ${await store.head()} ${told?.reason}\n`);
    }
    await setTimeout(20);
  }
}
await setTimeout(1_100);
process.stdout.write(`done ${await store.head()} ${(await store.unwritable())?.reason}\n`);
await store.close();

function append(expected: number) {
  const commandId = randomUUID();
  const event = {
    commandId,
    commandType: 'CompleteStep',
    type: 'StepCompleted',
    schemaVersion: 1,
    dossierId,
    occurredAt: '2022-03-15T02:03:04.005Z',
    actor: { id: 'officer-17', role: 'officer', unit: 'H49.06' },
    correlationId: commandId,
    data: { note: 'x'.repeat(5_000) },
  };
  return store.append([{ stream: `dossier-${dossierId}`, expected, events: [event] }]);
}

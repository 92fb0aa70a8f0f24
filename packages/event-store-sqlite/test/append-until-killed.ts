// A process of its own, on the built package: appends until it is killed, and says every append that was acknowledged.
import { appendForEver } from '@hoso/event-sourcing/testing/append-for-ever';
import { sqliteEventStore } from '@hoso/event-store-sqlite';

const [path = ''] = process.argv.slice(2);
const store = sqliteEventStore({ path, log: { kind: 'simulated' } });
process.stdout.write('open\n');
await appendForEver(store);

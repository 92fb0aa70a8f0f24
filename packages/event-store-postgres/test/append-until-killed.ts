// A process of its own, on the built package: appends until it is killed, and says every append that was acknowledged.
// A server that goes away meanwhile is waited for.
import { appendForEver } from '@hoso/event-sourcing/testing/append-for-ever';
import { postgresEventStore } from '@hoso/event-store-postgres';

const [url = '', log = ''] = process.argv.slice(2);
for (;;) {
  try {
    const store = await postgresEventStore({ url, log });
    process.stdout.write('open\n');
    await appendForEver(store);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

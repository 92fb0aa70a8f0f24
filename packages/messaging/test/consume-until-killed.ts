// A process of its own, on the built package: a replica of consumer `c` that says what it was given, and never comes to
// the end of anything after position 10.
import { allPartitions } from '@hoso/event-sourcing';
import { natsBus } from '@hoso/messaging/nats';

const [url = '', log = ''] = process.argv.slice(2);
const bus = await natsBus({ url, service: 'replica', log });
await bus.consume('c', allPartitions, async (batch) => {
  const last = batch.at(-1)?.event.position ?? 0;
  process.stdout.write(`${last}\n`);
  if (last > 10) await new Promise(() => undefined);
});
process.stdout.write('ready\n');

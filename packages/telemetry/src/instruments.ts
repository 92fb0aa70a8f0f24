import type { Meter } from '@opentelemetry/api';

/** In seconds, from a millisecond to the longest time limit. */
const seconds = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const counts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

export type Instruments = ReturnType<typeof instruments>;

/** What is counted and measured as it happens. The README has the table. */
export function instruments(meter: Meter) {
  const duration = (name: string, description: string) =>
    meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: seconds } });
  return {
    requests: duration('http.server.request.duration', 'How long requests at the edge took'),
    commands: meter.createCounter('hoso.commands', { description: 'Commands, by outcome', unit: '{command}' }),
    commandDuration: duration('hoso.command.duration', 'How long services took to carry commands out'),
    appendDuration: duration('hoso.append.duration', 'How long appends took until they were durable'),
    appendBatch: meter.createHistogram('hoso.append.batch', {
      description: 'Appends that shared one commit',
      unit: '{append}',
      advice: { explicitBucketBoundaries: counts },
    }),
    conflicts: meter.createCounter('hoso.append.conflicts', {
      description: 'Appends that came second to a stream',
      unit: '{append}',
    }),
    relayed: meter.createCounter('hoso.relay.events', {
      description: 'Events that the relay handed to the bus',
      unit: '{event}',
    }),
    deliveries: meter.createCounter('hoso.consumer.deliveries', {
      description: 'Events that the bus delivered',
      unit: '{event}',
    }),
    redeliveries: meter.createCounter('hoso.consumer.redeliveries', {
      description: 'Events among them that it had delivered before',
      unit: '{event}',
    }),
    freshness: duration('hoso.view.freshness', 'From the recording of an event until it stands in the view'),
  };
}

import type { Meter } from '@opentelemetry/api';

/** In seconds, from a millisecond to the longest time limit. */
const seconds = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const counts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

export type Instruments = ReturnType<typeof instruments>;

/** What is counted and measured as it happens. The README has the table. */
export function instruments(meter: Meter) {
  const duration = (name: string, description: string) =>
    meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: seconds } });
  const count = (name: string, description: string, unit: string) => {
    const counter = meter.createCounter(name, { description, unit });
    // What has not happened yet is seen to be watched.
    counter.add(0);
    return counter;
  };
  return {
    requests: duration('http.server.request.duration', 'How long requests at the edge took'),
    commands: count('hoso.commands', 'Commands, by outcome', '{command}'),
    appendDuration: duration('hoso.append.duration', 'How long appends took until they were durable'),
    appendBatch: meter.createHistogram('hoso.append.batch', {
      description: 'Appends that shared one commit',
      unit: '{append}',
      advice: { explicitBucketBoundaries: counts },
    }),
    conflicts: count('hoso.append.conflicts', 'Appends that came second to a stream', '{append}'),
    redeliveries: count('hoso.consumer.redeliveries', 'Events that the bus delivered once more', '{event}'),
    freshness: duration(
      'hoso.view.freshness',
      'From recording until it stands in the view: of the oldest event of each batch',
    ),
  };
}

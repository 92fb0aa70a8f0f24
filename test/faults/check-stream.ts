import type { RecordedEvent } from '@hoso/event-sourcing';
import { toMessage } from '@hoso/messaging/nats';
import { type Breach, breach } from './breach.ts';

/** A message as it lies in the bus's stream. */
export interface StreamMessage {
  readonly sequence: number;
  readonly subject: string;
  readonly payload: string;
}

/** The bus's stream holds the log: from where it was filled, every event at its position, and nothing else. */
export function checkStream(log: readonly RecordedEvent[], stream: readonly StreamMessage[]): readonly Breach[] {
  const breaches: Breach[] = [];
  const bySequence = new Map(stream.map((message) => [message.sequence, message]));
  for (const recorded of log) {
    const message = bySequence.get(recorded.position);
    const { subject, payload } = toMessage(recorded);
    if (!message) breaches.push(breach('lost', `the stream has nothing at position ${recorded.position}`));
    else if (message.subject !== subject || message.payload !== payload) {
      breaches.push(breach('differs', `the stream has another event at position ${recorded.position}`));
    }
  }
  for (const { sequence } of stream) {
    if (sequence > log.length) breaches.push(breach('doubled', `the stream goes on to ${sequence}, beyond the log`));
  }
  return breaches;
}

import { eventBytesMax, type RecordedEvent } from '@hoso/event-sourcing';

// An event as bytes beside the heap: its text in UTF-8, and before that its length, partition, position and time.

const [lengthAt, partitionAt, positionAt, recordedAtAt, bodyAt] = [0, 4, 8, 16, 24];
/** Of the largest event. */
export const recordBytesMax = bodyAt + eventBytesMax;

/** How many bytes an event takes, or more: a UTF-16 unit takes three bytes at most. */
export function recordBytesUpTo({ body }: RecordedEvent): number {
  return Math.min(bodyAt + 3 * body.length, recordBytesMax);
}

/** Writes an event from `at` on; answers how many bytes it takes. */
export function writeRecord(bytes: Buffer, at: number, event: RecordedEvent): number {
  const length = bytes.write(event.body, at + bodyAt);
  bytes.writeUInt32LE(length, at + lengthAt);
  bytes.writeUInt32LE(event.partition, at + partitionAt);
  bytes.writeDoubleLE(event.position, at + positionAt);
  bytes.writeDoubleLE(event.recordedAt, at + recordedAtAt);
  return bodyAt + length;
}

export function readRecord(bytes: Buffer, at: number): RecordedEvent {
  const from = at + bodyAt;
  return {
    position: bytes.readDoubleLE(at + positionAt),
    recordedAt: recordedAtOf(bytes, at),
    partition: bytes.readUInt32LE(at + partitionAt),
    body: bytes.toString('utf8', from, from + bytes.readUInt32LE(at + lengthAt)),
  };
}

/** How many bytes the event at a place takes. */
export function recordBytesOf(bytes: Buffer, at: number): number {
  return bodyAt + bytes.readUInt32LE(at + lengthAt);
}

/** When the event at a place was recorded. */
export function recordedAtOf(bytes: Buffer, at: number): number {
  return bytes.readDoubleLE(at + recordedAtAt);
}

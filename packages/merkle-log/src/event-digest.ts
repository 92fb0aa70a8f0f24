import { type Hash, sha256, sha256Into } from './hashing.ts';

/** An event as it is stored, and as exports carry it. */
export interface SealedEvent {
  readonly position: number;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  /** The very text whose UTF-8 bytes are stored. */
  readonly body: string;
}

const numberBytes = 8;
const headBytes = 2 * numberBytes;
/** The most that one UTF-16 unit takes in UTF-8. */
const unitBytes = 3;
const wordSize = 2 ** 32;
let record = Buffer.alloc(4_096);

/**
 * What is a leaf's data: the SHA-256 of the event's record, position (8 bytes, big-endian) ‖ recordedAt (8 bytes,
 * milliseconds since 1970) ‖ body (ARCHITECTURE decision 19).
 */
export function eventDigest(event: SealedEvent): Hash {
  return sha256(recordOf(event));
}

/** The same, written into memory that is there. */
export function eventDigestInto(event: SealedEvent, target: Buffer, at: number): void {
  sha256Into(recordOf(event), target, at);
}

/** In a place that the next event's record is written over. */
function recordOf({ position, recordedAt, body }: SealedEvent): Uint8Array {
  const most = headBytes + body.length * unitBytes;
  if (record.length < most) record = Buffer.alloc(most);
  writeNumber(position, 0);
  writeNumber(recordedAt, numberBytes);
  const length = headBytes + record.write(body, headBytes, 'utf8');
  return record.subarray(0, length);
}

function writeNumber(value: number, at: number): void {
  record.writeInt32BE(Math.floor(value / wordSize), at);
  record.writeUInt32BE(((value % wordSize) + wordSize) % wordSize, at + 4);
}

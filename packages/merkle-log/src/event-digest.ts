import { type Hash, sha256 } from './hashing.ts';

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
export function eventDigest({ position, recordedAt, body }: SealedEvent): Hash {
  const most = headBytes + body.length * unitBytes;
  if (record.length < most) record = Buffer.alloc(most);
  writeNumber(position, 0);
  writeNumber(recordedAt, numberBytes);
  const length = headBytes + record.write(body, headBytes, 'utf8');
  return sha256(record.subarray(0, length));
}

function writeNumber(value: number, at: number): void {
  record.writeInt32BE(Math.floor(value / wordSize), at);
  record.writeUInt32BE(((value % wordSize) + wordSize) % wordSize, at + 4);
}

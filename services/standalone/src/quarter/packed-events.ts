import type { RecordedEvent } from '@hoso/event-sourcing';
import {
  readRecord,
  recordBytesMax,
  recordBytesOf,
  recordBytesUpTo,
  recordedAtOf,
  writeRecord,
} from './event-record.ts';

/** Bytes that a thread can give away. */
export type Room = Uint8Array<ArrayBuffer>;

/** Events one behind the other, as bytes that go from one thread to another without a copy. */
export interface PackedEvents {
  readonly room: Room;
  /** How many of them there are. */
  readonly count: number;
}

/** Room for some of the usual size, and for one of any. */
const roomBytes = recordBytesMax + 131_072;

export function newRoom(): Room {
  return new Uint8Array(roomBytes);
}

/** Puts events into a room. */
export class EventPacker implements PackedEvents {
  readonly room: Room;
  count = 0;
  readonly #bytes: Buffer;
  #end = 0;

  constructor(room: Room) {
    this.room = room;
    this.#bytes = bytesOf(room);
  }

  /** Whether there is room for another one. */
  takes(event: RecordedEvent): boolean {
    return this.#end + recordBytesUpTo(event) <= this.#bytes.length;
  }

  add(event: RecordedEvent): void {
    this.#end += writeRecord(this.#bytes, this.#end, event);
    this.count += 1;
  }
}

/** Reads packed events, one after the other. */
export class EventReader {
  readonly #bytes: Buffer;
  #at = 0;
  #left: number;

  constructor({ room, count }: PackedEvents) {
    this.#bytes = bytesOf(room);
    this.#left = count;
  }

  get isRead(): boolean {
    return this.#left === 0;
  }

  /** When the next one was recorded; never, where there is none. */
  get at(): number {
    return this.isRead ? Number.POSITIVE_INFINITY : recordedAtOf(this.#bytes, this.#at);
  }

  next(): RecordedEvent | undefined {
    if (this.isRead) return undefined;
    const event = readRecord(this.#bytes, this.#at);
    this.#at += recordBytesOf(this.#bytes, this.#at);
    this.#left -= 1;
    return event;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

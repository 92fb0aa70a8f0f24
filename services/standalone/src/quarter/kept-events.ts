import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedEvent } from '@hoso/event-sourcing';
import { readRecord, recordBytesMax, recordBytesOf, writeRecord } from './event-record.ts';

/** Where an event was put. Its room is another's once it was dropped. */
export type EventPlace = number;

/** Events that are read again, by their place, until they are dropped. */
export interface KeptEvents {
  put(event: RecordedEvent): EventPlace;
  get(place: EventPlace): RecordedEvent;
  drop(place: EventPlace): void;
  /** How much room there is, whether something lies in it or not; up to `memoryMax` it is memory. */
  readonly bytes: number;
  close(): void;
}

export interface KeptEventsOptions {
  /** More than this many bytes do not lie in memory. */
  readonly memoryMax: number;
  /** Where a file is made for the others. Whoever gives the folder removes it. */
  readonly folder: string;
}

/** Room is given in units, so that a place is a small number, and what one event leaves fits another. */
const unitBytes = 128;
/** Four times the largest event. */
const unitsPerSlab = 8_192;
/** Read from the file at once: most events are not larger. */
const usualBytes = 2_048;

/**
 * Decision: the texts of dossiers under way lie beside the heap, in a file where they are many, and their room is used
 * again. / Because in the middle of a quarter there are 150,000 of them, each of which is read twice: on the heap every
 * collection of garbage would mark or copy them, and leave as much room again between them. / Instead of strings.
 */
export function keptEvents(options: KeptEventsOptions): KeptEvents {
  const record = Buffer.allocUnsafeSlow(recordBytesMax);
  const room = roomFor(options, record);
  return {
    put: (event) => {
      const size = writeRecord(record, 0, event);
      const place = room.taken(unitsOf(size));
      room.write(place, size);
      return place;
    },
    get: (place) => readRecord(...room.read(place)),
    drop: (place) => room.left(place, unitsOf(recordBytesOf(...room.read(place)))),
    get bytes() {
      return room.bytes;
    },
    close: room.close,
  };
}

function unitsOf(size: number): number {
  return Math.ceil(size / unitBytes);
}

/** Room for records, which go in and, where they come out of the file, out by way of `record`. */
function roomFor({ memoryMax, folder }: KeptEventsOptions, record: Buffer) {
  const slabsMax = Math.floor(memoryMax / (unitsPerSlab * unitBytes));
  const slabs: Buffer[] = [];
  /** Places that were left, by how many units they have. */
  const free = new Map<number, EventPlace[]>();
  let file: number | undefined;
  let [next, end] = [0, 0];
  const slabOf = (place: EventPlace): Buffer | undefined => slabs[Math.floor(place / unitsPerSlab)];
  const offsetOf = (place: EventPlace): number => (place % unitsPerSlab) * unitBytes;

  function fileFor(place: EventPlace): number {
    if (file === undefined) throw new Error(`there is no room at ${place}`);
    return file;
  }

  return {
    taken: (units: number): EventPlace => {
      const known = free.get(units)?.pop();
      if (known !== undefined) return known;
      if (next + units > end) {
        next = end;
        end += unitsPerSlab;
        if (slabs.length < slabsMax) slabs.push(Buffer.allocUnsafeSlow(unitsPerSlab * unitBytes));
        else file ??= openSync(join(folder, 'events'), 'w+', 0o600);
      }
      const place = next;
      next += units;
      return place;
    },
    left: (place: EventPlace, units: number): void => {
      const same = free.get(units);
      if (same) same.push(place);
      else free.set(units, [place]);
    },
    write: (place: EventPlace, size: number): void => {
      const slab = slabOf(place);
      if (slab) {
        record.copy(slab, offsetOf(place), 0, size);
        return;
      }
      const to = place * unitBytes;
      for (let done = 0; done < size; ) done += writeSync(fileFor(place), record, done, size - done, to + done);
    },
    /** Whatever lies at a place, and where it begins there. */
    read: (place: EventPlace): readonly [bytes: Buffer, offset: number] => {
      const slab = slabOf(place);
      if (slab) return [slab, offsetOf(place)];
      const from = place * unitBytes;
      const read = readSync(fileFor(place), record, 0, usualBytes, from);
      const size = recordBytesOf(record, 0);
      if (size > read) readSync(fileFor(place), record, read, size - read, from + read);
      return [record, 0];
    },
    get bytes() {
      return end * unitBytes;
    },
    close: (): void => {
      if (file !== undefined) closeSync(file);
    },
  };
}

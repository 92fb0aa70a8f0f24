import type { RecordedEvent } from '@hoso/event-sourcing';

/** Where an event was put. Its room is another's once it was dropped. */
export type EventPlace = number;

/** Events that are read again, by their place, until they are dropped. */
export interface KeptEvents {
  put(event: RecordedEvent): EventPlace;
  get(place: EventPlace): RecordedEvent;
  drop(place: EventPlace): void;
  /** How much memory is taken, whether something lies in it or not. */
  readonly bytes: number;
}

/** What lies before an event's text: its number of bytes, its partition, and two numbers of eight bytes. */
const [lengthAt, partitionAt, positionAt, recordedAtAt, bodyAt] = [0, 4, 8, 16, 24];
/** Room is given in units, so that a place is a small number, and what one leaves fits another. */
const unitBytes = 128;
/** Much larger than the largest event. */
const unitsPerSlab = 8_192;

/**
 * Decision: the texts of dossiers under way lie beside the heap, and their room is used again. / Because there are a
 * hundred thousand of them in the middle of a quarter: on the heap each collection of garbage copies or marks them, and
 * leaves as much room again between them. / Instead of strings.
 */
export function keptEvents(): KeptEvents {
  const slabs: Buffer[] = [];
  /** Places that were left, by how many units they have. */
  const left = new Map<number, EventPlace[]>();
  let next = 0;

  function roomFor(units: number): EventPlace {
    const known = left.get(units)?.pop();
    if (known !== undefined) return known;
    const end = slabs.length * unitsPerSlab;
    if (next + units > end) {
      slabs.push(Buffer.allocUnsafeSlow(unitsPerSlab * unitBytes));
      next = end;
    }
    const place = next;
    next += units;
    return place;
  }

  function at(place: EventPlace): readonly [slab: Buffer, offset: number] {
    const slab = slabs[Math.floor(place / unitsPerSlab)];
    if (!slab) throw new Error(`no event was put at ${place}`);
    return [slab, (place % unitsPerSlab) * unitBytes];
  }

  return {
    put: ({ position, recordedAt, partition, body }) => {
      const length = Buffer.byteLength(body);
      const place = roomFor(unitsOf(length));
      const [slab, offset] = at(place);
      slab.writeUInt32LE(length, offset + lengthAt);
      slab.writeUInt32LE(partition, offset + partitionAt);
      slab.writeDoubleLE(position, offset + positionAt);
      slab.writeDoubleLE(recordedAt, offset + recordedAtAt);
      slab.write(body, offset + bodyAt);
      return place;
    },
    get: (place) => {
      const [slab, offset] = at(place);
      const from = offset + bodyAt;
      return {
        position: slab.readDoubleLE(offset + positionAt),
        recordedAt: slab.readDoubleLE(offset + recordedAtAt),
        partition: slab.readUInt32LE(offset + partitionAt),
        body: slab.toString('utf8', from, from + slab.readUInt32LE(offset + lengthAt)),
      };
    },
    drop: (place) => {
      const [slab, offset] = at(place);
      const units = unitsOf(slab.readUInt32LE(offset + lengthAt));
      const same = left.get(units);
      if (same) same.push(place);
      else left.set(units, [place]);
    },
    get bytes() {
      return slabs.length * unitsPerSlab * unitBytes;
    },
  };
}

function unitsOf(length: number): number {
  return Math.ceil((bodyAt + length) / unitBytes);
}

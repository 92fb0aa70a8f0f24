import { parseEntries } from './entry-bundle.ts';
import { type Hash, hashBytes, isSameHash, leafHash } from './hashing.ts';
import { NotProven } from './not-proven.ts';
import { hashAt } from './perfect-root.ts';
import { type TileName, tilePath } from './tile-paths.ts';
import type { TileReader } from './tile-reader.ts';

/** Where an event stands; without its digest it is missing. */
export interface Slot {
  readonly position: number;
  readonly digest?: Hash;
}

/** The leaves of a block, and what in it does not hold. */
export interface SealedBlock {
  /** As they were sealed, where that can still be known; `undefined` where it cannot. */
  readonly leaves: readonly (Hash | undefined)[];
  readonly faults: readonly NotProven[];
}

/** The events of one tile beside that tile and its bundle of entries: of the three, two that agree are believed. */
export async function sealedBlock(read: TileReader, index: number, slots: readonly Slot[]): Promise<SealedBlock> {
  const faults: NotProven[] = [];
  const width = slots.length;
  const tile = await sealedTile(read, { level: 0, index, width }, faults);
  const entries = await sealedEntries(read, { level: 'entries', index, width }, faults);
  const leaves = slots.map((slot, place) => {
    const sealed = { leaf: tile && hashAt(tile, place), entry: entries?.[place] };
    return believed(slot, sealed, { tile: tilePath({ level: 0, index, width }), faults, index, width, place });
  });
  return { leaves, faults };
}

interface Place {
  readonly tile: string;
  readonly index: number;
  readonly width: number;
  readonly place: number;
  readonly faults: NotProven[];
}

function believed(
  { position, digest }: Slot,
  { leaf, entry }: { readonly leaf: Hash | undefined; readonly entry: Hash | undefined },
  { tile, index, width, place, faults }: Place,
): Hash | undefined {
  const own = digest && leafHash(digest);
  const said = entry && leafHash(entry);
  const tell = (field: string, vi: string, en: string): void => {
    faults.push(new NotProven(field, { vi, en }));
  };
  const bundle = tilePath({ level: 'entries', index, width });
  if (!own) return leaf ?? said;
  if (!leaf && !said) return own;
  const [fitsTile, fitsEntry] = [!leaf || isSameHash(own, leaf), !said || isSameHash(own, said)];
  if (fitsTile && fitsEntry) return own;
  if (fitsTile && leaf) {
    tell(bundle, `mục ${place} không phải sự kiện ${position}`, `its entry ${place} is not event ${position}`);
    return own;
  }
  if (fitsEntry && said) {
    tell(
      tile,
      `mã băm ${place} không phải của sự kiện ${position}`,
      `its hash ${place} is not that of event ${position}`,
    );
    return own;
  }
  tell(`event ${position}`, 'không phải sự kiện đã niêm phong', 'is not the one that was sealed');
  if (leaf && said && !isSameHash(leaf, said)) {
    tell(bundle, `mục ${place} khác ${tile}`, `its entry ${place} is not what ${tile} has`);
  }
  return leaf ?? said;
}

async function sealedTile(read: TileReader, name: TileName, faults: NotProven[]): Promise<Uint8Array | undefined> {
  const bytes = await read(name);
  const wanted = name.width * hashBytes;
  if (bytes?.length === wanted) return bytes;
  faults.push(new NotProven(tilePath(name), bytes ? lengthWords(bytes.length, wanted) : missing));
  return undefined;
}

async function sealedEntries(
  read: TileReader,
  name: TileName,
  faults: NotProven[],
): Promise<readonly Uint8Array[] | undefined> {
  const path = tilePath(name);
  const bytes = await read(name);
  try {
    if (bytes) return parseEntries(bytes, name.width, path);
    faults.push(new NotProven(path, missing));
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    faults.push(error);
  }
  return undefined;
}

const missing = { vi: 'thiếu', en: 'is missing' };
const lengthWords = (has: number, wanted: number) => ({
  vi: `có ${has} byte, cần ${wanted}`,
  en: `has ${has} bytes instead of ${wanted}`,
});

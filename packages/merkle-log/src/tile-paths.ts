import { notProven } from './not-proven.ts';

/** Hashes of a full tile, and entries of a full bundle (C2SP tlog-tiles). */
export const tileWidth = 256;
/** Levels of the tree that one level of tiles spans. */
export const tileHeight = 8;

/** A tile of hashes on a level, or a bundle of entries. `width` under 256: a partial one. */
export interface TileName {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** `tile/<L>/<N>[.p/<W>]`, `N` in groups of three digits, all but the last behind an `x`. */
export function tilePath({ level, index, width }: TileName): string {
  const partial = width === tileWidth ? '' : `.p/${width}`;
  return `tile/${level}/${grouped(index)}${partial}`;
}

/** 1234067 is `x001/x234/067`. */
export function grouped(index: number): string {
  const last = String(index % 1_000).padStart(3, '0');
  let path = last;
  for (let rest = Math.floor(index / 1_000); rest > 0; rest = Math.floor(rest / 1_000)) {
    path = `x${String(rest % 1_000).padStart(3, '0')}/${path}`;
  }
  return path;
}

// A tree of 2⁵³ leaves has seven levels of tiles.
const form = /^tile\/(entries|[0-6])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Reads a path. Throws `NotProven` for every other spelling: one tile has one address, and no path leads out. */
export function parseTilePath(path: string): TileName {
  const [, level = '', groups = '', width = String(tileWidth)] = form.exec(path) ?? [];
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const name = { level: level === 'entries' ? level : Number(level), index, width: Number(width) } as const;
  const isNamed = level !== '' && Number.isSafeInteger(index) && name.width <= tileWidth;
  if (isNamed && tilePath(name) === path) return name;
  return notProven('path', 'không phải địa chỉ của một ô', 'is not the address of a tile');
}

/** How many hashes a level of tiles has in a tree of that size. */
export function levelWidth(size: number, level: number | 'entries'): number {
  return Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level));
}

/** How wide a tile is in a tree of that size; 0 where it has none. */
export function widthIn(size: number, { level, index }: Pick<TileName, 'level' | 'index'>): number {
  return Math.max(0, Math.min(tileWidth, levelWidth(size, level) - index * tileWidth));
}

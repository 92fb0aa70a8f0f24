import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { plainFile } from '@hoso/inspection-packs';
import {
  grouped,
  NotProven,
  parseTilePath,
  parseVerifierKey,
  tilePath,
  type TileReader,
  type VerifierKey,
  widthIn,
} from '@hoso/merkle-log';

/** What lies in a copied ledger, by name. Checkpoints are numbered as the log has signed them. */
export const ledgerFiles = {
  events: 'events.jsonl',
  checkpoint: 'checkpoint',
  keys: 'keys',
  kept: (number: number): string => `checkpoints/${grouped(number)}`,
} as const;

/** What files of evidence end with; the event lies beside, in `<position>.json`. */
export const proofEnding = '.tlog-proof';
/** An event has 256 KB at most; in JSON each of its characters has six at most. */
const lineCharactersMax = 4_000_000;
/** No checkpoint, list of keys, tile or proof is nearly as large. */
const smallFileBytesMax = 4_000_000;

/** Writes a file of the folder, and the folders that it lies in. */
export async function writeIn(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** A folder that nothing lies in, made where there is none. */
export async function emptyFolder(path: string): Promise<boolean> {
  await mkdir(path, { recursive: true });
  return (await readdir(path)).length === 0;
}

/** A small file of somebody else's folder, whole; nothing where there is none. */
export async function smallFileIn(folder: string, name: string): Promise<Buffer | undefined> {
  const path = plainFile(folder, name, smallFileBytesMax);
  return path === undefined ? undefined : await readFile(path);
}

/** A small text that must be there: without it, `NotProven`. */
export async function textIn(folder: string, name: string): Promise<string> {
  const bytes = await smallFileIn(folder, name);
  if (!bytes) throw new NotProven(name, { vi: 'thiếu', en: 'is missing' });
  return bytes.toString('utf8');
}

/** Reads keys, one a line. */
export async function keysIn(folder: string): Promise<readonly VerifierKey[]> {
  const lines = ((await smallFileIn(folder, ledgerFiles.keys)) ?? '').toString().split('\n');
  return lines.filter((line) => line !== '').map(parseVerifierKey);
}

export function tilesIn(folder: string): TileReader {
  return (tile) => smallFileIn(folder, tilePath(tile));
}

/** Tiles that hold more than so many events have, by name: they were sealed, and what seals them is gone. */
export async function tilesBeyond(folder: string, size: number): Promise<readonly string[]> {
  const path = join(folder, 'tile');
  if (!existsSync(path)) return [];
  const names = (await readdir(path, { recursive: true })).map((name) => `tile/${name.replaceAll('\\', '/')}`);
  return names.filter((name) => isBeyond(name, size)).sort();
}

function isBeyond(name: string, size: number): boolean {
  try {
    const tile = parseTilePath(name);
    return widthIn(size, tile) < tile.width;
  } catch (error) {
    // A folder, or a file that is no tile: nothing rests on it.
    if (error instanceof NotProven) return false;
    throw error;
  }
}

/**
 * The kept checkpoints, one after the other, until there is no next one. Throws `NotProven` where others lie after a
 * missing one: whoever removes the first would hide them all.
 */
export async function* checkpointsIn(folder: string, onKept: () => void): AsyncIterable<string> {
  for (let number = 0; ; number++) {
    const bytes = await smallFileIn(folder, ledgerFiles.kept(number));
    if (!bytes) {
      if ((await checkpointsLying(folder)) > number) {
        throw new NotProven(ledgerFiles.kept(number), { vi: 'thiếu', en: 'is missing' });
      }
      return;
    }
    onKept();
    yield bytes.toString('utf8');
  }
}

async function checkpointsLying(folder: string): Promise<number> {
  const path = join(folder, dirname(ledgerFiles.kept(0)));
  if (!existsSync(path)) return 0;
  return (await readdir(path, { recursive: true })).filter((name) => /^(?:x\d{3}\/)*\d{3}$/.test(name)).length;
}

/** The lines of a text file, however long it is. Throws `NotProven` for a line that is too long to be an event. */
export async function* linesIn(path: string): AsyncIterable<string> {
  let rest = '';
  let line = 1;
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 1_048_576 })) {
    const lines = `${rest}${piece}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    line += lines.length;
    if (rest.length > lineCharactersMax) {
      throw new NotProven(`line ${line}`, { vi: 'quá dài', en: 'is too long to be an event' });
    }
  }
  if (rest !== '') yield rest;
}

import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatVerifierKey, type Signer, signerOf, toBase64, fromBase64, NotProven } from '@hoso/merkle-log';

/**
 * What a witness keeps on its own machine: its key, and of each log the keys that it trusts and the last checkpoint
 * that it saw. Nothing of it is ever fetched from whom it watches.
 */
export interface WitnessState {
  readonly signer: Signer;
  /** The last checkpoint of a log, as it was seen. */
  last(origin: string): Promise<string | undefined>;
  /** Durable before anything is signed. Older ones stay, in the order in which they were seen. */
  keep(origin: string, checkpoint: string, size: number): Promise<void>;
  /** The keys of a log that are trusted; none before the first time. */
  keys(origin: string): Promise<readonly string[]>;
  trust(origin: string, keys: readonly string[]): Promise<void>;
}

const keyFile = 'witness.key';

/** Opens a witness's folder; a new one gets a key under that name, which it has from then on. */
export async function witnessState(folder: string, name: string | undefined): Promise<WitnessState> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const signer = await signerIn(folder, name);
  const of = (origin: string): string => join(folder, createHash('sha256').update(origin).digest('hex').slice(0, 16));
  const text = async (path: string): Promise<string | undefined> =>
    existsSync(path) ? await readFile(path, 'utf8') : undefined;
  return {
    signer,
    last: (origin) => text(join(of(origin), 'last')),
    keep: async (origin, checkpoint, size) => {
      await writeDurably(join(of(origin), 'seen', String(size)), checkpoint);
      await writeDurably(join(of(origin), 'last'), checkpoint);
    },
    keys: async (origin) => ((await text(join(of(origin), 'keys'))) ?? '').split('\n').filter((line) => line !== ''),
    trust: (origin, keys) => writeDurably(join(of(origin), 'keys'), keys.map((key) => `${key}\n`).join('')),
  };
}

async function signerIn(folder: string, name: string | undefined): Promise<Signer> {
  const path = join(folder, keyFile);
  if (!existsSync(path)) {
    const own = name ?? missing(folder);
    const seed = randomBytes(32);
    signerOf(own, 'cosignature', seed);
    await writeDurably(path, `hoso-witness-key-1 ${own} ${toBase64(seed)}\n`);
  }
  const [, known = '', seed = ''] = /^hoso-witness-key-1 (\S+) (\S+)\n$/.exec(await readFile(path, 'utf8')) ?? [];
  if (known === '') throw new NotProven(path, { vi: 'không phải khóa chứng kiến', en: "is no witness's key" });
  if (name !== undefined && name !== known) {
    throw new NotProven('name', { vi: `thư mục này là của ${known}`, en: `this folder is that of ${known}` });
  }
  return signerOf(known, 'cosignature', fromBase64(seed, path));
}

function missing(folder: string): never {
  const words = {
    vi: `${folder} chưa có khóa: --name đặt tên`,
    en: `${folder} has no key yet: --name says whose it is`,
  };
  throw new NotProven('name', words);
}

/** A draft, synced, then its name, then the folder. */
async function writeDurably(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A witness's verifier key, to be told to everybody. */
export function keyOf({ signer }: Pick<WitnessState, 'signer'>): string {
  return formatVerifierKey(signer.verifier);
}

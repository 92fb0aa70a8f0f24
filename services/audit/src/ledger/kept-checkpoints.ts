import { notProven, grouped, parseCheckpoint, type SignedCheckpoint } from '@hoso/merkle-log';
import type { LedgerFiles } from './ledger-files.ts';

/** Checkpoints in one bundle. */
const bundleSize = 256;

/**
 * All checkpoints that were ever signed, numbered from 0. Each number is taken once, so that of several who sign at
 * once one is first and the others see what he has signed. Full bundles take the place of their single files.
 */
export interface KeptCheckpoints {
  /** How many there are now, whoever signed them. */
  count(): Promise<number>;
  find(number: number): Promise<string | undefined>;
  /** `false`: somebody else has signed the one of this number. */
  add(number: number, checkpoint: string): Promise<boolean>;
}

export function keptCheckpoints(files: LedgerFiles): KeptCheckpoints {
  let known = 0;
  const find = async (number: number): Promise<string | undefined> => {
    const single = await files.read(singleOf(number));
    if (single) return textOf(single);
    const bundle = await files.read(bundleOf(number));
    return bundle && notesIn(bundle, bundleOf(number))[number % bundleSize];
  };
  const isThere = async (number: number): Promise<boolean> => (await find(number)) !== undefined;
  return {
    find,
    count: async () => {
      known = await endOf(isThere, known);
      return known;
    },
    add: async (number, checkpoint) => {
      if (!(await files.create(singleOf(number), Buffer.from(checkpoint)))) return false;
      if ((number + 1) % bundleSize === 0) await bind(files, number, find);
      return true;
    },
  };
}

/** The number after the last one that is there, from one before which all are: by doubling, then halving. */
async function endOf(isThere: (number: number) => Promise<boolean>, known: number): Promise<number> {
  let step = 1;
  while (await isThere(known + step - 1)) step *= 2;
  let [low, high] = [known + Math.floor(step / 2), known + step - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await isThere(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function bind(files: LedgerFiles, last: number, find: KeptCheckpoints['find']): Promise<void> {
  const notes: string[] = [];
  for (let number = last + 1 - bundleSize; number <= last; number++) {
    notes.push((await find(number)) ?? notProven(singleOf(number), 'không còn', 'is missing'));
  }
  await files.create(bundleOf(last), Buffer.from(JSON.stringify(notes)));
  await files.removeUnder(`${bundleOf(last)}.p`);
}

const bundleOf = (number: number): string => `checkpoints/${grouped(Math.floor(number / bundleSize))}`;
const singleOf = (number: number): string => `${bundleOf(number)}.p/${number % bundleSize}`;
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

function notesIn(bundle: Uint8Array, name: string): readonly string[] {
  try {
    const notes: unknown = JSON.parse(textOf(bundle));
    if (Array.isArray(notes) && notes.every((note) => typeof note === 'string')) return notes;
  } catch {
    // Said below, as of any other content.
  }
  return notProven(name, 'không phải danh sách điểm chốt', 'is no list of checkpoints');
}

/** The last one kept, or `undefined` before the first. Throws `NotProven` where it is not what was signed. */
export async function lastOf(
  kept: KeptCheckpoints,
): Promise<{ readonly count: number; readonly last?: SignedCheckpoint; readonly text?: string }> {
  const count = await kept.count();
  if (count === 0) return { count };
  const text = (await kept.find(count - 1)) ?? notProven(`checkpoint ${count - 1}`, 'không còn', 'is missing');
  return { count, last: parseCheckpoint(text), text };
}

/** The checkpoint of exactly that size, where one was signed: sizes grow with their numbers. */
export async function ofSize(kept: KeptCheckpoints, size: number): Promise<string | undefined> {
  let [low, high] = [0, await kept.count()];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const text = await kept.find(middle);
    const found = text === undefined ? undefined : parseCheckpoint(text).size;
    if (found === size) return text;
    if (found !== undefined && found < size) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

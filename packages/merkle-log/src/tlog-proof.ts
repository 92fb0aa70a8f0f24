import { type Hash, hashFrom, toBase64 } from './hashing.ts';
import { notProven } from './not-proven.ts';

/** Evidence for one leaf, for who has nothing else (C2SP `tlog-proof@v1`). */
export interface TlogProof {
  readonly index: number;
  readonly hashes: readonly Hash[];
  /** The signed checkpoint, as it was given. */
  readonly checkpoint: string;
}

const head = 'c2sp.org/tlog-proof@v1';
/** A tree of 2⁵³ leaves needs no more. */
const hashesMax = 64;

export function formatTlogProof({ index, hashes, checkpoint }: TlogProof): string {
  return [head, `index ${index}`, ...hashes.map(toBase64), '', checkpoint].join('\n');
}

/** Reads a proof. Opaque data (`extra`) is allowed and left aside. Throws `NotProven` naming the line. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  const [first, ...lines] = (end < 0 ? text : text.slice(0, end)).split('\n');
  if (first !== head) return notProven('line 1', `phải là "${head}"`, `must be "${head}"`);
  if (end < 0) return notProven('checkpoint', 'thiếu', 'is missing: an empty line stands before it');
  const extras = lines[0]?.startsWith('extra ') ? 1 : 0;
  const [, index = ''] = /^index (0|[1-9]\d{0,15})$/.exec(lines[extras] ?? '') ?? [];
  if (index === '' || !Number.isSafeInteger(Number(index))) {
    return notProven('index', 'cần dòng "index <số>"', 'takes a line "index <number>"');
  }
  const hashes = lines.slice(extras + 1);
  if (hashes.length > hashesMax) return notProven('hashes', 'quá nhiều', `are more than ${hashesMax}`);
  return {
    index: Number(index),
    hashes: hashes.map((line, place) => hashFrom(line, `hashes[${place}]`)),
    checkpoint: text.slice(end + 2),
  };
}

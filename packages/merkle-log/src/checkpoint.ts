import { type Hash, hashFrom, toBase64 } from './hashing.ts';
import { notProven, within } from './not-proven.ts';
import { type HeldSignature, heldSignatures, parseNote, type SignedNote } from './signed-note.ts';
import { isKeyName, type VerifierKey } from './verifier-key.ts';

/** How a log stood: its origin, its size and the root over all its leaves (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** A checkpoint as it was signed. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: SignedNote;
}

/** A checkpoint that its log has signed, and who else. */
export interface TrustedCheckpoint extends SignedCheckpoint {
  readonly held: readonly HeldSignature[];
}

/** How far a cosignature may lie ahead of the clock of whoever looks at it. */
export const aheadMaxS = 300;

/** The text that is signed. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads a signed checkpoint, its signatures unchecked. Throws `NotProven`. */
export function parseCheckpoint(text: string): SignedCheckpoint {
  const note = parseNote(text);
  const [origin = '', size = '', root = '', ...rest] = note.text.split('\n');
  if (!isKeyName(origin)) return notProven('origin', 'không phải tên của nhật ký', 'is not the name of a log');
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    return notProven('size', `"${size}" không phải số lá`, `"${size}" is no number of leaves`);
  }
  // Lines of extensions are signed with the others; nothing here rests on them.
  if (rest.length === 0) return notProven('root', 'thiếu dòng này', 'this line is missing');
  return { origin, size: Number(size), root: hashFrom(root, 'root'), note };
}

/**
 * A checkpoint that the log of one of these keys has signed: its origin is that key's name. Cosignatures of known
 * witnesses must hold too, and lie no further ahead of `nowS` than clocks go wrong. Throws `NotProven`.
 */
export function openCheckpoint(text: string, keys: readonly VerifierKey[], nowS: number): TrustedCheckpoint {
  const checkpoint = within('checkpoint', () => parseCheckpoint(text));
  return within('checkpoint', () => {
    const { origin, note } = checkpoint;
    const names = keys.filter(({ type }) => type === 'note').map(({ name }) => name);
    if (!names.includes(origin)) {
      const known = [...new Set(names)].join(', ') || '–';
      return notProven(
        'origin',
        `${origin} là nhật ký khác (biết: ${known})`,
        `${origin} is another log than ${known}`,
      );
    }
    const held = heldSignatures(note, keys);
    if (!held.some(({ key }) => key.type === 'note' && key.name === origin)) {
      return notProven('signature', `không có chữ ký của ${origin}`, `${origin} has not signed it with a known key`);
    }
    for (const { key, timeS = 0 } of held) {
      if (timeS <= nowS + aheadMaxS) continue;
      notProven(`signature of ${key.name}`, `được ký ở tương lai (${timeS})`, `was given in the future (${timeS})`);
    }
    return { ...checkpoint, held };
  });
}

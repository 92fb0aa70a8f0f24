import { heldSignatures, NotProven, notProven, parseNote, type VerifierKey } from '@hoso/merkle-log';
import { type Manifest, packFiles, packFormat } from './pack-format.ts';

/** The manifest that a signature is looked for. */
interface Sealed extends Pick<Manifest, 'inspection' | 'origin'> {
  readonly sha256: string;
  readonly count: number;
}

/** Refuses (`NotProven`) a note that is not the signature of the log's ledger under this very manifest. */
export function requireSealed(
  note: string,
  { inspection, origin, sha256, count }: Sealed,
  keys: readonly VerifierKey[],
): void {
  const parsed = parseNote(note);
  if (!heldSignatures(parsed, keys).some(({ key }) => key.type === 'note' && key.name === origin)) {
    notProven('signature', `không có chữ ký của ${origin}`, `${origin} has not signed it with a known key`);
  }
  const [format, by, about, hash, files] = parsed.text.split('\n');
  if (format !== packFormat || by !== origin || about !== inspection) {
    notProven('text', 'là chữ ký của thứ khác', 'signs something else');
  }
  if (hash !== sha256 || files !== String(count)) {
    throw new NotProven(packFiles.manifest, { vi: 'không phải bản đã ký', en: 'is not the one that was signed' });
  }
}

/** What is not proven in a file is so in that file; a fault that names its own file keeps it. */
export function within<Answer>(name: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NotProven) || error.field === packFiles.manifest) throw error;
    throw new NotProven(`${name}: ${error.field}`, error.words);
  }
}

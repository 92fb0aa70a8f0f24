import {
  formatVerifierKey,
  formatNote,
  grouped,
  parseCheckpoint,
  parseNote,
  type SignatureLine,
} from '@hoso/merkle-log';
import type { Ledger } from './ledger.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** What witnesses gave back: a file for each of them and each checkpoint. */
export interface Cosignatures {
  /** A checkpoint with all that came back for its size. */
  under(checkpoint: string): Promise<string>;
  add(size: number, line: SignatureLine): Promise<void>;
  /** The largest size that somebody has cosigned; 0 before the first. */
  newest(): Promise<number>;
}

export function cosignatures(files: LedgerFiles, ledger: Pick<Ledger, 'keys'>): Cosignatures {
  const nameOf = (size: number, keyId: string): string => `cosignatures/${grouped(size)}/${keyId}`;
  const newest = async (): Promise<number> => {
    const bytes = await files.read(newestName);
    return bytes ? Number(Buffer.from(bytes).toString('utf8')) : 0;
  };
  return {
    newest,
    under: async (checkpoint) => {
      const { size, note } = parseCheckpoint(checkpoint);
      const witnesses = (await ledger.keys.all()).filter(({ type }) => type === 'cosignature');
      const found = await Promise.all(witnesses.map(({ keyId }) => files.read(nameOf(size, keyId))));
      const lines = found.flatMap((bytes) => (bytes ? linesIn(note.text, bytes) : []));
      return formatNote({ text: note.text, signatures: [...note.signatures, ...lines] });
    },
    add: async (size, line) => {
      // A later one of the same witness says the same at another time: the last one stays.
      await files.replace(nameOf(size, line.keyId), Buffer.from(`— ${line.name} ${line.encoded}\n`));
      if (size > (await newest())) await files.replace(newestName, Buffer.from(String(size)));
    },
  };
}

const newestName = 'cosignatures/newest';

function linesIn(text: string, bytes: Uint8Array): readonly SignatureLine[] {
  return parseNote(`${text}\n${Buffer.from(bytes).toString('utf8')}`).signatures;
}

/** Keys as they are written. */
export async function writtenKeys({ keys }: Pick<Ledger, 'keys'>): Promise<string[]> {
  return (await keys.all()).map(formatVerifierKey);
}

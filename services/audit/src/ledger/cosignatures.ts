import {
  formatVerifierKey,
  formatNote,
  grouped,
  parseCheckpoint,
  parseNote,
  type SignatureLine,
} from '@hoso/merkle-log';
import type { LedgerFiles } from './ledger-files.ts';
import type { LedgerKeys } from './ledger-keys.ts';

/** What witnesses gave back: a file for each of them and each checkpoint. */
export interface Cosignatures {
  /** A checkpoint with all that came back for its size. */
  under(checkpoint: string): Promise<string>;
  add(size: number, line: SignatureLine): Promise<void>;
  /** One that was given before this ledger was begun anew; a later one of the same witness and size stays. */
  addEarlier(size: number, line: SignatureLine): Promise<void>;
  /** The largest size that somebody has cosigned; 0 before the first. */
  newest(): Promise<number>;
  /** The largest size that each witness has cosigned, the smallest first. */
  lastSizes(): Promise<readonly number[]>;
}

export function cosignatures(files: LedgerFiles, ledger: CosignedLedger): Cosignatures {
  const nameOf = (size: number, keyId: string): string => `cosignatures/${grouped(size)}/${keyId}`;
  const lastName = (keyId: string): string => `cosignatures/last/${keyId}`;
  const sizeIn = async (name: string): Promise<number> => {
    const bytes = await files.read(name);
    return bytes ? Number(Buffer.from(bytes).toString('utf8')) : 0;
  };
  const newest = () => sizeIn(newestName);
  const noteLast = async (size: number, { keyId }: SignatureLine): Promise<void> => {
    for (const name of [lastName(keyId), newestName]) {
      if (size > (await sizeIn(name))) await files.replace(name, Buffer.from(String(size)));
    }
  };
  const bytesOf = ({ name, encoded }: SignatureLine): Uint8Array => Buffer.from(`— ${name} ${encoded}\n`);
  return {
    newest,
    lastSizes: async () => {
      const witnesses = (await ledger.keys.all()).filter(({ type }) => type === 'cosignature');
      // Ledgers of earlier versions know the newest of all witnesses only.
      const names = [...witnesses.map(({ keyId }) => lastName(keyId)), newestName];
      const sizes = new Set(await Promise.all(names.map(sizeIn)));
      return [...sizes].filter((size) => size > 0).sort((one, other) => one - other);
    },
    addEarlier: async (size, line) => {
      await files.create(nameOf(size, line.keyId), bytesOf(line));
      await noteLast(size, line);
    },
    under: async (checkpoint) => {
      const { size, note } = parseCheckpoint(checkpoint);
      const witnesses = (await ledger.keys.all()).filter(({ type }) => type === 'cosignature');
      const found = await Promise.all(witnesses.map(({ keyId }) => files.read(nameOf(size, keyId))));
      const lines = found.flatMap((bytes) => (bytes ? linesIn(note.text, bytes) : []));
      return formatNote({ text: note.text, signatures: [...note.signatures, ...lines] });
    },
    add: async (size, line) => {
      // A later one of the same witness says the same at another time: the last one stays.
      await files.replace(nameOf(size, line.keyId), bytesOf(line));
      await noteLast(size, line);
    },
  };
}

/** What has to be known of a ledger. */
interface CosignedLedger {
  readonly keys: Pick<LedgerKeys, 'all'>;
}

const newestName = 'cosignatures/newest';

function linesIn(text: string, bytes: Uint8Array): readonly SignatureLine[] {
  return parseNote(`${text}\n${Buffer.from(bytes).toString('utf8')}`).signatures;
}

/** Keys as they are written. */
export async function writtenKeys({ keys }: CosignedLedger): Promise<string[]> {
  return (await keys.all()).map(formatVerifierKey);
}

import {
  formatNote,
  formatVerifierKey,
  notProven,
  openCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  type SignedCheckpoint,
} from '@hoso/merkle-log';
import { cosignatures } from './cosignatures.ts';
import { keptCheckpoints, ofSize } from './kept-checkpoints.ts';
import { addKey, listedKeys } from './ledger-keys.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** What is in a ledger that nobody could make again from its log and its key. */
export interface Witnessed {
  /** Verifier keys: of those who cosigned, and all that its log has ever signed with. */
  readonly keys: readonly string[];
  /** The last checkpoint of each witness with all signatures that came back for it, the smallest first. */
  readonly checkpoints: readonly string[];
}

/** A checkpoint as it was signed for a log, with its text. */
export interface EarlierCheckpoint extends SignedCheckpoint {
  readonly text: string;
}

const earlierName = 'cosignatures/earlier';

/** Nothing where nobody has cosigned. Throws `NotProven` where the ledger is damaged. */
export async function takeWitnessed(files: LedgerFiles): Promise<Witnessed | undefined> {
  const keys = await listedKeys(files);
  const own = { keys: { all: async () => keys } };
  const [kept, witnessed, earlier] = [
    keptCheckpoints(files),
    cosignatures(files, own),
    await earlierCheckpoints(files),
  ];
  const checkpoints: string[] = [];
  for (const size of await witnessed.lastSizes()) {
    const text = (await ofSize(kept, size)) ?? earlier.find((one) => one.size === size)?.text;
    if (text !== undefined) checkpoints.push(await witnessed.under(text));
  }
  return checkpoints.length === 0 ? undefined : { keys: keys.map(formatVerifierKey), checkpoints };
}

/**
 * Puts it where a ledger is to be begun anew: the checkpoints are kept again once their sizes are sealed, where the log
 * still gives their roots. What is there already stays. Throws `NotProven`, before anything is written, for what is not
 * signed as it says.
 */
export async function putWitnessed(
  files: LedgerFiles,
  origin: string,
  { keys: written, checkpoints }: Witnessed,
  nowS: number,
): Promise<void> {
  const keys = written.map((key) => parseVerifierKey(key));
  const opened = checkpoints.map((text) => openCheckpoint(text, keys, nowS));
  for (const { origin: named } of opened) {
    if (named !== origin) notProven('checkpoint.origin', `${named}, không phải ${origin}`, `${named}, not ${origin}`);
  }
  for (const key of keys) await addKey(files, key);
  const witnessed = cosignatures(files, { keys: { all: async () => keys } });
  const earlier: string[] = [];
  for (const { note, size, held } of opened) {
    const by = (type: 'note' | 'cosignature') =>
      note.signatures.filter((line) => held.some(({ key }) => key.type === type && key.keyId === line.keyId));
    for (const line of by('cosignature')) await witnessed.addEarlier(size, line);
    earlier.push(formatNote({ text: note.text, signatures: by('note') }));
  }
  await files.replace(earlierName, Buffer.from(JSON.stringify(earlier)));
}

/** The checkpoints that were put there, the smallest first. */
export async function earlierCheckpoints(files: LedgerFiles): Promise<readonly EarlierCheckpoint[]> {
  const bytes = await files.read(earlierName);
  if (!bytes) return [];
  const texts = textsIn(bytes);
  return texts.map((text) => ({ ...parseCheckpoint(text), text })).sort((one, other) => one.size - other.size);
}

function textsIn(bytes: Uint8Array): readonly string[] {
  try {
    const texts: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (Array.isArray(texts) && texts.every((text) => typeof text === 'string')) return texts;
  } catch {
    // Said below, as of any other content.
  }
  return notProven(earlierName, 'không phải danh sách điểm chốt', 'is no list of checkpoints');
}

import {
  type Actor,
  type Cosign,
  type GiveEvidence,
  type ListCheckpoints,
  type ProveConsistency,
  type ProveInclusion,
  type ReadLedger,
  refuse,
  type ShowLedger,
} from '@hoso/contracts';
import { envelopeOf, instantOf, isDomainError } from '@hoso/event-sourcing';
import {
  eventDigest,
  formatTlogProof,
  type Hash,
  leafHash,
  notProven,
  openCheckpoint,
  parseCheckpoint,
  parseTilePath,
  parseVerifierKey,
  proveConsistency as proofOfConsistency,
  proveInclusion as proofOfInclusion,
  rootOf,
  toBase64,
  widthIn,
} from '@hoso/merkle-log';
import type { z } from 'zod';
import type { Histories } from '../history/dossier-history.ts';
import { mayReadEvent } from '../history/find-history.ts';
import { readSealed } from './sealing-tree.ts';
import { cosignatures, writtenKeys } from './cosignatures.ts';
import { ofSize } from './kept-checkpoints.ts';
import { type LedgerParts, type LogLedger, ledgerOf, provenOrRefused, sealedUpTo } from './log-ledger.ts';

type Asked<Query extends { readonly ask: z.ZodType }> = z.output<Query['ask']>;
type Answered<Query extends { readonly answer: z.ZodType }> = Promise<z.output<Query['answer']>>;

export async function showLedger(parts: LedgerParts, { log }: Asked<typeof ShowLedger>): Answered<typeof ShowLedger> {
  const of = await ledgerOf(parts, log);
  const { ledger, files, name, store, isFollowed } = of;
  const trouble = isFollowed ? parts.ledgers.trouble() : await sealedUpTo(of).then(() => undefined, wordsOf);
  const { size, checkpoint, checkpoints } = await provenOrRefused(() => ledger.sealed());
  const witnessed = cosignatures(files, ledger);
  const newest = await witnessed.newest();
  const head = await store.head();
  return {
    ...{ log: name, origin: ledger.origin, keys: await writtenKeys(ledger), size, checkpoints },
    ...(checkpoint === undefined ? {} : { checkpoint: await witnessed.under(checkpoint) }),
    ...(newest === 0 ? {} : { cosigned: { size: newest, by: await witnessesOf(of, newest) } }),
    ...(trouble === undefined ? {} : { trouble }),
    ...{ completeUpTo: head, lagMs: 0 },
  };
}

/** A file of the ledger. Whatever is no address of one is refused before anything is looked for. */
export async function readLedger(
  parts: LedgerParts,
  { log, path }: Asked<typeof ReadLedger>,
): Answered<typeof ReadLedger> {
  const { ledger, files } = await ledgerOf(parts, log);
  const { size, checkpoint } = await provenOrRefused(() => ledger.sealed());
  if (path === 'checkpoint') {
    const text = checkpoint ?? refuse('LedgerFileNotFound', { path });
    return { base64: toBase64(Buffer.from(await cosignatures(files, ledger).under(text))), final: false };
  }
  const tile = await provenOrRefused(async () => parseTilePath(path));
  const width = widthIn(size, tile);
  const bytes = width < tile.width ? undefined : await readSealed(files, { ...tile, width });
  if (!bytes) return refuse('LedgerFileNotFound', { path });
  // A partial tile is the beginning of every wider one.
  return { base64: toBase64(bytes.subarray(0, (bytes.length / width) * tile.width)), final: true };
}

export async function listCheckpoints(
  parts: LedgerParts,
  { log, after, limit }: Asked<typeof ListCheckpoints>,
): Answered<typeof ListCheckpoints> {
  const { ledger, files } = await ledgerOf(parts, log);
  const { size, checkpoints } = await provenOrRefused(() => ledger.sealed());
  const end = Math.min(checkpoints, after + limit);
  const numbers = Array.from({ length: Math.max(0, end - after) }, (_, place) => after + place);
  const witnessed = cosignatures(files, ledger);
  const items = await Promise.all(
    numbers.map(async (number) => {
      const text = (await ledger.kept.find(number)) ?? refuse('LedgerFileNotFound', { path: `checkpoints/${number}` });
      return { number, checkpoint: await provenOrRefused(() => witnessed.under(text)) };
    }),
  );
  return { items, completeUpTo: size, lagMs: 0, ...(end < checkpoints ? { next: String(end) } : {}) };
}

export async function proveInclusion(
  parts: LedgerParts,
  { log, position, size: asked }: Asked<typeof ProveInclusion>,
): Answered<typeof ProveInclusion> {
  const of = await ledgerOf(parts, log);
  const { size: sealed } = await sealedUpTo(of, asked ?? position);
  const size = asked ?? sealed;
  return await provenOrRefused(async () => {
    const { reader } = await of.ledger.tiles();
    const { index, hashes } = await proofOfInclusion(position - 1, size, reader);
    const leaf = leafHash(eventDigest(await eventAt(of, position)));
    return { index, size, leaf: toBase64(leaf), root: toBase64(await rootOf(size, reader)), hashes: inText(hashes) };
  });
}

export async function proveConsistency(
  parts: LedgerParts,
  { log, size1, size2 }: Asked<typeof ProveConsistency>,
): Answered<typeof ProveConsistency> {
  const of = await ledgerOf(parts, log);
  await sealedUpTo(of, size2);
  return await provenOrRefused(async () => {
    const { reader } = await of.ledger.tiles();
    const { hashes } = await proofOfConsistency(size1, size2, reader);
    const [root1, root2] = await Promise.all([rootOf(size1, reader), rootOf(size2, reader)]);
    return { size1, size2, root1: toBase64(root1), root2: toBase64(root2), hashes: inText(hashes) };
  });
}

export interface EvidenceParts extends LedgerParts {
  readonly histories: Histories;
}

/** Refuses `EvidenceUnknown` for what this reader may not read, as for what is not there. */
export async function giveEvidence(
  { histories, ...parts }: EvidenceParts,
  { log, position }: Asked<typeof GiveEvidence>,
  reader: Actor,
): Answered<typeof GiveEvidence> {
  const of = await ledgerOf(parts, log);
  const sealed = await sealedUpTo(of, position);
  const recorded = await provenOrRefused(() => eventAt(of, position));
  if (!(await mayReadEvent({ store: of.store, histories }, envelopeOf(recorded), reader))) {
    refuse('EvidenceUnknown', { position });
  }
  return await provenOrRefused(async () => {
    const witnessed = cosignatures(of.files, of.ledger);
    const newest = await witnessed.newest();
    // What was cosigned before a ledger was begun anew is kept again once it is sealed so far.
    const cosigned = newest < position ? undefined : await ofSize(of.ledger.kept, newest);
    const under = cosigned ?? sealed.checkpoint;
    const checkpoint = await witnessed.under(under ?? notProven('checkpoint', 'chưa có', 'is not there yet'));
    const { size } = parseCheckpoint(checkpoint);
    const { index, hashes } = await proofOfInclusion(position - 1, size, (await of.ledger.tiles()).reader);
    const { recordedAt, body } = recorded;
    return {
      event: { position, recordedAt: instantOf(recordedAt), body },
      proof: formatTlogProof({ index, hashes, checkpoint }),
      keys: await writtenKeys(of.ledger),
    };
  });
}

/** Keeps a cosignature of a checkpoint that this ledger has signed. */
export async function cosign(
  parts: LedgerParts,
  { log, key, checkpoint }: Asked<typeof Cosign>,
): Answered<typeof Cosign> {
  const of = await ledgerOf(parts, log);
  const { ledger, files, name } = of;
  return await provenOrRefused(async () => {
    const witness = parseVerifierKey(key);
    if (witness.type !== 'cosignature') notProven('key', 'không phải khóa chứng kiến', 'is no key of a witness');
    const own = (await ledger.keys.all()).filter(({ type }) => type === 'note');
    const { size, note, held } = openCheckpoint(checkpoint, [...own, witness], Math.floor(parts.ledgers.now() / 1_000));
    const line = note.signatures.find((one) => one.name === witness.name && one.keyId === witness.keyId);
    if (!line || !held.some(({ key: by }) => by === witness)) {
      return notProven('signature', `không có chữ ký của ${witness.name}`, `${witness.name} has not signed it`);
    }
    const ours = size === 0 ? undefined : await ofSize(ledger.kept, size);
    if (ours === undefined || parseCheckpoint(ours).note.text !== note.text) {
      return refuse('CheckpointUnknown', { log: name, size });
    }
    await ledger.keys.add(witness);
    await cosignatures(files, ledger).add(size, line);
    return { log: name, size, by: await witnessesOf(of, size) };
  });
}

async function witnessesOf(of: LogLedger, size: number): Promise<string[]> {
  const checkpoint = await ofSize(of.ledger.kept, size);
  if (checkpoint === undefined) return [];
  const witnesses = (await of.ledger.keys.all()).filter(({ type }) => type === 'cosignature');
  const { note } = parseCheckpoint(await cosignatures(of.files, of.ledger).under(checkpoint));
  return note.signatures.filter(({ keyId }) => witnesses.some((key) => key.keyId === keyId)).map(({ name }) => name);
}

async function eventAt({ store }: LogLedger, position: number) {
  const [event] = await store.readAll(position - 1, 1);
  return event ?? notProven(`event ${position}`, 'không có', 'is not there');
}

const inText = (hashes: readonly Hash[]): string[] => hashes.map(toBase64);

function wordsOf(error: unknown) {
  if (!isDomainError(error) || error.code !== 'LedgerBroken') throw error;
  const { field, reason, reasonVi } = error.params;
  return { vi: `${field}: ${reasonVi}`, en: `${field}: ${reason}` };
}

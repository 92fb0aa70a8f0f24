import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Actor,
  Cosign,
  GiveEvidence,
  ListCheckpoints,
  ProveConsistency,
  ProveInclusion,
  ReadLedger,
  ShowLedger,
} from '@hoso/contracts';
import {
  checkConsistency,
  checkEvidence,
  checkInclusion,
  formatNote,
  formatVerifierKey,
  hashFrom,
  parseCheckpoint,
  parseVerifierKey,
  signerOf,
  signText,
} from '@hoso/merkle-log';
import { type LogShelf, logShelf, shelfTime, xes } from '../../test/log-shelf.ts';
import { inspector } from '../../test/past.ts';
import { clerk, record, told } from '../../test/story.ts';
import { histories } from '../history/dossier-history.ts';
import { importXes } from '../imports/import-xes.ts';
import {
  cosign,
  giveEvidence,
  listCheckpoints,
  proveConsistency,
  proveInclusion,
  readLedger,
  showLedger,
} from './answer-ledger.ts';

const count = 299;
const nowS = shelfTime / 1_000;
const witness = signerOf('inspectorate.example', 'cosignature', Buffer.alloc(32, 8));
const witnessKey = formatVerifierKey(witness.verifier);
const refusal = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });

let shelf: LogShelf;
beforeEach(async () => {
  shelf = logShelf();
  const events = Array.from({ length: count - 1 }, (_, index) => [`A${index}`, '2011-01-01T00:00:00Z'] as const);
  await importXes(shelf, { log: 'town', upload: shelf.upload(xes({ name: 'case-1', events })) });
});
afterEach(() => shelf.close());

const evidenceOf = (ask: { readonly log?: string; readonly position: number }, reader = inspector) =>
  giveEvidence({ ...shelf, histories: histories() }, ask, reader);
const shown = async () => ShowLedger.answer.parse(await showLedger(shelf, { log: 'town' }));
const read = (path: string) => readLedger(shelf, ReadLedger.ask.parse({ log: 'town', path }));
const hashes = (texts: readonly string[]) => texts.map((text) => hashFrom(text, 'hash'));
/** The newest checkpoint with the witness's signature under it. */
const cosigned = async (timeS = nowS): Promise<string> => {
  const { checkpoint = '' } = await shown();
  const { note } = parseCheckpoint(checkpoint);
  return formatNote({ text: note.text, signatures: [...note.signatures, signText(witness, note.text, timeS)] });
};
const give = async (checkpoint: string, key = witnessKey) =>
  Cosign.answer.parse(await cosign(shelf, Cosign.ask.parse({ log: 'town', key, checkpoint })));

describe('A ledger is asked', () => {
  it('how far it is, and is sealed by the question where nobody follows its log', async () => {
    expect(await shown()).toMatchObject({ log: 'town', size: count, checkpoints: 1, completeUpTo: count });
    expect(await showLedger(shelf, {})).toMatchObject({ log: 'main', size: 0, checkpoints: 0 });
  });

  it('for proofs at any size, of any event', async () => {
    for (const [position, size] of [
      [1, 1],
      [256, 256],
      [256, 257],
      [3, count],
    ] as const) {
      const proof = ProveInclusion.answer.parse(await proveInclusion(shelf, { log: 'town', position, size }));
      checkInclusion(
        { ...proof, hashes: hashes(proof.hashes) },
        hashFrom(proof.leaf, 'leaf'),
        hashFrom(proof.root, 'root'),
      );
      const grown = ProveConsistency.answer.parse(
        await proveConsistency(shelf, { log: 'town', size1: size, size2: count }),
      );
      checkConsistency(
        { ...grown, hashes: hashes(grown.hashes) },
        hashFrom(proof.root, 'root'),
        hashFrom(grown.root2, 'root'),
      );
    }
  });

  it('for what it has not, and says so', async () => {
    const ask = { log: 'town', position: 1 };
    await expect(proveInclusion(shelf, { ...ask, size: count + 1 })).rejects.toEqual(
      refusal('LedgerTooShort', { log: 'town', sealed: count, size: count + 1 }),
    );
    await expect(proveInclusion(shelf, { ...ask, position: 9, size: 8 })).rejects.toEqual(
      refusal('NotProven', { field: 'index', reasonVi: '8 không nằm trong cây 8 lá' }),
    );
    await expect(proveConsistency(shelf, { log: 'town', size1: 5, size2: 4 })).rejects.toEqual(
      refusal('NotProven', { field: 'size1' }),
    );
    await expect(showLedger(shelf, { log: 'nowhere' })).rejects.toEqual(refusal('LogNotFound'));
  });

  it('for evidence, which holds by itself', async () => {
    const { event, proof, keys } = GiveEvidence.answer.parse(await evidenceOf({ log: 'town', position: 7 }));
    const trust = { keys: keys.map(parseVerifierKey), nowS };
    const sealed = { ...event, recordedAt: Date.parse(event.recordedAt) };
    expect(checkEvidence(proof, sealed, trust).size).toBe(count);
    expect(() => checkEvidence(proof, { ...sealed, body: `${event.body} ` }, trust)).toThrow('do not lead');
  });

  it('by a unit, for evidence of its own dossiers, and of what is of none', async () => {
    await record(shelf.main, [told.submitted]);
    const head = (unit: string): Actor => ({ id: 'head-1', role: 'head', unit });
    await expect(evidenceOf({ position: 1 }, head('elsewhere'))).resolves.toMatchObject({ event: { position: 1 } });
    await expect(evidenceOf({ position: 2 }, head(clerk.unit))).resolves.toMatchObject({ event: { position: 2 } });
    await expect(evidenceOf({ position: 2 }, head('elsewhere'))).rejects.toEqual(
      refusal('EvidenceUnknown', { position: 2 }),
    );
  });

  it('for its files: tiles for good, the checkpoint for now', async () => {
    await shown();
    expect(await read('tile/0/000')).toMatchObject({ final: true });
    const [whole, part] = [await read('tile/entries/000'), await read('tile/entries/000.p/3')];
    expect(
      Buffer.from(whole.base64, 'base64')
        .subarray(0, 3 * 34)
        .toString('base64'),
    ).toBe(part.base64);
    const { base64, final } = await read('checkpoint');
    expect([Buffer.from(base64, 'base64').toString(), final]).toEqual([(await shown()).checkpoint, false]);
    for (const path of [`tile/0/001.p/${count - 256 + 1}`, 'tile/0/001', 'tile/0/002', 'tile/2/000']) {
      await expect(read(path)).rejects.toEqual(refusal('LedgerFileNotFound', { path }));
    }
    for (const path of ['keys/0', '../keys', 'tile/0/../1/000', 'checkpoints/000.p/0', 'tile/0/0', '']) {
      await expect(read(path)).rejects.toEqual(refusal('NotProven', { field: 'path' }));
    }
  });
});

describe('A cosignature', () => {
  it('is kept, and goes out with the checkpoint and all evidence under it', async () => {
    expect(await give(await cosigned())).toEqual({ log: 'town', size: count, by: ['inspectorate.example'] });
    const { checkpoint, cosigned: by, keys } = await shown();
    expect([by, keys.includes(witnessKey)]).toEqual([{ size: count, by: ['inspectorate.example'] }, true]);
    expect(checkpoint).toContain('— inspectorate.example ');
    const { items } = ListCheckpoints.answer.parse(
      await listCheckpoints(shelf, ListCheckpoints.ask.parse({ log: 'town' })),
    );
    expect(items).toEqual([{ number: 0, checkpoint }]);
    const { proof } = await evidenceOf({ log: 'town', position: 7 });
    expect(proof).toContain('— inspectorate.example ');
  });

  it('that comes again, later, takes the place of the first', async () => {
    await give(await cosigned());
    const { checkpoint = '' } = await shown();
    const { note } = parseCheckpoint(checkpoint);
    const later = formatNote({
      text: note.text,
      signatures: [...note.signatures.slice(0, 1), signText(witness, note.text, nowS + 9)],
    });
    expect((await give(later)).by).toEqual(['inspectorate.example']);
    expect((await shown()).checkpoint).toBe(later);
  });

  it.each([
    [
      'in the future',
      () => cosigned(nowS + 301),
      'NotProven',
      { field: 'checkpoint.signature of inspectorate.example' },
    ],
    ['of nobody', async () => (await shown()).checkpoint ?? '', 'NotProven', { field: 'signature' }],
    ['of words', async () => 'words', 'NotProven', { field: 'checkpoint.note' }],
    ['of a changed size', async () => (await cosigned()).replace(`\n${count}\n`, '\n5\n'), 'NotProven', {}],
  ])('%s is refused', async (_, checkpoint, code, params) => {
    await expect(give(await checkpoint())).rejects.toEqual(refusal(code, params));
    expect((await shown()).cosigned).toBeUndefined();
  });

  it('by the key of a log, or of something else, is refused', async () => {
    const [own = ''] = (await shown()).keys;
    await expect(give(await cosigned(), own)).rejects.toEqual(refusal('NotProven', { field: 'key' }));
    await expect(give(await cosigned(), 'no key')).rejects.toEqual(refusal('NotProven', { field: 'key' }));
  });

  it('of a checkpoint that only its key could have signed, and did not, is refused', async () => {
    const { checkpoint = '' } = await shown();
    const log = signerOf(parseCheckpoint(checkpoint).origin, 'note', Buffer.alloc(32, 4));
    const text = parseCheckpoint(checkpoint).note.text.replace(`\n${count}\n`, '\n5\n');
    const forged = formatNote({ text, signatures: [signText(log, text), signText(witness, text, nowS)] });
    await expect(give(forged)).rejects.toEqual(refusal('CheckpointUnknown', { log: 'town', size: 5 }));
  });
});

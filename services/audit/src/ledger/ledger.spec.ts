import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import {
  checkConsistency,
  checkLedger,
  formatEventLine,
  grouped,
  openCheckpoint,
  parseCheckpoint,
  proveConsistency,
  signerOf,
  tilePath,
} from '@hoso/merkle-log';
import { type MemoryFiles, memoryFiles } from '../../test/memory-files.ts';
import { type Ledger, openLedger } from './ledger.ts';

const recordedAt = Date.parse('2026-11-26T02:00:00.000Z');
const nowS = recordedAt / 1_000;
let folder: string;
let store: SqliteEventStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-ledger-'));
  store = sqliteEventStore({ path: join(folder, 'main.sqlite'), log: { kind: 'live' }, clock: () => recordedAt });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const signerFor = (of: Pick<SqliteEventStore, 'log'>) => signerOf(`hoso/${of.log.id}`, 'note', Buffer.alloc(32, 5));
const ledgerOver = (files: MemoryFiles, of: SqliteEventStore = store): Ledger =>
  openLedger({ store: of, files, signer: signerFor(of) });

let commands = 0;
async function append(count: number, to = store): Promise<void> {
  const id = `00000000-0000-4000-8000-${String(++commands).padStart(12, '0')}`;
  const event = {
    ...{ commandId: id, commandType: 'Note', type: 'Noted', schemaVersion: 1, correlationId: id },
    ...{ occurredAt: '2026-11-26T02:00:00.000Z', actor: { id: 'clerk', role: 'clerk', unit: 'one-stop' } },
  };
  const events = Array.from({ length: count }, (_, number) => ({ ...event, data: { commands, number } }));
  await to.append([{ stream: `note-${commands}`, expected: 0, events }]);
}

/** The whole ledger checked as somebody outside would; answers every fault. */
async function faultsOf(files: MemoryFiles, ledger: Ledger): Promise<readonly string[]> {
  const { checkpoint = '', size, checkpoints } = await ledger.sealed();
  const events = await store.readAll(0, 10_000);
  const kept = await Promise.all(Array.from({ length: checkpoints }, (_, number) => ledger.kept.find(number)));
  const faults: string[] = [];
  await checkLedger(
    {
      events: each(events.slice(0, size).map(formatEventLine)),
      tiles: async (tile) => files.files.get(tilePath(tile)),
      checkpoints: each(kept.map((text = '') => text)),
      newest: checkpoint,
    },
    { keys: await ledger.keys.all(), nowS, onFault: ({ message }) => void faults.push(message) },
  );
  return faults;
}

/** Whether it was the machine; anything else is a fault. */
function diedAlone(error: unknown): boolean {
  if (Error.isError(error) && error.message === 'the machine died') return true;
  throw error;
}

async function* each(texts: readonly string[]): AsyncIterable<string> {
  yield* texts;
}

describe('A ledger', () => {
  it('seals what there is, and signs nothing twice', async () => {
    const files = memoryFiles();
    const ledger = ledgerOver(files);
    expect(await ledger.sealed()).toEqual({ size: 0, checkpoints: 0 });
    const sizes: number[] = [];
    for (const count of [0, 0, 254, 1, 300, 0]) {
      if (count > 0) await append(count);
      sizes.push((await ledger.seal()).size);
    }
    expect(sizes).toEqual([1, 1, 255, 256, 556, 556]);
    expect((await ledger.sealed()).checkpoints).toBe(4);
    expect(await faultsOf(files, ledger)).toEqual([]);
  });

  it('goes on where it stopped, also after a kill between any two files', async () => {
    const files = memoryFiles();
    await append(200);
    await ledgerOver(files).seal();
    await append(700);
    let deaths = 0;
    for (let isDead = true; isDead; deaths++) {
      files.dieAfter(deaths);
      isDead = await ledgerOver(files)
        .seal()
        .then(() => false, diedAlone);
      expect((await ledgerOver(files).sealed()).size).toBe(isDead ? 201 : 901);
    }
    expect(deaths).toBeGreaterThan(8);
    files.dieAfter(1_000);
    const ledger = ledgerOver(files);
    expect(await faultsOf(files, ledger)).toEqual([]);
  });

  it('is sealed by several at once as if by one', async () => {
    const files = memoryFiles();
    const several = Array.from({ length: 4 }, () => ledgerOver(files));
    for (let round = 0; round < 5; round++) {
      await append(130);
      await Promise.all(several.map((ledger) => ledger.seal()));
    }
    const [ledger = ledgerOver(files)] = several;
    await ledger.seal();
    const { size, checkpoints } = await ledger.seal();
    expect(size).toBe(651);
    const sizes = await Promise.all(
      Array.from(
        { length: checkpoints },
        async (_, number) => parseCheckpoint((await ledger.kept.find(number)) ?? '').size,
      ),
    );
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
    expect(await faultsOf(files, ledger)).toEqual([]);
  });

  it('keeps every checkpoint, each provably the beginning of the next, in bundles', async () => {
    const files = memoryFiles();
    const ledger = ledgerOver(files);
    await append(520);
    for (let count = 0; count < 521; count++) await ledger.seal(1);
    expect(await ledger.sealed()).toMatchObject({ size: 521, checkpoints: 521 });
    expect([...files.files.keys()].filter((name) => name.startsWith('checkpoints/')).length).toBe(2 + 521 - 512);
    const { reader } = await ledger.tiles();
    for (const [one, other] of [
      [0, 1],
      [255, 256],
      [100, 520],
    ] as const) {
      const [first, second] = await Promise.all(
        [one, other].map(async (number) => parseCheckpoint((await ledgerOver(files).kept.find(number)) ?? '')),
      );
      if (!first || !second) throw new Error('both are kept');
      checkConsistency(await proveConsistency(first.size, second.size, reader), first.root, second.root);
    }
    expect(await faultsOf(files, ledger)).toEqual([]);
  });

  it('takes away partial tiles once they are full', async () => {
    const files = memoryFiles();
    const ledger = ledgerOver(files);
    for (const count of [100, 100, 100]) {
      await append(count);
      await ledger.seal();
    }
    expect([...files.files.keys()].filter((name) => name.startsWith('tile/')).sort()).toEqual([
      ...['tile/0/000', 'tile/0/001.p/45', 'tile/1/000.p/1', 'tile/entries/000', 'tile/entries/001.p/45'],
    ]);
  });

  it('goes on with another key, and is still trusted by the older one', async () => {
    const files = memoryFiles();
    await ledgerOver(files).seal();
    await append(5);
    const signer = signerOf(`hoso/${store.log.id}`, 'note', Buffer.alloc(32, 6));
    const ledger = openLedger({ store, files, signer });
    const { checkpoint = '' } = await ledger.seal();
    expect(() => openCheckpoint(checkpoint, [signerFor(store).verifier], nowS)).toThrow('has not signed it');
    expect(await ledger.keys.all()).toHaveLength(2);
    expect(await faultsOf(files, ledger)).toEqual([]);
  });
});

describe('A ledger that does not fit its log signs nothing more', () => {
  const changes: readonly (readonly [string, (files: Map<string, Uint8Array>) => void, RegExp])[] = [
    ['another tile', (files) => void files.get('tile/0/001.p/45')?.fill(1), /checkpoint\.root: tiles give .* at 301/],
    ['a missing tile', (files) => void files.delete('tile/0/001.p/45'), /tile\/0\/001\.p\/45: this tile is missing/],
    [
      'a missing bundle',
      (files) => void files.delete('tile/entries/001.p/45'),
      /tile\/entries\/001\.p\/45: is missing/,
    ],
    [
      'other entries',
      (files) => void files.get('tile/entries/001.p/45')?.fill(7, 45 * 34 - 5),
      /event 301: is not the event/,
    ],
    ['no checkpoint any more', (files) => void files.set('checkpoints/000.p/0', Buffer.from('')), /note: takes a text/],
    [
      'a checkpoint of another signature',
      (files) => void files.get('checkpoints/000.p/0')?.set(Buffer.from('AAAA'), 180),
      /signature|note|signatures/,
    ],
    ['an extra full tile', (files) => void files.set('tile/0/001', Buffer.alloc(8_192)), /tile\/0\/001: is not what/],
  ];

  it.each(changes)('because of %s', async (_, change, why) => {
    const files = memoryFiles();
    await append(300);
    await ledgerOver(files).seal();
    change(files.files);
    await append(300);
    const ledger = ledgerOver(files);
    await expect(ledger.seal()).rejects.toThrow(why);
    await expect(ledger.seal()).rejects.toThrow(why);
    expect(files.files.has('checkpoints/000.p/1')).toBe(false);
  });

  it('because the log is shorter than what was signed, or another', async () => {
    const files = memoryFiles();
    await append(300);
    await ledgerOver(files).seal();
    const other = sqliteEventStore({
      path: join(folder, 'other.sqlite'),
      log: { kind: 'live' },
      clock: () => recordedAt,
    });
    const rolledBack = openLedger({ store: other, files, signer: signerFor(store) });
    await expect(rolledBack.seal()).rejects.toThrow(/event 301: was signed and is not there|log: has 1 events/);
    await append(300, other);
    await expect(rolledBack.seal()).rejects.toThrow('event 301: is not the event that was signed');
    await expect(ledgerOver(files, other).seal()).rejects.toThrow(/checkpoint\.origin: hoso\/.* instead of hoso\//);
    await other.close();
  });
});

describe('Kept checkpoints', () => {
  it('lie where their number says', () => expect(grouped(1_234_067)).toBe('x001/x234/067'));
});

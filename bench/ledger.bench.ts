import { createHash, hash } from 'node:crypto';
import { join } from 'node:path';
import type { RecordedEvent } from '@hoso/event-sourcing';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import {
  type CheckedLedger,
  checkInclusion,
  checkLedger,
  eventBlock,
  formatCheckpoint,
  formatEventLine,
  formatNote,
  type GrowingTree,
  growingTree,
  NotProven,
  proveInclusion,
  signerOf,
  signText,
  tilePath,
  tilesOf,
  tileWidth,
} from '@hoso/merkle-log';
import { writeLives } from './dossier-lives.ts';
import { inFolder, median } from './platform.ts';

const events = 200_000;
const runs = 5;
const leavesOfProof = 10_000_000;
const proofs = 200;

/**
 * Sealing a log into tiles, and checking all of it from exported lines, against the SHA-256 of the same records, one
 * by one; and one proof out of ten million leaves.
 */
export const bench = { name: 'ledger', run: () => inFolder(run) };

async function run(folder: string) {
  const log = await readLog(join(folder, 'log.sqlite'));
  const records = log.map(recordOf);
  const bytes = records.reduce((sum, record) => sum + record.length, 0);
  const lines = log.map(formatEventLine);
  const sealed = seal(log);
  const [hashing, inText, sealing, checking]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let count = 0; count < runs; count++) {
    hashing.push(await timed(async () => hashEach(records)));
    inText.push(await timed(async () => hashEachInText(records)));
    sealing.push(await timed(async () => seal(log)));
    checking.push(await timed(() => check(lines, sealed)));
  }
  const perSecond = (times: readonly number[]): number => Math.round((events / median(times)) * 1_000);
  const [baseline, sealedPerSecond, checkedPerSecond] = [hashing, sealing, checking].map(perSecond);
  const value = Math.min(sealedPerSecond ?? 0, checkedPerSecond ?? 0);
  return {
    value,
    unit: 'events/s',
    baseline: baseline ?? 0,
    ratio: Number((value / (baseline ?? 1)).toFixed(3)),
    detail: {
      ...{ events, bytesAnEvent: Math.round(bytes / events), sealedPerSecond, checkedPerSecond },
      sealingRatio: Number((median(hashing) / median(sealing)).toFixed(3)),
      checkingRatio: Number((median(hashing) / median(checking)).toFixed(3)),
      // Beside the fastest hashing there is: of what checking takes, a third is JSON.
      fastestHashingPerSecond: perSecond(inText),
      ...(await oneProof()),
    },
  };
}

async function readLog(path: string): Promise<readonly RecordedEvent[]> {
  await writeLives(path, events);
  const store = sqliteEventStore({ path, log: { kind: 'simulated' } });
  const all: RecordedEvent[] = [];
  while (all.length < events) all.push(...(await store.readAll(all.length, Math.min(10_000, events - all.length))));
  await store.close();
  return all;
}

function recordOf({ position, recordedAt, body }: RecordedEvent): Buffer {
  const head = Buffer.alloc(16);
  head.writeBigInt64BE(BigInt(position));
  head.writeBigInt64BE(BigInt(recordedAt), 8);
  return Buffer.concat([head, Buffer.from(body)]);
}

/** As Node's own pages do it. */
function hashEach(records: readonly Buffer[]): number {
  let last = 0;
  for (const record of records) last = createHash('sha256').update(record).digest()[0] ?? 0;
  return last;
}

/** The fastest way that Node has, which answers text. */
function hashEachInText(records: readonly Buffer[]): number {
  let last = 0;
  for (const record of records) last = hash('sha256', record, 'latin1').charCodeAt(0);
  return last;
}

interface Sealed {
  readonly tiles: Map<string, Uint8Array>;
  readonly checkpoint: string;
}

const signer = signerOf('hoso/bench', 'note', Buffer.alloc(32, 1));

function seal(log: readonly RecordedEvent[]): Sealed {
  const tiles = new Map<string, Uint8Array>();
  const tree = growingTree((tile) => tiles.set(tilePath(tile), tile.bytes));
  const block = eventBlock();
  const closeBundle = (): void => {
    const name = { level: 'entries', index: Math.floor(tree.size / tileWidth), width: block.width } as const;
    tree.appendAll(block.takeLeaves());
    tiles.set(tilePath(name), Buffer.from(block.entries()));
    block.clear();
  };
  for (const event of log) {
    block.add(event);
    if (block.width === tileWidth) closeBundle();
  }
  if (block.width > 0) closeBundle();
  for (const tile of tree.partialTiles()) tiles.set(tilePath(tile), tile.bytes);
  return { tiles, checkpoint: signed(tree) };
}

function signed(tree: GrowingTree): string {
  const text = formatCheckpoint({ origin: 'hoso/bench', size: tree.size, root: tree.root() });
  return formatNote({ text, signatures: [signText(signer, text)] });
}

async function check(lines: readonly string[], { tiles, checkpoint }: Sealed): Promise<CheckedLedger> {
  const checked = await checkLedger(
    {
      events: each(lines),
      tiles: async (tile) => tiles.get(tilePath(tile)),
      checkpoints: each([checkpoint]),
      newest: checkpoint,
    },
    {
      ...{ keys: [signer.verifier], nowS: Math.floor(Date.now() / 1_000) },
      onFault: (fault) => {
        throw fault;
      },
    },
  );
  if (checked.events === events) return checked;
  throw new NotProven('events', { vi: 'thiếu', en: `only ${checked.events} were checked` });
}

async function* each(texts: readonly string[]): AsyncIterable<string> {
  yield* texts;
}

/** Median and worst time to prove one leaf, its tiles read and nothing kept between two proofs. */
async function oneProof() {
  const tiles = new Map<string, Uint8Array>();
  const tree = growingTree((tile) => tiles.set(tilePath(tile), tile.bytes));
  const leaf = Buffer.alloc(32);
  const leafAt = (index: number): Buffer => {
    leaf.writeUInt32BE(index);
    return leaf;
  };
  for (let index = 0; index < leavesOfProof; index++) tree.append(leafAt(index));
  for (const tile of tree.partialTiles()) tiles.set(tilePath(tile), tile.bytes);
  const reader = tilesOf(leavesOfProof, async (tile) => tiles.get(tilePath(tile)));
  const root = tree.root();
  const times: number[] = [];
  for (let count = 0; count < proofs; count++) {
    const index = Math.floor((leavesOfProof / proofs) * count);
    const began = performance.now();
    const proof = await proveInclusion(index, leavesOfProof, reader);
    times.push(performance.now() - began);
    checkInclusion(proof, leafAt(index), root);
  }
  const rounded = (ms: number): number => Number(ms.toFixed(3));
  return { proofMs: rounded(median(times)), proofMsMax: rounded(Math.max(...times)), leaves: leavesOfProof };
}

/** Milliseconds of this process's own time: on a busy machine they say more than a clock does. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

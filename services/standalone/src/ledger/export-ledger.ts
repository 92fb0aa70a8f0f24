import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { ListCheckpoints, ProveInclusion, ShowLedger } from '@hoso/contracts';
import {
  eventBlock,
  formatEventLine,
  growingTree,
  isSameHash,
  parseCheckpoint,
  parseEventLine,
  type Tile,
  type TileName,
  tilePath,
  tileWidth,
} from '@hoso/merkle-log';
import type { Client } from '../cli/client.ts';
import { ledgerFiles, writeIn } from './ledger-folder.ts';

/** A ledger that was written into a folder. */
export interface ExportedLedger {
  readonly log: string;
  readonly origin: string;
  readonly size: number;
  readonly checkpoints: number;
  /** Whether the events lead to the root that was signed. */
  readonly holds: boolean;
}

export interface ExportLedgerOptions {
  readonly client: Client;
  readonly log: string;
  readonly folder: string;
  readonly onProgress: (done: number, of: number) => void;
}

/**
 * Writes all that anybody needs to check a log for himself: events, tiles, every checkpoint, keys.
 *
 * Decision: tiles are worked out from the events as they come, and the ledger's own are asked for only where these do
 * not lead to the signed root. / Because two that agree in the root agree in every tile, and 5 million events have
 * 40,000 of them. / Instead of a request a tile.
 */
export async function exportLedger(options: ExportLedgerOptions): Promise<ExportedLedger> {
  const { client, log, folder } = options;
  const { origin, keys, size, checkpoint } = await sealedWhole(client, log);
  const root = await writeEvents(options, size);
  const signed = parseCheckpoint(checkpoint);
  const holds = isSameHash(root, signed.root);
  if (!holds) await fetchTiles(options, size);
  const checkpoints = await writeCheckpoints(options, size);
  await writeIn(folder, ledgerFiles.keys, keys.map((key) => `${key}\n`).join(''));
  // The last one: a folder without it is not whole.
  await writeIn(folder, ledgerFiles.checkpoint, checkpoint);
  return { log, origin, size, checkpoints, holds };
}

/** How far a log is sealed, once all that it holds is. */
export async function sealedWhole(client: Client, log: string) {
  const show = async () =>
    ShowLedger.answer.parse(await client.call({ method: 'GET', path: '/ledger', query: { log } }));
  let shown = await show();
  if (shown.size < shown.completeUpTo) {
    const query = { log, position: shown.completeUpTo };
    ProveInclusion.answer.parse(await client.call({ method: 'GET', path: '/ledger/inclusion', query }));
    shown = await show();
  }
  const { checkpoint = '' } = shown;
  return { ...shown, checkpoint };
}

async function writeEvents({ client, log, folder, onProgress }: ExportLedgerOptions, size: number) {
  const full: Tile[] = [];
  const tree = growingTree((tile) => full.push(tile));
  const block = eventBlock();
  const closeBundle = async (): Promise<void> => {
    const name: TileName = { level: 'entries', index: Math.floor(tree.size / tileWidth), width: block.width };
    tree.appendAll(block.takeLeaves());
    await writeIn(folder, tilePath(name), block.entries());
    for (const tile of full.splice(0)) await writeIn(folder, tilePath(tile), tile.bytes);
    block.clear();
    onProgress(tree.size, size);
  };
  const events = createWriteStream(join(folder, ledgerFiles.events), { flags: 'wx' });
  const failed = once(events, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => undefined);
  for await (const line of client.lines(`/logs/${log}/export`)) {
    const done = tree.size + block.width;
    if (done === size) break;
    const event = parseEventLine(line, done + 1);
    if (!events.write(`${formatEventLine(event)}\n`)) await Promise.race([once(events, 'drain'), failed]);
    block.add(event);
    if (block.width === tileWidth) await closeBundle();
  }
  await Promise.race([new Promise<void>((resolve) => events.end(resolve)), failed]);
  if (block.width > 0) await closeBundle();
  for (const tile of tree.partialTiles()) await writeIn(folder, tilePath(tile), tile.bytes);
  return tree.root();
}

/** The tiles as they were sealed: beside them one sees which event is another. */
async function fetchTiles({ client, log, folder }: ExportLedgerOptions, size: number): Promise<void> {
  for (const level of ['entries', 0, 1, 2, 3, 4, 5, 6] as const) {
    const width = Math.floor(size / tileWidth ** (level === 'entries' ? 0 : level));
    for (let index = 0; index * tileWidth < width; index++) {
      const name: TileName = { level, index, width: Math.min(tileWidth, width - index * tileWidth) };
      await writeIn(folder, tilePath(name), await client.bytes(`/ledger/${tilePath(name)}?log=${log}`));
    }
  }
}

/** Those up to the size that is written: the log goes on meanwhile, and so do its checkpoints. */
async function writeCheckpoints({ client, log, folder }: ExportLedgerOptions, size: number): Promise<number> {
  let count = 0;
  for (let after: string | undefined = '0'; after !== undefined; ) {
    const query = { log, after, limit: 200 };
    const page: ReturnType<typeof ListCheckpoints.answer.parse> = ListCheckpoints.answer.parse(
      await client.call({ method: 'GET', path: '/ledger/checkpoints', query }),
    );
    const wanted = page.items.filter(({ checkpoint }) => parseCheckpoint(checkpoint).size <= size);
    for (const { number, checkpoint } of wanted) await writeIn(folder, ledgerFiles.kept(number), checkpoint);
    count += wanted.length;
    after = wanted.length < page.items.length ? undefined : page.next;
  }
  return count;
}

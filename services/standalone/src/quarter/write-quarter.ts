import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { uuidV8, type WholeLog } from '@hoso/event-sourcing';
import { makeLog, openKeys } from '@hoso/runtime/adapters';
import type { DataFolder } from '../data-folder.ts';
import { isDiskFull } from './disk-full.ts';
import { seededSeals } from './seeded-seals.ts';
import { type Planted, simulatedLog } from './simulated-log.ts';
import { SimulationError } from './simulation-error.ts';
import type { SimulationPlaces } from './simulation-places.ts';

export interface QuarterOptions {
  /** More than 0, at most 1: how much of the quarter's dossiers there are. */
  readonly scale: number;
  readonly seed: number;
  /** The name of the log to be. */
  readonly log: string;
  /** Where the answer key goes, a line of JSON each; no service reads it. */
  readonly keyFile: string;
  readonly onProgress: (progress: QuarterProgress) => void;
  /** Breaks it off, with nothing left of it. */
  readonly signal?: AbortSignal;
}

/** How far a simulation is. */
export interface QuarterProgress {
  /** Dossiers whose life is over, of all. */
  readonly finished: number;
  readonly dossiers: number;
  readonly events: number;
}

/** What came of a simulation. */
export interface WrittenQuarter extends Planted {
  readonly log: string;
  readonly id: string;
  readonly events: number;
}

const kind = 'simulated';
/** 2022-01-01 in the province. */
const beginsAt = Date.parse('2021-12-31T17:00:00.000Z');

/** Simulates the quarter into a log of a folder. Rejects with `SimulationError` where there is one of that name. */
export async function writeQuarterToFolder(folder: DataFolder, options: QuarterOptions): Promise<WrittenQuarter> {
  const { log } = options;
  return await writeQuarter(options, { url: `sqlite:${folder.keys}` }, (whole) =>
    makeLog({ url: `sqlite:${folder.log(log)}`, log }, whole),
  );
}

/**
 * Simulates the quarter into a log of a server's. On PostgreSQL it is there as a whole or not at all; on KurrentDB a
 * part of it stays where the rest cannot be made, opens for nobody, and is gone on from next time. Rejects with
 * `SimulationError` where there is one of that name.
 */
export async function writeQuarterToServers(
  { eventStoreUrl, keysUrl, masterKeyFile }: SimulationPlaces,
  options: QuarterOptions,
): Promise<WrittenQuarter> {
  const { migrateKeys } = await import('@hoso/sealing/postgres');
  const { migratePlatform } = await import('@hoso/runtime');
  const { log } = options;
  await migrateKeys({ url: keysUrl, masterKeyPath: masterKeyFile, kind });
  const written = await writeQuarter(options, { url: keysUrl, masterKeyFile }, (whole) =>
    makeLog({ url: eventStoreUrl, log }, whole),
  );
  await migratePlatform({ eventStoreUrl, log, kind, keysUrl, masterKeyFile });
  return written;
}

type KeysAt = Parameters<typeof openKeys>[0];

async function writeQuarter(
  { scale, seed, log, keyFile, onProgress, signal = new AbortController().signal }: QuarterOptions,
  keysAt: KeysAt,
  write: (whole: WholeLog) => Promise<void>,
): Promise<WrittenQuarter> {
  const words = `2022Q1 ${seed}`;
  const identity = { id: uuidV8('simulated quarter', words, scale), kind } as const;
  const task = { seed: words, scale, beginsAt, log: identity };
  const key = await keyWriter(keyFile);
  // Nobody asks again for a key that is stored.
  const keys = await openKeys(keysAt, { newKey: seededSeals(words).newKey, cachedKeysMax: 1 }).catch(
    (error: unknown) => {
      key.dropped();
      throw error;
    },
  );
  let finished = 0;
  let planned: Planted = { dossiers: 0, online: 0, late: 0, planted: 0 };
  const whole = simulatedLog({
    ...{ task, keys, signal },
    onBegun: ({ dossiers, online, late, planted }) => {
      planned = { dossiers, online, late, planted };
    },
    onPiece: (lines, over) => {
      for (const line of lines) key.write(line);
      finished += over;
      onProgress({ finished, dossiers: planned.dossiers, events: whole.head });
    },
    onEnded: () => key.written(),
  });
  try {
    await write(whole);
    key.named();
    return { ...{ log, id: identity.id }, ...planned, events: whole.head };
  } catch (error) {
    key.dropped();
    if (signal.aborted) throw new SimulationError('BrokenOff', log);
    if (isLogThere(error)) throw new SimulationError('LogThere', log, { cause: error });
    throw isDiskFull(error) ? new SimulationError('DiskFull', log, { cause: error }) : error;
  } finally {
    await whole.close();
    await keys.close();
  }
}

/** Every store says it by this code. */
function isLogThere(error: unknown): boolean {
  return Error.isError(error) && 'code' in error && error.code === 'LogThere';
}

/** The answer key under its name once it is whole. Rejects at once where no file can be made there, or one is. */
async function keyWriter(path: string) {
  if (existsSync(path)) throw new SimulationError('KeyFileThere', path);
  const unfinished = `${path}.unfinished`;
  const file = createWriteStream(unfinished);
  await once(file, 'open').catch((cause: unknown) => {
    throw new SimulationError('KeyFileUnwritable', path, { cause });
  });
  const failed = new Promise<never>((_, reject) => file.once('error', reject));
  failed.catch(() => undefined);
  return {
    write: (line: object): void => void file.write(`${JSON.stringify(line)}\n`),
    /** All of it: nothing but its name can fail any more. */
    written: async (): Promise<void> => {
      file.end();
      await Promise.race([once(file, 'close'), failed]);
    },
    named: (): void => renameSync(unfinished, path),
    dropped: (): void => {
      file.destroy();
      rmSync(unfinished, { force: true });
    },
  };
}

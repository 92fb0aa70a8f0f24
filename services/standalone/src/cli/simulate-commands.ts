import { demoLog, liveLog } from '@hoso/runtime/log-names';
import { SettingsError } from '@hoso/runtime/settings';
import type { Command } from 'commander';
import { z } from 'zod';
import { hasServers, keyFolderOf } from '../backup/server-places.ts';
import { dataFolder, FolderError } from '../data-folder.ts';
import { simulationPlaces } from '../quarter/simulation-places.ts';
import { SimulationError, type SimulationErrorCode } from '../quarter/simulation-error.ts';
import {
  type QuarterProgress,
  type WrittenQuarter,
  writeQuarterToFolder,
  writeQuarterToServers,
} from '../quarter/write-quarter.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { GlobalOptions } from './global-options.ts';
import { facts, print } from './output.ts';
import { progress } from './progress.ts';

const reservedLogs: readonly string[] = [liveLog, demoLog];
const Given = z.looseObject({ quarter: z.string(), scale: z.string(), seed: z.string(), key: z.string() });

/**
 * Where events lie on a server (`EVENT_STORE_URL`: PostgreSQL or KurrentDB), the log is made there, otherwise in the
 * data folder: with the same bytes either way.
 */
export function addSimulateCommand(program: Command): void {
  const simulate = program
    .command('simulate')
    .description('simulate a quarter of a province into a new log: the same seed gives the same bytes')
    .requiredOption('--quarter <quarter>', 'which: 2022Q1')
    .option('--scale <part>', 'how much of it, more than 0 and at most 1', '0.01')
    .option('--seed <number>', 'a whole number', '1')
    .requiredOption('--key <file>', 'a new file for the answer key: what is planted, {"rule", "dossier"} a line');
  simulate.action(async () => {
    const options = GlobalOptions.parse(simulate.optsWithGlobals());
    const given = Given.parse(simulate.opts());
    await simulating(options, async () => {
      requireQuarter(given.quarter);
      const [scale, seed, log] = [scaleOf(given.scale), seedOf(given.seed), logOf(options.log)];
      const asked = { scale, seed, log, keyFile: given.key, onProgress: shower(options), signal: interrupted() };
      const written = hasServers(process.env)
        ? await writeQuarterToServers(simulationPlaces(process.env, keyFolderOf(options.data)), asked)
        : await writeQuarterToFolder(dataFolder(options.data), asked);
      print(options, written, () => facts(inWords(options, written)));
    });
  });
}

/** What shells have for a command that was interrupted. */
const interruptedCode = 130;
/** The others are about the words of the command. */
const codes: Partial<Record<SimulationErrorCode, number>> = {
  LogThere: exitCodes.refused,
  KeyFileThere: exitCodes.refused,
  KeyFileUnwritable: exitCodes.unreachable,
  DiskFull: exitCodes.unreachable,
  BrokenOff: interruptedCode,
};

async function simulating({ lang }: GlobalOptions, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof FolderError) throw new CliError(exitCodes.unreachable, error.message);
    if (error instanceof SettingsError) throw new CliError(exitCodes.usage, error.message);
    if (!(error instanceof SimulationError)) throw error;
    const title = error.in(lang);
    throw new CliError(codes[error.code] ?? exitCodes.usage, `${title} (${error.code})`, { code: error.code, title });
  }
}

/** Gigabytes lie about where it is simply killed. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

function requireQuarter(text: string): void {
  if (text !== '2022Q1') throw new SimulationError('UnknownQuarter', `--quarter ${text}`);
}

function scaleOf(text: string): number {
  const scale = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(scale > 0 && scale <= 1)) throw new SimulationError('ScaleOutOfRange', `--scale ${text}`);
  return scale;
}

function seedOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new SimulationError('SeedUnusable', `--seed ${text}`);
  return Number(text);
}

function logOf(name: string | undefined): string {
  if (name === undefined) throw new SimulationError('LogUnnamed', '--log');
  if (!/^[a-z][a-z0-9_-]{0,30}$/.test(name) || reservedLogs.includes(name)) {
    throw new SimulationError('LogNameUnusable', `--log ${name}`);
  }
  return name;
}

function inWords(
  { lang }: GlobalOptions,
  { log, id, dossiers, online, late, planted, events }: WrittenQuarter,
): object {
  if (lang === 'en') return { log, id, dossiers, online, late, planted, events };
  return {
    ...{ 'nhật ký': log, mã: id, 'hồ sơ': dossiers, 'nộp trực tuyến': online, 'trễ hẹn': late },
    ...{ 'có vi phạm cài sẵn': planted, 'sự kiện': events },
  };
}

/** Shows how far it is, how fast, and how long the rest takes; not more often than anybody can read. */
function shower({ lang }: GlobalOptions): (at: QuarterProgress) => void {
  const began = performance.now();
  let shownAt = 0;
  return ({ finished, dossiers, events }) => {
    const now = performance.now();
    const isDone = finished === dossiers;
    if (now - shownAt < 500 && !isDone) return;
    shownAt = now;
    const seconds = Math.max((now - began) / 1_000, 0.001);
    const left = finished === 0 ? '…' : Math.ceil((seconds / finished) * (dossiers - finished));
    const rate = Math.round(events / seconds);
    const line = {
      vi: `${finished} trên ${dossiers} hồ sơ, ${events} sự kiện, ${rate}/giây, còn ${left} giây`,
      en: `${finished} of ${dossiers} dossiers, ${events} events, ${rate}/s, ${left} s left`,
    };
    progress(line[lang], isDone);
  };
}

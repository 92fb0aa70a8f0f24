import { demoLog, liveLog } from '@hoso/runtime';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { hasServers } from '../backup/server-places.ts';
import { dataFolder } from '../data-folder.ts';
import { simulationPlaces } from '../quarter/simulation-places.ts';
import { type QuarterProgress, writeQuarterToFolder, writeQuarterToServers } from '../quarter/write-quarter.ts';
import { keyFolderOf, telling } from './backup-commands.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { facts, print } from './output.ts';
import { progress } from './progress.ts';
import { GlobalOptions } from './session.ts';

const reservedLogs: readonly string[] = [liveLog, demoLog];
const Given = z.looseObject({ quarter: z.string(), scale: z.number(), seed: z.number(), key: z.string() });

/**
 * Where events lie on a server (`EVENT_STORE_URL`: PostgreSQL or KurrentDB), the log is made there, otherwise in the
 * data folder: with the same bytes either way.
 */
export function addSimulateCommand(program: Command): void {
  const simulate = program
    .command('simulate')
    .description('simulate a quarter of a province into a new log: the same seed gives the same bytes')
    .requiredOption('--quarter <quarter>', 'which: 2022Q1', quarterArgument)
    .option('--scale <part>', 'how much of it, more than 0 and at most 1', scaleArgument, 0.01)
    .option('--seed <number>', 'a whole number', seedArgument, 1)
    .requiredOption('--key <file>', 'a new file for the answer key: what is planted, {"rule", "dossier"} a line');
  simulate.action(async () => {
    const options = GlobalOptions.parse(simulate.optsWithGlobals());
    const { scale, seed, key: keyFile } = Given.parse(simulate.opts());
    const log = logArgument(options.log);
    await telling(options, async () => {
      const asked = { scale, seed, log, keyFile, onProgress: shower() };
      const written = hasServers(process.env)
        ? await writeQuarterToServers(simulationPlaces(process.env, keyFolderOf(options.data)), asked)
        : await writeQuarterToFolder(dataFolder(options.data), asked);
      print(options, written, () => facts(written));
    });
  });
}

function quarterArgument(text: string): string {
  if (text !== '2022Q1') throw new InvalidArgumentError('2022Q1 is the one whose figures are known');
  return text;
}

function scaleArgument(text: string): number {
  const scale = Number(text);
  if (!(scale > 0 && scale <= 1)) throw new InvalidArgumentError('more than 0, at most 1');
  return scale;
}

function seedArgument(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('a whole number');
  return Number(text);
}

function logArgument(name: string | undefined): string {
  if (name === undefined) throw new CliError(exitCodes.usage, '--log: name the log to be made');
  if (!/^[a-z][a-z0-9_-]{0,30}$/.test(name) || reservedLogs.includes(name)) {
    throw new CliError(
      exitCodes.usage,
      `--log ${name}: small letters, digits, - and _, and not ${reservedLogs.join(', ')}`,
    );
  }
  return name;
}

/** Shows how far it is, how fast, and how long the rest takes; not more often than anybody can read. */
function shower(): (at: QuarterProgress) => void {
  const began = performance.now();
  let shownAt = 0;
  return ({ finished, dossiers, events }) => {
    const now = performance.now();
    const isDone = finished === dossiers;
    if (now - shownAt < 500 && !isDone) return;
    shownAt = now;
    const seconds = Math.max((now - began) / 1_000, 0.001);
    const left = Math.ceil((seconds / finished) * (dossiers - finished));
    const rate = Math.round(events / seconds);
    progress(`${finished} of ${dossiers} dossiers, ${events} events, ${rate}/s, ${left} s left`, isDone);
  };
}

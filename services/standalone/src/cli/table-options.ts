import type { Command } from 'commander';
import { z } from 'zod';
import { queryString } from './client.ts';
import { facts, print } from './output.ts';
import { contentOf } from './schema-options.ts';
import { existingFolder, findRunning } from '../data-folder.ts';
import { type GlobalOptions, type Session, withAnyLog, withPlatform } from './session.ts';

export type Query = Readonly<Record<string, string>>;
const Files = z.looseObject({ csv: z.string().optional(), xlsx: z.string().optional() });

/** For what is also had as a file. */
export function addTableOptions(command: Command): Command {
  return command
    .option('--csv <file>', 'every line into a file; - is standard output')
    .option('--xlsx <file>', 'every line into a file that spreadsheets open');
}

/** Saves the table at a path where a file was asked for. Answers whether it was. */
export async function saveTable(
  { client, options }: Session,
  command: Command,
  path: string,
  query: Query,
): Promise<boolean> {
  const { csv, xlsx } = Files.parse(command.opts());
  const file = csv ?? xlsx;
  if (file === undefined) return false;
  const from = `${path}.${csv === undefined ? 'xlsx' : 'csv'}${queryString(query)}`;
  if (file === '-') process.stdout.write(await client.bytes(from));
  else {
    const saved = await client.download(from, file);
    print(options, saved, () => facts(saved, '', options.lang));
  }
  return true;
}

/**
 * Asks for numbers: a platform that runs tells those of any log, and where none does, one is opened on the log that is
 * named, which follows it and so has them at once the next time.
 */
export async function withNumbers(options: GlobalOptions, work: (session: Session) => Promise<void>): Promise<void> {
  if (process.env['HOSO_URL'] || runsOn(options.data)) await withAnyLog(options, work);
  else await withPlatform(options, 'inspector@inspectorate', work);
}

function runsOn(data: string): boolean {
  try {
    return findRunning(existingFolder(data)) !== undefined;
  } catch {
    // What is wrong with a folder is said by whoever opens it.
    return false;
  }
}

/** What can be asked, but for the log, which is named for all commands alike. */
export function withoutLog(question: z.ZodObject): z.ZodObject {
  return z.strictObject(Object.fromEntries(Object.entries(question.shape).filter(([name]) => name !== 'log')));
}

/** What was given of a question, and the log, as a query string takes it. */
export function queryOf(command: Command, question: z.ZodObject, log: string | undefined): Query {
  const about = log === undefined ? {} : { log };
  const given = Object.entries({ ...about, ...contentOf(withoutLog(question), command.opts()) });
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

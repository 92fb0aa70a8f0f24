import type { Command } from 'commander';
import { z } from 'zod';
import { queryString } from './client.ts';
import { facts, print } from './output.ts';
import { contentOf } from './schema-options.ts';
import type { Session } from './session.ts';

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
    print(options, saved, () => facts(saved));
  }
  return true;
}

/** What was given of a question, as a query string takes it. */
export function queryOf(command: Command, question: z.ZodObject): Query {
  const given = Object.entries(contentOf(question, command.opts()));
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

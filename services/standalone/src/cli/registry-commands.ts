import { FindProcedure, type ImportedChange, ProcedureImportReport, type UnreadField } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Client } from './client.ts';
import { addLawCommands } from './law-commands.ts';
import { CliError } from './exit-codes.ts';
import { facts, freshness, print, printList, table } from './output.ts';
import { progress } from './progress.ts';
import { GlobalOptions, withPlatform } from './session.ts';
import type { Language } from './usage-words.ts';

const operator = 'operator@platform';
const registrar = 'registrar@platform';

const ListOptions = z.looseObject({
  limit: z.string(),
  after: z.string().optional(),
  text: z.string().optional(),
  on: z.string().optional(),
});

export function addRegistryCommands(program: Command): void {
  const registry = program.command('registry').description('procedures, units, calendars, rule sets');
  addImport(registry);
  addLawCommands(registry);
  addShow(registry);
  const list = (
    name: string,
    described: string,
    path: string,
    row: (item: Readonly<Record<string, unknown>>) => readonly unknown[],
    headings: readonly string[],
  ): Command => {
    const command = registry
      .command(name)
      .description(described)
      .option('--limit <count>', 'items a page', '50')
      .option('--after <cursor>', 'the page after');
    return command.action(async () => {
      const options = GlobalOptions.parse(command.optsWithGlobals());
      const { limit, after, text, on } = ListOptions.parse(command.opts());
      await withPlatform(options, operator, ({ client }) =>
        printList(
          options,
          (next) => client.call({ method: 'GET', path, query: { text, on, limit, after: next } }),
          headings,
          row,
          after,
        ),
      );
    });
  };
  list(
    'list',
    'the procedures in force',
    '/procedures',
    (item) => [item['code'], item['version'], wordsIn(item['name'])],
    ['code', 'version', 'name'],
  ).option('--text <text>', 'the beginning of the code, or words of the name, with or without marks');
  list(
    'rule-sets',
    'legal rule sets',
    '/rule-sets',
    (item) => [item['id'], item['version'], item['effectiveFrom'], item['effectiveTo'], wordsIn(item['name'])],
    ['id', 'version', 'from', 'to', 'name'],
  ).option('--on <date>', 'those in force on that date');
  list(
    'units',
    'one-stop units, agencies and their officers',
    '/units',
    (item) => [item['id'], item['kind'], item['level'], wordsIn(item['name'])],
    ['id', 'kind', 'level', 'name'],
  ).option('--on <date>', 'those that there are on that date, as they are then');
}

function addShow(registry: Command): void {
  const show = registry
    .command('show')
    .description('a procedure')
    .argument('<code>', 'e.g. 1.001193')
    .option('--on <date>', 'in force on that date');
  show.action(async (code: string) => {
    const options = GlobalOptions.parse(show.optsWithGlobals());
    const { on } = z.looseObject({ on: z.string().optional() }).parse(show.opts());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = await client.call({
        method: 'GET',
        path: `/procedures/${encodeURIComponent(code)}`,
        query: { on },
      });
      print(options, answer, () => {
        const { procedure, versions, ...fresh } = FindProcedure.answer.parse(answer);
        const known = versions.map(({ version, effectiveFrom }) => `${version} (${effectiveFrom})`).join(', ');
        return `${facts({ ...procedure, versions: known }, '', options.lang)}\n${freshness(options, fresh)}`;
      });
    });
  });
}

function addImport(registry: Command): void {
  const importing = registry
    .command('import')
    .description('publish what a file of procedures says and the newest versions do not')
    .argument('<file>', 'a JSON object a line, plain or gzipped')
    .option('--effective-from <date>', 'in force from that date; by default today')
    .option('--dry-run', 'tell what would be published, and publish nothing');
  importing.action(async (file: string) => {
    const options = GlobalOptions.parse(importing.optsWithGlobals());
    const { effectiveFrom, dryRun } = ImportOptions.parse(importing.opts());
    const question = new URLSearchParams({
      ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
      ...(dryRun ? { dryRun: 'yes' } : {}),
    });
    const query = question.size === 0 ? '' : `?${question}`;
    await withPlatform(options, registrar, async ({ client }) => {
      const answer = await client.upload(`/procedures/imports${query}`, file, (sent, total) => {
        const percent = Math.floor((100 * sent) / Math.max(total, 1));
        progress(sent === total ? `${file}: sent, being published …` : `${file}: ${percent} % sent`, false);
      });
      const { unread, changes, ...report } = ProcedureImportReport.parse(answer);
      progress(`${file}: ${report.dryRun ? 'looked through' : 'published, lists follow …'}`, false);
      if (report.position > 0 && !(await listed(client, report.position))) {
        console.error(`hoso: lists have yet to follow event ${report.position}; hoso ops lag tells how far they are`);
      }
      progress(`${file}: done`, true);
      print(options, { ...report, unread, changes }, () =>
        [
          facts(report, '', options.lang),
          ...changesText(changes, options.lang),
          ...unreadText(unread, options.lang),
        ].join('\n'),
      );
    });
  });
}

const ImportOptions = z.looseObject({ effectiveFrom: z.string().optional(), dryRun: z.boolean().default(false) });

/** How long lists may take to follow what was published; each question waits for a while by itself. */
const listedWithinMs = 120_000;

/** Whoever looks for what he has just published is to find it: in the list, and by its name. */
async function listed(client: Client, position: number): Promise<boolean> {
  const deadline = performance.now() + listedWithinMs;
  for (const text of [undefined, 'x']) {
    while (!(await isListed(client, text, position))) if (performance.now() > deadline) return false;
  }
  return true;
}

const NotYet = z.looseObject({ code: z.literal('NotYetComplete') });

async function isListed(client: Client, text: string | undefined, atLeast: number): Promise<boolean> {
  try {
    await client.call({ method: 'GET', path: '/procedures', query: { text, limit: 1, atLeast } });
    return true;
  } catch (error) {
    if (error instanceof CliError && NotYet.safeParse(error.problem).success) return false;
    throw error;
  }
}

/** Changes that are told one by one, and fields of each; all of them are in the answer as JSON. */
const changesShown = 20;
const fieldsShown = 6;

function changesText(changes: readonly ImportedChange[], lang: Language): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes.slice(0, changesShown).map(({ code, version, fields }) => [code, version, shortened(fields)]);
  const more = changes.length - changesShown;
  return ['', table(['changed', 'version', 'fields'], rows, lang), ...(more > 0 ? [moreText[lang](more)] : [])];
}

const moreText = {
  vi: (count: number) => `… và ${count} thủ tục nữa: --json`,
  en: (count: number) => `… and ${count} more: --json`,
};
const eachText = { vi: 'từng chỗ một: --json', en: 'each of them: --json' };

function shortened(fields: readonly string[]): string {
  const more = fields.length - fieldsShown;
  return `${fields.slice(0, fieldsShown).join(', ')}${more > 0 ? ` +${more}` : ''}`;
}

/** How often each reason stands in the file and where first; the whole list is in the answer as JSON. */
function unreadText(unread: readonly UnreadField[], lang: 'vi' | 'en'): readonly string[] {
  if (unread.length === 0) return [];
  const told = new Map<string, { readonly first: UnreadField; readonly count: number }>();
  for (const one of unread) {
    const { first, count } = told.get(one.reason.en) ?? { first: one, count: 0 };
    told.set(one.reason.en, { first, count: count + 1 });
  }
  const rows = Array.from(told.values(), ({ first, count }) => [
    count,
    first.reason[lang],
    [first.line, first.code, first.field].filter((part) => part !== undefined && part !== '').join(' '),
  ]);
  return ['', table(['times', 'not taken as it stands', 'first on line'], rows, lang), '', eachText[lang]];
}

const Named = z.looseObject({ vi: z.string() });

function wordsIn(name: unknown): string | undefined {
  const parsed = Named.safeParse(name);
  return parsed.success ? parsed.data.vi : undefined;
}

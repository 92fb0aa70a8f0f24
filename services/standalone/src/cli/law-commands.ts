import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type CommandRoute,
  CompareVersions,
  FindCalendar,
  FindLaw,
  FindRuleSet,
  FindUnit,
  type Law,
  ListOfficers,
  type QueryType,
  Receipt,
  routes,
  Versioned,
} from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError, exitCodes } from './exit-codes.ts';
import { headingIn } from './headings.ts';
import { localText } from './instant.ts';
import { facts, freshness, print, table } from './output.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, withPlatform } from './session.ts';
import type { Language } from './usage-words.ts';

const operator = 'operator@platform';
const registrar = 'registrar@platform';

/** What the law says, units and calendars, as they are on a day; publishing them; and what two versions differ in. */
export function addLawCommands(registry: Command): void {
  addQuestion(
    registry,
    { verb: 'law', about: 'what the law says on a day', query: FindLaw, path: '/law' },
    ({ law }, lang) => lawText(law, lang),
  );
  addQuestion(
    registry,
    { verb: 'rule-set', about: 'a legal rule set', query: FindRuleSet, path: '/rule-sets/:id' },
    ({ ruleSet, versions }) => ({ ...ruleSet, versions: versionsText(versions) }),
  );
  addQuestion(
    registry,
    { verb: 'calendar', about: 'a working calendar', query: FindCalendar, path: '/calendars/:id' },
    (answer, lang) => calendarText(answer, lang),
  );
  addQuestion(
    registry,
    { verb: 'unit', about: 'a unit', query: FindUnit, path: '/units/:id' },
    ({ unit, versions = [] }) => ({ ...unit, versions: versionsText(versions) }),
  );
  addQuestion(
    registry,
    { verb: 'officers', about: 'who is in office in a unit', query: ListOfficers, path: '/units/:id/officers' },
    ({ items }, lang) =>
      table(
        ['id', 'role', 'from', 'to'],
        items.map(({ id, role, from, to }) => [id, role, from, to]),
        lang,
      ),
  );
  addDifference(registry);
  addPublication(registry);
  addOfficerCommand(registry, 'AppointOfficer', 'appoint');
  addOfficerCommand(registry, 'RelieveOfficer', 'relieve');
}

interface Question<Ask extends z.ZodObject, Answer extends z.ZodType<Fresh>> {
  readonly verb: string;
  readonly about: string;
  readonly query: QueryType<Ask, Answer>;
  readonly path: string;
}
interface Fresh {
  readonly completeUpTo: number;
  readonly lagMs: number;
  readonly held: readonly string[];
}

/** A question whose options are made from its schema; `:id` of its path is given as an argument. */
function addQuestion<Ask extends z.ZodObject, Answer extends z.ZodType<Fresh>>(
  registry: Command,
  { verb, about, query, path }: Question<Ask, Answer>,
  said: (answer: z.output<Answer>, lang: Language) => string | object,
): void {
  const command = registry.command(verb).description(about);
  const named = path.includes(':id');
  if (named) command.argument('<id>', 'its id');
  const asked = query.ask.omit(named ? { id: true } : {});
  addSchemaOptions(command, asked);
  command.action(async (id: unknown) => {
    const options = GlobalOptions.parse(command.optsWithGlobals());
    const address = named ? path.replace(':id', encodeURIComponent(String(id))) : path;
    await withPlatform(options, operator, async ({ client }) => {
      const answer = await client.call({
        method: 'GET',
        path: address,
        query: queryOf(contentOf(asked, command.opts())),
      });
      print(options, answer, () => {
        const read = query.answer.parse(answer);
        const text = said(read, options.lang);
        return `${typeof text === 'string' ? text : facts(text, '', options.lang)}\n${freshness(options, read)}`;
      });
    });
  });
}

const Word = z.union([z.string(), z.number()]).optional();
const queryOf = (content: Readonly<Record<string, unknown>>) => z.record(z.string(), Word).parse(content);

/** The law in tables: what binds a dossier, each parameter with its article and where it was read, the forms. */
function lawText({ bound, parameters, forms, codeFormat, systemOwner, grounds }: Law, lang: Language): string {
  const said = { ...parameters, codeFormat, ...(systemOwner ? { systemOwner } : {}) };
  const rows = Object.entries(said).flatMap(([name, one]) => (one ? [[name, one.value, one.article, one.source]] : []));
  return [
    `bound  ${bound.ruleSets.map(({ id, version }) => `${id}.${version}`).join()}`,
    table(['parameter', 'value', 'article', 'source'], rows, lang),
    table(
      [`${headingIn(lang, 'forms of')} ${forms.value.set}`, 'kind', 'name'],
      forms.value.list.map((one) => [one.number, one.kind, one.name.vi]),
      lang,
    ),
    table(
      ['ground', 'for', 'article', 'name'],
      grounds.map((one) => [one.code, one.for, one.article, one.name.vi]),
      lang,
    ),
  ].join('\n\n');
}

type CalendarAnswer = z.output<typeof FindCalendar.answer>;

/** A calendar's hours, since when its versions are known, and its special days in a table. */
function calendarText({ calendar, versions = [] }: CalendarAnswer, lang: Language): string {
  const { specialDays, ...about } = calendar;
  const known = versions.map(({ version, publishedAt }) => `${version} (${localText(publishedAt)})`).join(', ');
  const rows = specialDays.map(({ date, kind, name, hours, provisional, source }) => [
    ...[date, kind, name[lang], hours && hoursText(hours), provisional, source],
  ]);
  return [
    facts({ ...about, hours: about.hours && hoursText(about.hours), versions: known }, '', lang),
    table(['day', 'kind', 'name', 'office hours', 'provisional', 'source'], rows, lang),
  ].join('\n\n');
}

function hoursText(hours: readonly (readonly [from: string, to: string])[]): string {
  return hours.map(([from, to]) => `${from}–${to}`).join(', ');
}

function versionsText(
  versions: readonly { readonly version: number; readonly effectiveFrom?: string | undefined }[],
): string {
  return versions.map(({ version, effectiveFrom = '–' }) => `${version} (${effectiveFrom})`).join(', ');
}

function addDifference(registry: Command): void {
  const command = registry
    .command('difference')
    .description('what two versions have differently; by default the newest and the one before it')
    .addArgument(registry.createArgument('<kind>', 'of what').choices(Versioned.options))
    .argument('<id>', 'its id or code')
    .option('--from <version>', 'the earlier version')
    .option('--to <version>', 'the later version');
  command.action(async (kind: string, id: string) => {
    const options = GlobalOptions.parse(command.optsWithGlobals());
    const { from, to } = z
      .looseObject({ from: z.string().optional(), to: z.string().optional() })
      .parse(command.opts());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = await client.call({ method: 'GET', path: '/versions/difference', query: { kind, id, from, to } });
      print(options, answer, () => {
        const { changes, from: before, to: after, ...fresh } = CompareVersions.answer.parse(answer);
        const rows = changes.map((change) => [change.field, change.before, change.after]);
        const numbered = (number: number) => `${headingIn(options.lang, 'version')} ${number}`;
        const headings = ['field', numbered(before), numbered(after)];
        return `${table(headings, rows, options.lang)}\n${freshness(options, fresh)}`;
      });
    });
  });
}

const published: Readonly<Record<Versioned, string>> = {
  procedure: 'PublishProcedure',
  unit: 'RegisterUnit',
  calendar: 'PublishCalendar',
  'rule-set': 'PublishRuleSet',
};

function addPublication(registry: Command): void {
  const command = registry
    .command('publish')
    .description('publish a version of a procedure, a unit, a calendar or a rule set')
    .addArgument(registry.createArgument('<kind>', 'of what').choices(Versioned.options))
    .argument('<id>', 'its id or code')
    .argument('<file>', 'its content as JSON, as the HTTP interface takes it')
    .option('--command-id <uuid>', 'repeating a command under its id is safe');
  command.action(async (kind: string, id: string, file: string) => {
    const route = routeOf(published[Versioned.parse(kind)]);
    await give(command, route, id, contentIn(file));
  });
}

function addOfficerCommand(registry: Command, name: string, verb: string): void {
  const route = routeOf(name);
  const content = route.command.data.omit({ id: true });
  const command = registry
    .command(verb)
    .description(`${route.summary.en} / ${route.summary.vi}`)
    .argument('<unit>', 'its id');
  addSchemaOptions(command, content);
  command.option('--command-id <uuid>', 'repeating a command under its id is safe');
  command.action(async (id: string) => give(command, route, id, contentOf(content, command.opts())));
}

/** Gives a command of the registry as a registrar, and tells its receipt. */
async function give(command: Command, route: CommandRoute, id: string, body: object): Promise<void> {
  const options = GlobalOptions.parse(command.optsWithGlobals());
  const { commandId = randomUUID() } = z.looseObject({ commandId: z.string().optional() }).parse(command.opts());
  const path = route.path.replace(/:(id|code)/, encodeURIComponent(id));
  await withPlatform(options, registrar, async ({ client }) => {
    const answer = await client.call({ method: route.method, path, body, headers: { 'command-id': commandId } });
    const receipt = Receipt.parse(answer);
    print(options, { ...receipt, commandId }, () => facts({ ...receipt, commandId }, '', options.lang));
  });
}

function routeOf(name: string): CommandRoute {
  for (const route of routes) if ('command' in route && route.command.name === name) return route;
  throw new CliError(exitCodes.usage, `there is no command ${name}`);
}

/** What a file says, whose id may stand in it, too: the command line names it. */
function contentIn(file: string): object {
  try {
    const {
      id: _,
      code: __,
      version: ___,
      ...content
    } = z.looseObject({}).parse(JSON.parse(readFileSync(file, 'utf8')));
    return content;
  } catch (error) {
    const why =
      error instanceof SyntaxError ? 'is no JSON' : error instanceof z.ZodError ? 'is no object' : 'cannot be read';
    throw new CliError(exitCodes.usage, `${file} ${why}`);
  }
}

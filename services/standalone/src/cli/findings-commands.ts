import { ListFindings, ListReads, ListRules, RejudgeReport } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Client } from './client.ts';
import { addCompareKey } from './compare-key-command.ts';
import { exitCodes } from './exit-codes.ts';
import { instantArgument, localText } from './instant.ts';
import { addWhatIf } from './what-if-command.ts';
import { addSignals } from './signals-command.ts';
import { leftOutText } from './left-out-text.ts';
import { facts, freshness, print, printPages, table } from './output.ts';
import { addFindingCommands, findingText } from './finding-commands.ts';
import { idOf } from './route-commands.ts';
import { GlobalOptions, withAnyLog, withPlatform } from './session.ts';

const inspector = 'inspector@inspectorate';

/** What audit tells from its own logs: findings, the rules, who read personal data. */
export function addFindingsCommands(audit: Command): void {
  addFindings(audit);
  addFindingCommands(audit);
  addRules(audit);
  addReads(audit);
  addRejudge(audit);
  addCompareKey(audit);
  addSignals(audit);
  addWhatIf(audit);
}

const FindingsOptions = z.looseObject({
  rule: z.string().optional(),
  unit: z.string().optional(),
  person: z.string().optional(),
  severity: z.string().optional(),
  dossier: z.string().optional(),
  all: z.boolean(),
  limit: z.string(),
  after: z.string().optional(),
  atLeast: z.string().optional(),
  failOnFindings: z.boolean(),
});

function addFindings(audit: Command): void {
  const findings = audit
    .command('findings')
    .description('what the rules found, newest first')
    .option('--rule <id>', 'of one rule, as V09')
    .option('--unit <id>', 'for which this unit is responsible')
    .option('--person <id>', 'for which this person is responsible')
    .option('--severity <H|M|L>', 'of this weight')
    .option('--dossier <id>', 'in one dossier: its id or code')
    .option('--all', 'those too that were dismissed or withdrawn', false)
    .option('--limit <count>', 'items a page', '50')
    .option('--after <cursor>', 'the page after')
    .option('--at-least <position>', 'wait until the event at this position was judged')
    .option('--fail-on-findings', 'end with 1 where there are any', false);
  findings.action(async () => {
    const options = GlobalOptions.parse(findings.optsWithGlobals());
    const { dossier, all, failOnFindings, limit, atLeast, ...asked } = FindingsOptions.parse(findings.opts());
    const { rule, unit, person, severity } = asked;
    await withAnyLog(options, async ({ client, log }) => {
      const id = dossier === undefined ? undefined : await idOf(client, dossier);
      const query = { log, rule, unit, person, severity, dossier: id, all: String(all), limit, atLeast };
      const count = await printFindings(options, client, query, asked.after);
      if (failOnFindings && count > 0) process.exitCode = exitCodes.refused;
    });
  });
}

/** Answers how many there were. */
async function printFindings(
  options: GlobalOptions,
  client: Client,
  query: Readonly<Record<string, string | undefined>>,
  first: string | undefined,
): Promise<number> {
  const paged = {
    fetch: (after?: string) => client.call({ method: 'GET', path: '/findings', query: { ...query, after } }),
    read: (answer: unknown) => {
      const page = ListFindings.answer.parse(answer);
      if (page.judgedUpTo === 0) {
        process.stderr.write(`hoso: ${unjudged(query['log'] ?? '')[options.lang]}\n`);
        // No findings of a log that nobody judged must not look like none that were found.
        process.exitCode = exitCodes.unjudged;
      }
      return page;
    },
    text: (page: z.output<typeof ListFindings.answer>) => pageText(options, page),
  };
  return await printPages(options, paged, first);
}

/** Only the log that the platform works on is judged as it goes. */
function unjudged(log: string): Readonly<Record<'vi' | 'en', string>> {
  return {
    vi: `nhật ký ${log} chưa được xét: hoso audit rejudge --log ${log}`,
    en: `the log ${log} has not been judged yet: hoso audit rejudge --log ${log}`,
  };
}

function pageText(options: GlobalOptions, page: z.output<typeof ListFindings.answer>): string {
  const told = page.items.map((item) => `${findingText(item, options.lang)}\n\n`).join('');
  const next = page.next === undefined ? '' : `\n--after ${page.next}`;
  return `${told}${freshness(options, page)}${next}`;
}

function addRules(audit: Command): void {
  const rules = audit.command('rules').description('the rules by which dossiers are judged');
  rules.action(async () => {
    const options = GlobalOptions.parse(rules.optsWithGlobals());
    await withPlatform(options, inspector, async ({ client }) => {
      const answer = await client.call({ method: 'GET', path: '/rules' });
      const { items, undecided } = ListRules.answer.parse(answer);
      if (options.jsonl) for (const item of items) process.stdout.write(`${JSON.stringify(item)}\n`);
      else
        print(options, answer, () => {
          const rows = items.map(({ rule, scope, severity, ruleSet, name, article }) => [
            ...[rule, scopes[scope][options.lang], severity, `${ruleSet.id} ${ruleSet.version}`, ruleSet.effectiveFrom],
            ...[name[options.lang], article],
          ]);
          const why = undecided.map(({ rule, name, reason }) => [rule, name[options.lang], reason[options.lang]]);
          return [
            table(['rule', 'within', 'severity', 'rule set', 'from', 'name', 'article'], rows, options.lang),
            table(['not decided', 'name', 'why'], why, options.lang),
          ].join('\n\n');
        });
    });
  });
}

/** Where a rule looks for a breach. */
const scopes = {
  dossier: { vi: 'từng hồ sơ', en: 'one dossier' },
  'across-dossiers': { vi: 'giữa các hồ sơ', en: 'across dossiers' },
} as const;

function addReads(audit: Command): void {
  const reads = audit
    .command('reads')
    .description('who read whose personal data, newest first')
    .option('--dossier <id>', 'in one dossier: its id or code')
    .option('--actor <id>', 'by one person')
    .option('--limit <count>', 'items a page', '50')
    .option('--after <cursor>', 'the page after');
  reads.action(async () => {
    const options = GlobalOptions.parse(reads.optsWithGlobals());
    const { dossier, actor, limit, after } = z
      .looseObject({
        dossier: z.string().optional(),
        actor: z.string().optional(),
        limit: z.string(),
        after: z.string().optional(),
      })
      .parse(reads.opts());
    await withPlatform(options, inspector, async ({ client }) => {
      const id = dossier === undefined ? undefined : await idOf(client, dossier);
      const answer = await client.call({ method: 'GET', path: '/reads', query: { dossier: id, actor, limit, after } });
      const { items, next, ...fresh } = ListReads.answer.parse(answer);
      if (options.jsonl) for (const item of items) process.stdout.write(`${JSON.stringify(item)}\n`);
      else
        print(options, answer, () => {
          const rows = items.map((item) => [
            ...[localText(item.at), `${item.actor.role}@${item.actor.unit}:${item.actor.id}`, item.purpose],
            ...[item.query, item.fields.join(' '), item.dossiers.join(' ')],
          ]);
          const told = table(['at', 'who', 'purpose', 'query', 'opened', 'dossiers'], rows, options.lang);
          return `${told}\n${freshness(options, fresh)}${next === undefined ? '' : `\n--after ${next}`}`;
        });
    });
  });
}

function addRejudge(audit: Command): void {
  const rejudge = audit
    .command('rejudge')
    .description('judge a whole log again, and compare with what is recorded')
    .option('--until <instant>', 'what would have been found by then; nothing is recorded', instantArgument);
  rejudge.action(async () => {
    const options = GlobalOptions.parse(rejudge.optsWithGlobals());
    const { until } = z.looseObject({ until: z.string().optional() }).parse(rejudge.opts());
    await withAnyLog(options, async ({ client, log }) => {
      const report = RejudgeReport.parse(await client.call({ method: 'POST', path: '/rejudge', body: { log, until } }));
      const { leftOut, ...told } = report;
      print(options, report, () => `${facts(told)}${leftOutText(options.lang, leftOut)}`);
    });
  });
}

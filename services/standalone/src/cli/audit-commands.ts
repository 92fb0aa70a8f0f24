import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { CheckReport, Deviation, ImportReport, ListLogs, type LogInfo } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError, exitCodes } from './exit-codes.ts';
import { addExportLog } from './export-commands.ts';
import { addFindingsCommands } from './findings-commands.ts';
import { addFitnessCommands } from './fitness-commands.ts';
import { addKpiCommands } from './kpi-commands.ts';
import { addMap } from './map-command.ts';
import { facts, print, table } from './output.ts';
import { addProcessCommands } from './process-commands.ts';
import { progress } from './progress.ts';
import { ruleFile } from './rule-file.ts';
import { GlobalOptions, type Session, withAnyLog } from './session.ts';

export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('judge a log, and what was found');
  addCheck(audit);
  addDeviations(audit);
  addFindingsCommands(audit);
  addKpiCommands(audit);
  addProcessCommands(audit);
  addMap(audit);
  addFitnessCommands(audit);
  addExportLog(audit);
  addImport(program.command('import').description("read somebody else's records into a log of their own"));
  addLog(program.command('log').description('whole logs'));
}

function addCheck(audit: Command): void {
  const check = audit
    .command('check')
    .description('judge any log by a rule file / kiểm tra nhật ký theo tệp quy tắc')
    .requiredOption('--rules <file>', 'a rule file (JSON)')
    .option('--fail-on-findings', 'end with 1 where a rule is broken', false);
  check.action(async () => {
    const options = GlobalOptions.parse(check.optsWithGlobals());
    const { rules, failOnFindings } = z
      .looseObject({ rules: z.string(), failOnFindings: z.boolean() })
      .parse(check.opts());
    const content = await ruleFile(rules);
    const report = await withAnyLog(options, async ({ client, log }) =>
      CheckReport.parse(await client.call({ method: 'POST', path: '/checks', body: { log, rules: content } })),
    );
    print(options, report, () => {
      const rows = report.rules.map(({ id, template, applies, kept, broken, findings }) => [
        id,
        template,
        applies,
        kept,
        broken,
        findings,
      ]);
      const warnings = report.warnings.map((warning) => `\n! ${warning}`).join('');
      const counts = table(['rule', 'template', 'applies', 'kept', 'broken', 'findings'], rows, options.lang);
      return `${report.log}: ${report.cases} cases, ${report.events} events\n${counts}${warnings}`;
    });
    if (failOnFindings && report.rules.some(({ findings }) => findings > 0)) process.exitCode = exitCodes.refused;
  });
}

function addDeviations(audit: Command): void {
  const deviations = audit
    .command('deviations')
    .description('the single deviations that a rule file finds')
    .requiredOption('--rules <file>', 'a rule file (JSON)')
    .option('--rule <id>', 'of one rule');
  deviations.action(async () => {
    const options = GlobalOptions.parse(deviations.optsWithGlobals());
    const { rules, rule } = z.looseObject({ rules: z.string(), rule: z.string().optional() }).parse(deviations.opts());
    const content = await ruleFile(rules);
    const answer = await withAnyLog(options, ({ client, log }) =>
      client.call({ method: 'POST', path: '/deviations', body: { log, rules: content, rule, limit: 10_000 } }),
    );
    const { items } = z.looseObject({ items: z.array(Deviation) }).parse(answer);
    if (options.jsonl) for (const item of items) process.stdout.write(`${JSON.stringify(item)}\n`);
    else
      print(options, answer, () =>
        table(
          ['rule', 'case', 'positions', 'detail'],
          items.map((item) => [item.rule, item.case, item.positions.join(' '), item.detail]),
          options.lang,
        ),
      );
  });
}

function addImport(importing: Command): void {
  const xes = importing.command('xes').description('an XES file, plain or gzipped / tệp XES').argument('<file>');
  xes.action((file: string) => importFile(GlobalOptions.parse(xes.optsWithGlobals()), file, {}));
  const ocel = importing
    .command('ocel')
    .description('an OCEL 2.0 file, JSON or SQLite, plain or gzipped / tệp OCEL 2.0')
    .argument('<file>')
    .option('--case <type>', 'the type of the objects that are its cases; by default dossier');
  ocel.action((file: string) => {
    const { case: type } = z.looseObject({ case: z.string().optional() }).parse(ocel.opts());
    return importFile(GlobalOptions.parse(ocel.optsWithGlobals()), file, type === undefined ? {} : { case: type });
  });
}

async function importFile(
  options: GlobalOptions,
  file: string,
  query: Readonly<Record<string, string>>,
): Promise<void> {
  const { log } = options;
  if (log === undefined) throw new CliError(exitCodes.usage, '--log <name>: an imported log is one of its own');
  const report = await withAnyLog(
    options,
    async ({ client }) => {
      const answer = await client.upload(
        `/logs/${encodeURIComponent(log)}/imports?${new URLSearchParams(query)}`,
        file,
        (sent, total) => progress(`${file}: ${Math.floor((100 * sent) / Math.max(total, 1))} % sent`, sent === total),
      );
      return ImportReport.parse(answer);
    },
    'made',
  );
  const { warnings, ...done } = report;
  print(options, report, () =>
    [facts(done), ...warnings.map(({ vi, en }) => `warning: ${en} / cảnh báo: ${vi}`)].join('\n'),
  );
}

function addLog(log: Command): void {
  const list = log.command('list').description('the logs of the data folder');
  list.action(async () => {
    const options = GlobalOptions.parse(list.optsWithGlobals());
    await withAnyLog(options, async ({ client }) => {
      const answer = await client.call({ method: 'GET', path: '/logs' });
      const { items, unreadable = [] } = ListLogs.answer.parse(answer);
      print(options, answer, () => {
        const rows = items.map(({ name, kind, head, id }) => [name, kind, head, id]);
        const marks = [...items.map(unfinishedLine), ...unreadable.map(unreadableLine)];
        return `${table(['log', 'kind', 'events', 'id'], rows, options.lang)}${marks.join('')}`;
      });
    });
  });
  const exporting = log
    .command('export')
    .description('every stored event, one a line, as it is hashed')
    .option('--out <file>', 'a file instead of standard output');
  exporting.action(async () => {
    const options = GlobalOptions.parse(exporting.optsWithGlobals());
    const { out } = z.looseObject({ out: z.string().optional() }).parse(exporting.opts());
    await withAnyLog(options, (session) => exportLog(session, out));
  });
}

function unfinishedLine({ name, unfinished }: LogInfo): string {
  if (!unfinished) return '';
  const { recorded, wanted = 'unknown', file = 'unknown' } = unfinished;
  return `\n! ${name} is not whole: ${recorded} of ${wanted} events; import the same file again (SHA-256 ${file})`;
}

function unreadableLine(name: string): string {
  return `\n! ${name} cannot be read: its file is damaged or not a log of Hoso`;
}

async function exportLog({ client, log }: Session, out: string | undefined): Promise<void> {
  const target = out === undefined ? process.stdout : createWriteStream(out, { flags: 'wx' });
  const failed = new Promise<never>((_, reject) => target.once('error', reject));
  failed.catch(() => undefined);
  try {
    let count = 0;
    for await (const line of client.lines(`/logs/${encodeURIComponent(log)}/export`)) {
      if (!target.write(`${line}\n`)) await Promise.race([once(target, 'drain'), failed]);
      if (++count % 10_000 === 0) progress(`${count} events`, false);
    }
    if (out !== undefined) await Promise.race([new Promise<void>((resolve) => target.end(resolve)), failed]);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(
      exitCodes.unreachable,
      `${out ?? 'standard output'}: ${Error.isError(error) ? error.message : error}`,
    );
  }
}

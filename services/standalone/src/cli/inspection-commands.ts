import {
  type CommandRoute,
  type Inspection,
  type InspectionFinding,
  ListInspections,
  type Measure,
  routes,
} from '@hoso/contracts';
import { existsSync } from 'node:fs';
import { rmdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { lawRules } from '@hoso/audit/process';
import type { Command } from 'commander';
import { z } from 'zod';
import {
  drawAgain,
  findingsIn,
  inspectionOf,
  makePack,
  populationOf,
  zipFilesMax,
  zipOf,
} from '@hoso/inspection-packs';
import { emptyFolder, writeIn } from '../ledger/ledger-folder.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { localText } from './instant.ts';
import { facts, print, printList, table } from './output.ts';
import { eventsLeft } from './progress.ts';
import { addRouteCommand, type Verb } from './route-commands.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, withPlatform } from './session.ts';

const inspector = 'inspector@inspectorate';
const head = 'head@ha-long-office';

/** The command line's words for the commands about inspections, and as whom they are usually given. */
const verbs: Readonly<Record<string, Verb>> = {
  OpenInspection: { verb: 'open', who: inspector },
  AnnounceInspection: { verb: 'announce', who: inspector },
  DrawSample: { verb: 'draw', who: inspector },
  AnswerChecklist: { verb: 'check', who: inspector },
  RecordInspectionFinding: { verb: 'find', who: inspector },
  ReplyToFinding: { verb: 'reply', who: head },
  OrderMeasure: { verb: 'measure', who: inspector },
  ReportMeasure: { verb: 'report', who: head },
  FollowUpMeasure: { verb: 'follow-up', who: inspector },
  CloseInspection: { verb: 'close', who: inspector },
};

export function addInspectionCommands(program: Command): void {
  const inspection = program.command('inspection').description('inspections of dossiers / kiểm tra hồ sơ');
  for (const route of routes) {
    const verb = 'command' in route ? verbs[route.command.name] : undefined;
    if (verb && 'command' in route) add(inspection, route, verb);
  }
  addShow(inspection);
  addList(inspection);
  addRedraw(inspection);
  addPaper(inspection);
  addPack(inspection);
}

function add(inspection: Command, route: CommandRoute, verb: Verb): void {
  addRouteCommand(inspection, route, verb, { about: 'inspection', begins: route.method === 'PUT' });
}

function addShow(inspection: Command): void {
  const show = inspection
    .command('show')
    .description('an inspection as it stands, with what the rules found in its sample / xem cuộc kiểm tra')
    .argument('<inspection>', 'its id');
  show.action(async (id: string) => {
    const options = GlobalOptions.parse(show.optsWithGlobals());
    await withPlatform(options, inspector, async ({ client }) => {
      const shown = await inspectionOf(client, id);
      const ruleFindings = await findingsIn(client, shown.sample?.drawn ?? []);
      print(options, { ...shown, ruleFindings }, () => inWords(options, shown, ruleFindings));
    });
  });
}

function inWords(
  { lang }: GlobalOptions,
  shown: Inspection,
  ruleFindings: Awaited<ReturnType<typeof findingsIn>>,
): string {
  const { sample, checks, findings, measures, packs, closed, checklist, openedBy, ...scope } = shown;
  const by = { by: `${openedBy.role}@${openedBy.unit}:${openedBy.id}` };
  const drawn = sample && {
    ...{ method: sample.method, stratifyBy: sample.stratifyBy, seed: `${sample.seed} (${sample.seedFrom})` },
    ...{ upTo: sample.upTo, population: sample.population, populationSha256: sample.populationSha256 },
    ...{ drawn: sample.drawn.join('\n                    '), times: sample.times, insisted: sample.insisted },
  };
  const questions = checklist.map((text, place) => [place + 1, text, answersTo(checks, place + 1)]);
  const parts = [
    facts({ ...scope, ...by }),
    drawn && `${lang === 'vi' ? 'mẫu' : 'sample'}\n${facts(drawn, '  ')}`,
    questions.length > 0 && table(['item', 'question', 'answers'], questions, lang),
    ...findings.map(findingText),
    ...measures.map(measureText),
    ruleFindings.length > 0 &&
      table(
        ['rule', 'severity', 'dossier', 'unit', 'events', 'name'],
        ruleFindings.map((one) => [
          ...[one.rule, one.severity, one.code ?? one.dossier, one.unit, one.positions.join(' '), one.name[lang]],
        ]),
        lang,
      ),
    closed && facts({ closed: closed.at, conclusion: closed.conclusion, insisted: closed.insisted }),
    packs.length > 0 && table(['pack', 'files', 'personal data', 'at'], packs.map(packRow), lang),
  ];
  return parts.filter((part) => part).join('\n\n');
}

function answersTo(checks: Inspection['checks'], item: number): string {
  const those = checks.filter((check) => check.item === item);
  return those.map(({ verdict, dossier }) => (dossier === undefined ? verdict : `${verdict} ${dossier}`)).join(', ');
}

function packRow({ sha256, files, personal, at }: Inspection['packs'][number]): readonly unknown[] {
  return [sha256, files, personal, localText(at)];
}

function findingText({ finding, reply, by, ...said }: InspectionFinding): string {
  const told = reply && { reply: `${reply.stance}${reply.late ? ' (late)' : ''}: ${reply.reply ?? '–'}` };
  return `F${finding} ${said.severity}\n${facts({ ...said, by: by.id, ...told }, '  ')}`;
}

function measureText({ measure, report, followUp, by, ...said }: Measure): string {
  const told = {
    ...(report ? { report: `${report.late ? '(late) ' : ''}${report.report ?? '–'}` } : {}),
    ...(followUp ? { followUp: `${followUp.outcome}${followUp.note ? `: ${followUp.note}` : ''}` } : {}),
  };
  return `M${measure}\n${facts({ ...said, by: by.id, ...told }, '  ')}`;
}

const Wanted = ListInspections.ask.omit({ limit: true, after: true });
const Page = z.looseObject({ limit: z.string(), after: z.string().optional() });

function addList(inspection: Command): void {
  const list = inspection.command('list').description('inspections, newest first / danh sách cuộc kiểm tra');
  addSchemaOptions(list, Wanted);
  list.option('--limit <count>', 'items a page, at most 200', '50').option('--after <cursor>', 'the page after');
  list.action(async () => {
    const options = GlobalOptions.parse(list.optsWithGlobals());
    const { limit, after } = Page.parse(list.opts());
    const asked = Object.entries(contentOf(Wanted, list.opts())).map(([name, value]) => [name, String(value)]);
    const query: Readonly<Record<string, string>> = Object.fromEntries(asked);
    const columns = [
      'id',
      'kind',
      'status',
      'announced',
      'conductedBy',
      'from',
      'to',
      'sample',
      'findings',
      'measures',
    ];
    await withPlatform(options, inspector, ({ client }) =>
      printList(
        options,
        (next) => client.call({ method: 'GET', path: '/inspections', query: { ...query, limit, after: next } }),
        columns,
        (row) => columns.map((name) => row[name]),
        after,
      ),
    );
  });
}

function addRedraw(inspection: Command): void {
  const redraw = inspection
    .command('redraw')
    .description('draw the sample again from its population and seed; 1 where it differs / rút lại mẫu để đối chiếu')
    .argument('<inspection>', 'its id');
  redraw.action(async (id: string) => {
    const options = GlobalOptions.parse(redraw.optsWithGlobals());
    await withPlatform(options, inspector, async ({ client }) => {
      const { sample } = await inspectionOf(client, id);
      if (!sample) throw notDrawn(options, id);
      const again = drawAgain(sample, await populationOf(client, id));
      print(options, { inspection: id, ...again }, () => {
        const verdict = {
          vi: again.same ? 'GIỐNG: rút lại ra đúng mẫu đã ghi' : 'KHÁC: rút lại không ra mẫu đã ghi',
          en: again.same ? 'SAME: drawn again as it was recorded' : 'DIFFERS: it is not what was recorded',
        };
        return `${facts({ ...again, drawn: again.drawn.join('\n') })}\n${verdict[options.lang]}`;
      });
      if (!again.same) process.exitCode = exitCodes.refused;
    });
  });
}

function notDrawn({ lang }: GlobalOptions, id: string): CliError {
  const why = lang === 'vi' ? 'chưa rút mẫu hồ sơ' : 'no sample was drawn';
  return new CliError(exitCodes.refused, `${id}: ${why} (SampleNotDrawn)`);
}

const PaperOptions = z.looseObject({ out: z.string() });

function addPaper(inspection: Command): void {
  const paper = inspection
    .command('paper')
    .description('the result paper as a PDF, every sentence with its evidence; --lang vi or en / kết luận kiểm tra')
    .argument('<inspection>', 'its id')
    .requiredOption('--out <file>', 'the PDF; there only once it is whole');
  paper.action(async (id: string) => {
    const options = GlobalOptions.parse(paper.optsWithGlobals());
    const { out } = PaperOptions.parse(paper.opts());
    await withPlatform(options, inspector, async ({ client }) => {
      const path = `/inspections/${encodeURIComponent(id)}/papers/conclusion.${options.lang}.pdf`;
      const saved = await client.download(path, out);
      print(options, saved, () => facts(saved));
    });
  });
}

const PackOptions = z.looseObject({ out: z.string(), personal: z.boolean() });

function addPack(inspection: Command): void {
  const pack = inspection
    .command('pack')
    .description('all evidence of an inspection in one folder and a zip, for `hoso verify` anywhere / lập bộ chứng cứ')
    .argument('<inspection>', 'its id')
    .requiredOption('--out <folder>', 'a new or an empty folder; a zip of up to 65535 files is written beside it')
    .option('--personal', 'with the papers, which name applicants; that they are opened is recorded', false);
  pack.action(async (id: string) => {
    const options = GlobalOptions.parse(pack.optsWithGlobals());
    const { out, personal } = PackOptions.parse(pack.opts());
    const folder = resolve(out);
    const isNew = !existsSync(folder);
    const isEmpty = await emptyFolder(folder).catch((error: Error) => {
      throw new CliError(exitCodes.unreachable, `${out} cannot be used: ${error.message}`);
    });
    if (!isEmpty) throw new CliError(exitCodes.usage, `${out} is not empty: name a new folder`);
    if (existsSync(`${folder}.zip`)) throw new CliError(exitCodes.usage, `${out}.zip is there already`);
    const making = withPlatform(options, inspector, async ({ client }) => {
      const shown = await inspectionOf(client, id);
      if (!shown.sample) throw notDrawn(options, id);
      const { files, count, ...made } = await makePack({
        ...{ source: client, inspection: shown, ruleSets: lawRules(), personal },
        ...{ madeAt: new Date().toISOString(), onProgress: eventsLeft('pack') },
      });
      for (const [name, bytes] of files) await writeIn(folder, name, bytes);
      const zip = files.size > zipFilesMax ? undefined : `${folder.replace(/\/+$/, '')}.zip`;
      if (zip !== undefined) await writeFile(zip, zipOf(files));
      const told = { inspection: id, folder, ...made, files: count, ...(zip === undefined ? {} : { zip }) };
      print(options, told, () => facts(told));
    });
    await making.catch(async (error: unknown) => {
      // A folder that holds something stays: without its manifest, which is written last, it is no pack.
      if (isNew) await rmdir(folder).catch(() => undefined);
      throw error;
    });
  });
}

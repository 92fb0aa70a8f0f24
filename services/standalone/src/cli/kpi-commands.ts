import { CountedDossier, FigureGroup, ListCountedDossiers, ShowFigures } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { localText } from './instant.ts';
import { freshness, printList, printPages, table } from './output.ts';
import { headingIn } from './headings.ts';
import { addSchemaOptions } from './schema-options.ts';
import { addForecast } from './forecast-command.ts';
import { addScoreCommands } from './score-commands.ts';
import { addTableOptions, queryOf, saveTable, type Query, withNumbers, withoutLog } from './table-options.ts';
import { GlobalOptions, type Session } from './session.ts';

/** What dossiers came to, in numbers, and the dossiers behind each. */
export function addKpiCommands(audit: Command): void {
  addKpi(audit);
  addKpiDossiers(audit);
  addScoreCommands(audit);
  addForecast(audit);
}

function addKpi(audit: Command): void {
  const kpi = audit
    .command('kpi')
    .description('early, on time, late, in process …, of any period, by anything / số liệu giải quyết hồ sơ');
  addSchemaOptions(kpi, withoutLog(ShowFigures.ask));
  addTableOptions(kpi).option('--legend', 'say what each figure means', false);
  kpi.action(async () => {
    const options = GlobalOptions.parse(kpi.optsWithGlobals());
    const { legend } = z.looseObject({ legend: z.boolean() }).parse(kpi.opts());
    const query = queryOf(kpi, ShowFigures.ask, options.log);
    await withNumbers(options, async (session) => {
      if (!(await saveTable(session, kpi, '/figures', query))) await printFigures(session, query, legend);
    });
  });
}

async function printFigures({ client, options }: Session, query: Query, legend: boolean): Promise<void> {
  const paged = {
    fetch: (after?: string) => client.call({ method: 'GET', path: '/figures', query: { ...query, after } }),
    read: (answer: unknown) => ShowFigures.answer.parse(answer),
    text: (page: Figures) => pageText(options, query['by'] ?? '', page, legend),
  };
  await printPages(options, paged, query['after']);
}

type Figures = z.output<typeof ShowFigures.answer>;

const columns = ['dossiers', 'early', 'onTime', 'late', 'lateByOriginal', 'inTerm', 'overdue', 'withdrawn'] as const;

function pageText(
  options: GlobalOptions,
  groups: string,
  { items, total, basis, from = '…', to = '…', at, legend, next, ...fresh }: Figures,
  withLegend: boolean,
): string {
  const by = groups === '' ? [] : groups.split(',').map((group) => FigureGroup.parse(group));
  const rate = (lateRate: number | undefined) => (lateRate === undefined ? undefined : `${lateRate} %`);
  const rows = items.map(({ of, counts }) => [
    ...by.map((group) => of[group]),
    ...columns.map((column) => counts[column]),
    rate(counts.lateRate),
  ]);
  const label = (name: string) => headingIn(options.lang, name);
  const all = [...by.map(() => ''), ...columns.map((column) => total[column]), rate(total.lateRate)];
  return [
    `${label(basis)} ${from} – ${to}, ${localText(at)}`,
    table([...by, ...columns, 'lateRate'], by.length === 0 ? rows : [...rows, all], options.lang),
    ...(total.notReceived === 0
      ? []
      : [`${label('notReceived')} ${total.notReceived}, ${label('excluded')} ${total.excluded}`]),
    ...(withLegend ? legend.map(({ name, words }) => `${label(name)}: ${words[options.lang]}`) : []),
    `${freshness(options, fresh)}${next === undefined ? '' : `\n--after ${next}`}`,
  ].join('\n');
}

function addKpiDossiers(audit: Command): void {
  const dossiers = audit
    .command('kpi-dossiers')
    .description('the dossiers behind a figure of kpi / hồ sơ đằng sau một con số');
  addSchemaOptions(dossiers, withoutLog(ListCountedDossiers.ask));
  dossiers.action(async () => {
    const options = GlobalOptions.parse(dossiers.optsWithGlobals());
    const query = queryOf(dossiers, ListCountedDossiers.ask, options.log);
    await withNumbers(options, ({ client }) =>
      printList(
        options,
        (after) =>
          client.call({
            method: 'GET',
            path: '/figures/dossiers',
            query: { ...query, after },
          }),
        ['dossier', 'code', 'status', 'agency', 'officer', 'received', 'due', 'originally', 'finished'],
        (item) => {
          const { dossier, code, status, agency, officer, receivedAt, dueAt, originalDueAt, finishedAt } =
            CountedDossier.parse(item);
          return [dossier, code, status, agency, officer, receivedAt, dueAt, originalDueAt, finishedAt];
        },
        query['after'],
      ),
    );
  });
}

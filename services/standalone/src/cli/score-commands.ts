import { ListScoredDossiers, ScoredDossier, ShowScores, ShowServiceIndex } from '@hoso/contracts';
import type { Command } from 'commander';
import type { z } from 'zod';
import { headingIn } from './headings.ts';
import { localText } from './instant.ts';
import { freshness, print, printList, printPages, table } from './output.ts';
import { addSchemaOptions } from './schema-options.ts';
import { GlobalOptions, type Session } from './session.ts';
import { addTableOptions, type Query, queryOf, saveTable, withNumbers, withoutLog } from './table-options.ts';

/** Officers and agencies after TT 01/2018, and the groups of QĐ 766. */
export function addScoreCommands(audit: Command): void {
  addScore(audit);
  addScoreDossiers(audit);
  addServiceIndex(audit);
}

function addScore(audit: Command): void {
  const score = audit
    .command('score')
    .description('officers or agencies scored after TT 01/2018 Đ13–15 / chấm điểm theo TT 01/2018');
  addSchemaOptions(score, withoutLog(ShowScores.ask));
  addTableOptions(score);
  score.action(async () => {
    const options = GlobalOptions.parse(score.optsWithGlobals());
    const query = queryOf(score, ShowScores.ask, options.log);
    await withNumbers(options, async (session) => {
      if (!(await saveTable(session, score, '/scores', query))) await printScores(session, query);
    });
  });
}

async function printScores({ client, options }: Session, query: Query): Promise<void> {
  const paged = {
    fetch: (after?: string) => client.call({ method: 'GET', path: '/scores', query: { ...query, after } }),
    read: (answer: unknown) => ShowScores.answer.parse(answer),
    text: (page: z.output<typeof ShowScores.answer>) => scoresText(options, page),
  };
  await printPages(options, paged, query['after']);
}

function scoresText(
  options: GlobalOptions,
  { items, legend, unknown, from, to, at, next, ...fresh }: z.output<typeof ShowScores.answer>,
): string {
  const { lang } = options;
  const indices = items[0]?.indices.map(({ index }) => index) ?? [];
  const rows = items.map(({ agency, officer, period, dossiers, indices: scores, atLeast, atMost, max, ratings }) => [
    ...[agency, officer, period, dossiers, ...scores.map(({ score }) => score ?? '?')],
    ...[atLeast === atMost ? atLeast : `${atLeast}–${atMost}`, max, ratings.join(' | ')],
  ]);
  return [
    `${from} – ${to}, ${localText(at)}`,
    table(['agency', 'officer', 'period', 'dossiers', ...indices.map(String), 'points', 'of', 'rating'], rows, lang),
    ...legend.map(({ name, words }) => `${name}: ${words[lang]}`),
    ...unknown.map(({ index, name, why }) => `${index}?: ${name[lang]} – ${why[lang]}`),
    `${freshness(options, fresh)}${next === undefined ? '' : `\n--after "${next}"`}`,
  ].join('\n');
}

function addScoreDossiers(audit: Command): void {
  const dossiers = audit
    .command('score-dossiers')
    .description('the dossiers behind a score, with their points / hồ sơ đằng sau một điểm');
  addSchemaOptions(dossiers, withoutLog(ListScoredDossiers.ask));
  dossiers.action(async () => {
    const options = GlobalOptions.parse(dossiers.optsWithGlobals());
    const query = queryOf(dossiers, ListScoredDossiers.ask, options.log);
    await withNumbers(options, ({ client }) =>
      printList(
        options,
        (after) =>
          client.call({
            method: 'GET',
            path: '/scores/dossiers',
            query: { ...query, after },
          }),
        ['dossier', 'code', 'agency', 'officer', '1', '2', '3', 'finished', 'due', 'supplements'],
        (item) => {
          const scored = ScoredDossier.parse(item);
          const { dossier, code, agency, officer, time, agencies, contacts } = scored;
          const facts = [scored.finishedAt, scored.originalDueAt, scored.supplements];
          return [dossier, code, agency, officer, time, agencies, contacts, ...facts];
        },
        query['after'],
      ),
    );
  });
}

function addServiceIndex(audit: Command): void {
  const index = audit
    .command('service-index')
    .description('the groups of QĐ 766, from 23/06/2022 on / bộ chỉ số theo QĐ 766');
  addSchemaOptions(index, withoutLog(ShowServiceIndex.ask));
  index.action(async () => {
    const options = GlobalOptions.parse(index.optsWithGlobals());
    const query = queryOf(index, ShowServiceIndex.ask, options.log);
    await withNumbers(options, async ({ client }) => {
      const answer = await client.call({ method: 'GET', path: '/service-index', query });
      print(options, answer, () => indexText(options, ShowServiceIndex.answer.parse(answer)));
    });
  });
}

function indexText(
  options: GlobalOptions,
  { from, to, at, dossiers, groups, atLeast, atMost, ...fresh }: z.output<typeof ShowServiceIndex.answer>,
): string {
  const { lang } = options;
  const rows = groups.flatMap(({ group, name, max, items }) => [
    [group, name[lang], '', max, ''],
    ...items.map((item) => ['', `  ${item.name[lang]}`, item.points ?? '?', item.max, item.why?.[lang] ?? '']),
  ]);
  return [
    `${from} – ${to}, ${localText(at)}, ${headingIn(lang, 'dossiers')}: ${dossiers}`,
    table(['group', 'item', 'points', 'of', 'unknown because'], rows, lang),
    `${atLeast}–${atMost} / 100`,
    freshness(options, fresh),
  ].join('\n');
}

import { ShowForecast } from '@hoso/contracts';
import type { Command } from 'commander';
import type { z } from 'zod';
import { localText } from './instant.ts';
import { freshness, print, table } from './output.ts';
import { addSchemaOptions } from './schema-options.ts';
import { GlobalOptions } from './session.ts';
import { addTableOptions, queryOf, saveTable, withNumbers, withoutLog } from './table-options.ts';

/** What is in process, and what of it is likely to be late. */
export function addForecast(audit: Command): void {
  const forecast = audit
    .command('forecast')
    .description('what is in process, and how much of it is likely to be late / dự báo hồ sơ quá hạn');
  addSchemaOptions(forecast, withoutLog(ShowForecast.ask));
  addTableOptions(forecast);
  forecast.action(async () => {
    const options = GlobalOptions.parse(forecast.optsWithGlobals());
    const query = queryOf(forecast, ShowForecast.ask, options.log);
    await withNumbers(options, async (session) => {
      if (await saveTable(session, forecast, '/forecast', query)) return;
      const answer = await session.client.call({ method: 'GET', path: '/forecast', query });
      print(options, answer, () => forecastText(options, ShowForecast.answer.parse(answer)));
    });
  });
}

function forecastText(
  options: GlobalOptions,
  { items, backlog, days, at, method, ...fresh }: z.output<typeof ShowForecast.answer>,
): string {
  const { inProcess, overdue, paused } = backlog;
  const rows = items.map(({ dossier, code, agency, officer, dueAt, probability, sample, like }) => [
    ...[dossier, code, agency, officer, dueAt, `${(100 * probability).toFixed(1)} %`, sample, like],
  ]);
  return [
    `${localText(at)}: in process ${inProcess}, overdue ${overdue}, paused ${paused}`,
    table(
      ['day', 'due', 'expected late', 'from', 'to'],
      days.map(({ day, due, expectedLate, from, to }) => [day, due, expectedLate, from, to]),
      options.lang,
    ),
    ...(rows.length === 0
      ? []
      : [table(['dossier', 'code', 'agency', 'officer', 'due', 'late with', 'of', 'like'], rows, options.lang)]),
    method[options.lang],
    freshness(options, fresh),
  ].join('\n');
}

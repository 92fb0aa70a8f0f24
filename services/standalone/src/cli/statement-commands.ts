import { type StatementReport, StatementReport as Report } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { facts, print, table } from './output.ts';
import { progress } from './progress.ts';
import { GlobalOptions, withPlatform } from './session.ts';

const Days = z.strictObject({ from: z.string(), to: z.string() });

/** What a carrier says of its months, beside what we know. */
export function addReconcile(postal: Command): void {
  const reconcile = postal
    .command('reconcile')
    .description("lay a carrier's statement beside our own record / đối soát bảng kê của đơn vị vận chuyển")
    .argument('<carrier>', 'its id')
    .argument('<file>', 'CSV: item,accepted_on,status,collected,remitted')
    .requiredOption('--from <date>', 'the first day that it tells of')
    .requiredOption('--to <date>', 'the last one');
  reconcile.action(async (carrier: string, file: string) => {
    const options = GlobalOptions.parse(reconcile.optsWithGlobals());
    const days = new URLSearchParams(Days.parse({ from: reconcile.opts()['from'], to: reconcile.opts()['to'] }));
    await withPlatform(options, 'operator@platform', async ({ client }) => {
      const path = `/carriers/${encodeURIComponent(carrier)}/statements?${days}`;
      const answer = await client.upload(path, file, (sent, total) =>
        progress(`${file}: ${sent} of ${total} bytes`, sent === total),
      );
      print(options, answer, () => inWords(Report.parse(answer), options.lang));
    });
  });
}

function inWords(report: StatementReport, lang: 'vi' | 'en'): string {
  const { carrier, from, to, rows, agreed, counts, missing, extra, different, unremitted, unread } = report;
  const parts = [
    facts({ carrier, from, to, rows, agreed, ...counts }),
    listed(
      'missing in the statement',
      missing.map(({ item, dossiers }) => [item, dossiers.join(', ')]),
    ),
    listed(
      'unknown to us',
      extra.map(({ item, line }) => [item, `line ${line}`]),
    ),
    listed(
      'different: ours, theirs',
      different.map(({ item, fields }) => [
        item,
        fields.map((one) => `${one.field} ${one.ours}, ${one.theirs}`).join('; '),
      ]),
    ),
    listed(
      'not remitted',
      unremitted.map(({ item, amount }) => [item, amount]),
    ),
    listed(
      'not readable',
      unread.map(({ line, field, reason }) => [`line ${line}`, `${field}: ${reason[lang]}`]),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function listed(heading: string, rows: readonly (readonly unknown[])[]): string {
  return rows.length === 0 ? '' : table([heading, ''], rows);
}

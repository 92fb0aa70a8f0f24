import { type StatementReport, StatementReport as Report } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { facts, print, table } from './output.ts';
import { progress } from './progress.ts';
import { GlobalOptions, withPlatform } from './session.ts';
import type { Language } from './usage-words.ts';

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
    facts(labelled({ carrier, from, to, rows, agreed, ...counts }, lang)),
    listed(
      { vi: 'thiếu trong bảng kê', en: 'missing in the statement' },
      lang,
      missing.map(({ item, dossiers }) => [item, dossiers.join(', ')]),
    ),
    listed(
      { vi: 'hệ thống không có', en: 'unknown to us' },
      lang,
      extra.map(({ item, line }) => [item, `${lineWord[lang]} ${line}`]),
    ),
    listed(
      { vi: 'khác nhau: của ta, của họ', en: 'different: ours, theirs' },
      lang,
      different.map(({ item, fields }) => [
        item,
        fields.map((one) => `${one.field} ${one.ours}, ${one.theirs}`).join('; '),
      ]),
    ),
    listed(
      { vi: 'chưa nộp lại', en: 'not remitted' },
      lang,
      unremitted.map(({ item, amount }) => [item, amount]),
    ),
    listed(
      { vi: 'không đọc được', en: 'not readable' },
      lang,
      unread.map(({ line, field, reason }) => [`${lineWord[lang]} ${line}`, `${field}: ${reason[lang]}`]),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const lineWord = { vi: 'dòng', en: 'line' } as const;

/** By what each count is told under, in Vietnamese; English has the names of the answer itself. */
const viLabels: Readonly<Record<string, string>> = {
  ...{ carrier: 'đơn vị vận chuyển', from: 'từ', to: 'đến', rows: 'số dòng', agreed: 'khớp', missing: 'thiếu' },
  ...{ extra: 'thừa', different: 'khác', unremitted: 'chưa nộp lại', unread: 'không đọc được' },
};

function labelled(told: Readonly<Record<string, unknown>>, lang: 'vi' | 'en'): Readonly<Record<string, unknown>> {
  if (lang === 'en') return told;
  return Object.fromEntries(Object.entries(told).map(([name, value]) => [viLabels[name] ?? name, value]));
}

function listed(
  said: Readonly<Record<Language, string>>,
  lang: Language,
  rows: readonly (readonly unknown[])[],
): string {
  return rows.length === 0 ? '' : table([said[lang], ''], rows, lang);
}

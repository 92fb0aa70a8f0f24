import { ListSignals, type Signal } from '@hoso/contracts';
import type { Command } from 'commander';
import type { z } from 'zod';
import { localText } from './instant.ts';
import { freshness, print, table } from './output.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, withAnyLog } from './session.ts';

const Wanted = ListSignals.ask.omit({ log: true });

/** What looks like gaming a deadline, with how far it is from what is usual. */
export function addSignals(audit: Command): void {
  const signals = audit
    .command('signals')
    .description('signs of deadline gaming, the strongest first / dấu hiệu né thời hạn, mạnh nhất trước');
  addSchemaOptions(signals, Wanted);
  signals.action(async () => {
    const options = GlobalOptions.parse(signals.optsWithGlobals());
    const asked = Object.entries(contentOf(Wanted, signals.opts())).map(([name, value]) => [name, String(value)]);
    const query: Readonly<Record<string, string>> = Object.fromEntries(asked);
    await withAnyLog(options, async ({ client, log }) => {
      const answer = await client.call({ method: 'GET', path: '/signals', query: { ...query, log } });
      const told = ListSignals.answer.parse(answer);
      if (options.jsonl) for (const item of told.items) process.stdout.write(`${JSON.stringify(item)}\n`);
      else print(options, answer, () => signalsText(options, told));
    });
  });
}

const headings = {
  vi: ['dấu hiệu', 'ai', 'số lần', 'trong', 'tỷ lệ', 'thường lệ', 'độ mạnh (G²)', 'mức', 'ví dụ'],
  en: ['signal', 'who', 'hits', 'of', 'rate', 'usual', 'strength (G²)', 'level', 'example'],
} as const;
const levels = {
  vi: { usual: 'bình thường', notable: 'đáng chú ý', strong: 'rõ rệt' },
  en: { usual: 'usual', notable: 'notable', strong: 'strong' },
} as const;

function signalsText(options: GlobalOptions, told: z.output<typeof ListSignals.answer>): string {
  const { lang } = options;
  const rows = told.items.map((signal) => [
    ...[signal.name[lang], whoOf(signal), signal.hits, signal.chances, percent(signal.rate), percent(signal.usual)],
    ...[signal.strength.toFixed(1), levels[lang][signal.level], exampleOf(signal)],
  ]);
  const sums = told.all.map(({ name, means, hits, chances, rate }) => [
    ...[name[lang], hits, chances, percent(rate), means[lang]],
  ]);
  const province = {
    vi: ['toàn tỉnh', 'số lần', 'trong', 'tỷ lệ', 'nghĩa là'],
    en: ['all', 'hits', 'of', 'rate', 'that is'],
  };
  return [table(headings[lang], rows, lang), table(province[lang], sums, lang), freshness(options, told)].join('\n\n');
}

function whoOf({ unit, person, period }: Signal): string {
  return [unit, person, period].filter((one) => one !== undefined).join(' ');
}

function exampleOf({ examples }: Signal): string {
  const [last] = examples;
  return last ? `${localText(last.at)} ${last.dossier} #${last.positions.join(' #')}` : '';
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(2)} %`;
}

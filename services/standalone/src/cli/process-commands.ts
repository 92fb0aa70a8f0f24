import { ListVariants, ShowDirectlyFollows, ShowProfile } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { print, table } from './output.ts';
import { GlobalOptions, withAnyLog } from './session.ts';

type Language = GlobalOptions['lang'];

/** How the cases of a log went: what follows what, their ways, their times. */
export function addProcessCommands(audit: Command): void {
  addDirectlyFollows(audit);
  addVariants(audit);
  addProfile(audit);
}

function addDirectlyFollows(audit: Command): void {
  const dfg = audit
    .command('dfg')
    .description('what follows what in a log, how often, after how long / việc nào nối tiếp việc nào');
  dfg.action(async () => {
    const options = GlobalOptions.parse(dfg.optsWithGlobals());
    const graph = ShowDirectlyFollows.answer.parse(await asked(options, 'dfg', {}));
    if (options.jsonl) return lines(graph.edges);
    const words = {
      vi: ['số lần', 'từ', 'đến', 'trung bình', 'nhanh nhất', 'lâu nhất'],
      en: ['times', 'from', 'to', 'on average', 'at least', 'at most'],
    };
    print(options, graph, () => {
      const { edges, pairs } = graph;
      const rows = edges.map(({ count, from, to, ...times }) => [
        ...[count, from, to],
        ...[times.meanMs, times.leastMs, times.mostMs].map((ms) => lasting(ms, options.lang)),
      ]);
      const told = { vi: `${edges.length} cung, ${pairs} cặp`, en: `${edges.length} edges, ${pairs} pairs` };
      const { lang } = options;
      return `${heading(lang, graph)}; ${told[lang]}\n${table(words[lang], rows, lang)}`;
    });
  });
}

function addVariants(audit: Command): void {
  const variants = audit
    .command('variants')
    .description('the ways that the cases of a log took / các lối đi của hồ sơ')
    .option('--limit <count>', 'how many, the most frequent first', '1000');
  variants.action(async () => {
    const options = GlobalOptions.parse(variants.optsWithGlobals());
    const { limit } = z.looseObject({ limit: z.string() }).parse(variants.opts());
    const found = ListVariants.answer.parse(await asked(options, 'variants', { limit }));
    if (options.jsonl) return lines(found.variants);
    const words = { vi: ['số hồ sơ', 'ví dụ', 'lối đi'], en: ['cases', 'such as', 'way'] };
    print(options, found, () => {
      const rows = found.variants.map(({ count, example, activities }) => [count, example, activities.join(' → ')]);
      const told = {
        vi: `${found.distinct} lối đi, ${found.single} lối chỉ một hồ sơ đi`,
        en: `${found.distinct} ways, ${found.single} of them taken once`,
      };
      const { lang } = options;
      return `${heading(lang, found)}; ${told[lang]}\n${table(words[lang], rows, lang)}`;
    });
  });
}

function addProfile(audit: Command): void {
  const profile = audit
    .command('profile')
    .description('how long activities usually come after each other / thời gian thường lệ giữa các việc')
    .option('--zeta <number>', 'also count what is further from the mean than this many standard deviations')
    .option('--learned-from <log>', 'what is usual is learned from this log instead');
  profile.action(async () => {
    const options = GlobalOptions.parse(profile.optsWithGlobals());
    const { zeta, learnedFrom } = z
      .looseObject({ zeta: z.string().optional(), learnedFrom: z.string().optional() })
      .parse(profile.opts());
    const told = ShowProfile.answer.parse(await asked(options, 'profile', { zeta, learnedFrom }));
    if (options.jsonl) return lines(told.pairs);
    print(options, told, () => profileText(options.lang, told));
  });
}

function profileText(lang: Language, told: z.output<typeof ShowProfile.answer>): string {
  const words = {
    vi: ['số lần', 'từ', 'đến', 'trung bình', 'độ lệch chuẩn'],
    en: ['times', 'from', 'to', 'on average', 'standard deviation'],
  };
  const bounds = { vi: ['ít nhất', 'nhiều nhất'], en: ['at least', 'at most'] };
  const rows = told.pairs.map(({ count, from, to, meanMs, standardDeviationMs, leastMs, mostMs }) => [
    ...[count, from, to, lasting(meanMs, lang), lasting(standardDeviationMs, lang)],
    ...(leastMs === undefined || mostMs === undefined ? [] : [lasting(leastMs, lang), lasting(mostMs, lang)]),
  ]);
  const { outcome, zeta = 0 } = told;
  const judged = outcome && {
    vi: `ζ = ${zeta}: ${outcome.applies} hồ sơ được xét, ${outcome.broken} khác thường, ${outcome.findings} sai lệch`,
    en: `ζ = ${zeta}: ${outcome.applies} cases judged, ${outcome.broken} unusual, ${outcome.findings} deviations`,
  };
  const learned = { vi: `học từ ${told.learnedFrom}`, en: `learned from ${told.learnedFrom}` };
  const headings = [...words[lang], ...(outcome === undefined ? [] : bounds[lang])];
  return [
    `${heading(lang, told)}; ${learned[lang]}`,
    ...(judged ? [judged[lang]] : []),
    table(headings, rows, lang),
  ].join('\n');
}

function asked(
  options: GlobalOptions,
  what: string,
  query: Readonly<Record<string, string | undefined>>,
): Promise<unknown> {
  return withAnyLog(options, ({ client, log }) =>
    client.call({ method: 'GET', path: `/logs/${encodeURIComponent(log)}/${what}`, query }),
  );
}

function lines(items: readonly object[]): void {
  for (const item of items) process.stdout.write(`${JSON.stringify(item)}\n`);
}

function heading(
  lang: Language,
  { log, cases, events }: { readonly log: string; readonly cases: number; readonly events: number },
): string {
  return { vi: `${log}: ${cases} hồ sơ, ${events} sự kiện`, en: `${log}: ${cases} cases, ${events} events` }[lang];
}

/** A length of time as people say it, in its two largest units. */
export function lasting(ms: number, lang: Language): string {
  const sign = ms < 0 ? '−' : '';
  const whole = Math.round(Math.abs(ms));
  if (whole < 1_000) return `${sign}${whole} ms`;
  const units: readonly (readonly [number, string])[] = [
    [86_400_000, lang === 'vi' ? 'ngày' : 'd'],
    [3_600_000, lang === 'vi' ? 'giờ' : 'h'],
    [60_000, lang === 'vi' ? 'phút' : 'min'],
    [1_000, lang === 'vi' ? 'giây' : 's'],
  ];
  const first = units.findIndex(([length]) => whole >= length);
  const parts = units.slice(first, first + 2).map(([length, name], index) => {
    const before = index === 0 ? whole : whole % (units[first]?.[0] ?? 1);
    return `${Math.floor(before / length)} ${name}`;
  });
  return sign + parts.join(' ');
}

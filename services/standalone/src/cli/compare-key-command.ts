import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { DossierId, ListFindings, RejudgeReport, RuleId } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Client } from './client.ts';
import { type Breach, compareWithKey, type KeyComparison } from './compare-key.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { print, table } from './output.ts';
import { GlobalOptions, withAnyLog } from './session.ts';

const KeyLine = z.looseObject({ rule: RuleId, dossier: DossierId });
const pageMax = '200';

/** How what the rules found compares with what a simulation planted. Only this command ever reads a key. */
export function addCompareKey(audit: Command): void {
  const compare = audit
    .command('compare-key')
    .description('findings against an answer key: precision and recall of each rule / so phát hiện với đáp án')
    .argument('<key>', 'the answer key that `hoso simulate` wrote: {"rule", "dossier"} a line')
    .option('--fail-on-difference', 'end with 1 unless everything planted was found, and nothing else', false);
  compare.action(async (file: string) => {
    const options = GlobalOptions.parse(compare.optsWithGlobals());
    const { failOnDifference } = z.looseObject({ failOnDifference: z.boolean() }).parse(compare.opts());
    const key = await keyIn(file);
    await withAnyLog(options, async ({ client, log }) => {
      // Where the log is followed, this says whether what was found as it went is what is found later.
      const body = { log };
      const { raised, withdrawn, same } = RejudgeReport.parse(
        await client.call({ method: 'POST', path: '/rejudge', body }),
      );
      const comparison = compareWithKey(key, await foundIn(client, log));
      print(options, { log, ...comparison, rejudged: { raised, withdrawn, same } }, () =>
        comparisonText(options.lang, comparison, `${raised}/${withdrawn}/${same}`),
      );
      const { precision, recall } = comparison.all;
      const differs = precision < 1 || recall < 1 || raised > 0 || withdrawn > 0;
      if (failOnDifference && differs) process.exitCode = exitCodes.refused;
    });
  });
}

/** Names the line that is none. */
async function keyIn(path: string): Promise<readonly Breach[]> {
  const key: Breach[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() !== '') key.push(KeyLine.parse(JSON.parse(line)));
    }
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      throw new CliError(exitCodes.usage, `${path}, line ${number}: no {"rule": "V01", "dossier": "<id>"}`);
    }
    const reason = Error.isError(error) ? error.message : String(error);
    throw new CliError(exitCodes.unreachable, `${path} cannot be read: ${reason}`);
  }
  return key;
}

/** What the rules stand by, whatever inspectors have said of it. */
async function foundIn(client: Client, log: string): Promise<readonly Breach[]> {
  const found: Breach[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const query = { log, all: 'true', limit: pageMax, after };
    const page = ListFindings.answer.parse(await client.call({ method: 'GET', path: '/findings', query }));
    found.push(...page.items.filter(({ status }) => status !== 'withdrawn'));
    after = page.next;
    more = after !== undefined;
  }
  return found;
}

const headings = {
  vi: ['quy tắc', 'cài sẵn', 'phát hiện', 'đúng', 'độ chính xác', 'độ bao phủ'],
  en: ['rule', 'planted', 'found', 'hits', 'precision', 'recall'],
} as const;
const labels = {
  vi: { all: 'tất cả', missed: 'bỏ sót', unplanted: 'không cài sẵn', rejudged: 'xét lại: thêm/rút/như cũ' },
  en: { all: 'all', missed: 'missed', unplanted: 'not planted', rejudged: 'judged again: raised/withdrawn/same' },
} as const;

function comparisonText(lang: GlobalOptions['lang'], comparison: KeyComparison, rejudged: string): string {
  const { rules, all, missed, unplanted } = comparison;
  const label = labels[lang];
  const rows = [...rules, { rule: label.all, ...all }].map(({ rule, planted, found, hits, precision, recall }) => [
    ...[rule, planted, found, hits, precision.toFixed(3), recall.toFixed(3)],
  ]);
  const told = (name: string, breaches: readonly Breach[]) =>
    breaches.map(({ rule, dossier }) => `\n${name}: ${rule} ${dossier}`).join('');
  const differences = told(label.missed, missed) + told(label.unplanted, unplanted);
  return `${table(headings[lang], rows, lang)}${differences}\n${label.rejudged} ${rejudged}`;
}

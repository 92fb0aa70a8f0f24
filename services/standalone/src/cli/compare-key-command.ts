import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { DossierId, ListFindings, ListLogs, RejudgeReport, RuleId } from '@hoso/contracts';
import { pause } from '@hoso/event-sourcing';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { Client } from './client.ts';
import { type Breach, compareWithKey, type KeyComparison } from './compare-key.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { print, table } from './output.ts';
import { eventsLeft } from './progress.ts';
import { settleRules } from './settle-rules.ts';
import { GlobalOptions, withAnyLog } from './session.ts';

const KeyLine = z.looseObject({ rule: RuleId, dossier: DossierId });
const pageMax = '200';
const lookEveryMs = 500;

/** How what the rules found compares with what a simulation planted. Only this command ever reads a key. */
export function addCompareKey(audit: Command): void {
  const compare = audit
    .command('compare-key')
    .description('findings against an answer key: precision and recall of each rule / so phát hiện với đáp án')
    .argument('<key>', 'the answer key that `hoso simulate` wrote: {"rule", "dossier"} a line')
    .option('--wait <seconds>', 'how long rules that still follow the log may stand still', seconds, 60)
    .option('--fail-on-difference', 'end with 1 unless everything planted was found, and nothing else', false);
  compare.action(async (file: string) => {
    const options = GlobalOptions.parse(compare.optsWithGlobals());
    const { failOnDifference, wait } = Options.parse(compare.opts());
    const key = await keyIn(file);
    await withAnyLog(options, async ({ client, log }) => {
      await settle(client, log, options.lang, wait);
      // Where the log is followed, this says whether what was found as it went is what is found later.
      const body = { log };
      const { raised, withdrawn, same, judgedUpTo } = RejudgeReport.parse(
        await client.call({ method: 'POST', path: '/rejudge', body }),
      );
      const comparison = compareWithKey(key, await foundIn(client, log, judgedUpTo));
      print(options, { log, ...comparison, rejudged: { raised, withdrawn, same } }, () =>
        comparisonText(options.lang, comparison, `${raised}/${withdrawn}/${same}`),
      );
      const { precision, recall } = comparison.all;
      const differs = precision < 1 || recall < 1 || raised > 0 || withdrawn > 0;
      if (failOnDifference && differs) process.exitCode = exitCodes.refused;
    });
  });
}

const Options = z.looseObject({ failOnDifference: z.boolean(), wait: z.number() });

function seconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('a whole number of seconds, such as 60');
  return Number(text);
}

/** A log that nobody follows is judged by this command alone, and there is nothing to wait for. */
async function settle(client: Client, log: string, lang: GlobalOptions['lang'], waitS: number): Promise<void> {
  const about = async () => {
    const { items } = ListLogs.answer.parse(await client.call({ method: 'GET', path: '/logs' }));
    return items.find(({ name }) => name === log);
  };
  const look = async () => {
    const head = (await about())?.head ?? 0;
    const query = { log, limit: 1 };
    const { judgedUpTo } = ListFindings.answer.parse(await client.call({ method: 'GET', path: '/findings', query }));
    return { judgedUpTo, head };
  };
  if (!(await about())?.default) return;
  const onProgress = eventsLeft({ vi: 'các quy tắc xét nhật ký', en: 'the rules judge the log' }[lang]);
  const stillMax = Math.ceil((waitS * 1_000) / lookEveryMs);
  await settleRules({ ...{ log, look, onProgress, stillMax, lang }, rest: () => pause(lookEveryMs) });
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
async function foundIn(client: Client, log: string, atLeast: number): Promise<readonly Breach[]> {
  const found: Breach[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const query = { log, all: 'true', limit: pageMax, atLeast, after };
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

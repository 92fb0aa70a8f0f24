import { WhatIf, type WhatIfFinding } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { localText } from './instant.ts';
import { leftOutText } from './left-out-text.ts';
import { facts, freshness, print, table } from './output.ts';
import { ruleFile } from './rule-file.ts';
import { GlobalOptions, withAnyLog } from './session.ts';

type Answer = z.output<typeof WhatIf.answer>;
const Given = z.looseObject({
  rules: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  limit: z.string().optional(),
});

/** What another law would find in a log, and what it would find no longer. */
export function addWhatIf(audit: Command): void {
  const command = audit
    .command('what-if')
    .description('what any rule set would have found; nothing is recorded / nếu áp dụng bộ quy tắc khác')
    .requiredOption('--rules <file>', 'a rule file (JSON), as those in rules/, in force or not')
    .option('--from <date>', 'findings that became certain from this day on')
    .option('--to <date>', 'up to and with this day')
    .option('--limit <count>', 'findings told one by one; 10000 with --jsonl, 200 otherwise');
  command.action(async () => {
    const options = GlobalOptions.parse(command.optsWithGlobals());
    const { rules: file, from, to, limit = options.jsonl ? '10000' : '200' } = Given.parse(command.opts());
    const rules = await ruleFile(file);
    await withAnyLog(options, async ({ client, log }) => {
      const body = { log, rules, from, to, limit };
      const answer = WhatIf.answer.parse(await client.call({ method: 'POST', path: '/what-if', body }));
      if (options.jsonl) for (const item of answer.items) process.stdout.write(`${JSON.stringify(item)}\n`);
      else print(options, answer, () => answerText(options, answer));
    });
  });
}

const words = {
  vi: {
    facts: { log: 'nhật ký', dossiers: 'hồ sơ', same: 'như cũ', gained: 'thêm', lost: 'mất' },
    ...{ rule: 'quy tắc', unit: 'đơn vị', person: 'người', change: 'thay đổi', nobody: '(không rõ)' },
    ...{ certainAt: 'chắc chắn từ', dossier: 'hồ sơ', name: 'vi phạm' },
    nothing: 'Bộ quy tắc này cho ra đúng các vi phạm của luật đang có hiệu lực.',
  },
  en: {
    facts: { log: 'log', dossiers: 'dossiers', same: 'same', gained: 'gained', lost: 'lost' },
    ...{ rule: 'rule', unit: 'unit', person: 'person', change: 'change', nobody: '(nobody known)' },
    ...{ certainAt: 'certain since', dossier: 'dossier', name: 'breach' },
    nothing: 'These rules find what the law in force finds: no more, and no less.',
  },
} as const;

function answerText(options: GlobalOptions, answer: Answer): string {
  const { lang } = options;
  const word = words[lang];
  const { gained, lost, same } = word.facts;
  const sums = {
    [word.facts.log]: answer.log,
    [word.facts.dossiers]: answer.dossiers,
    ...{ [same]: answer.same, [gained]: answer.gained, [lost]: answer.lost },
  };
  const rules = answer.byRule
    .filter((row) => row.gained + row.lost > 0)
    .map((row) => [row.rule, row.gained, row.lost, row.same]);
  const units = answer.byUnit.map((row) => [row.unit ?? word.nobody, row.gained, row.lost]);
  const people = answer.byPerson.map((row) => [
    ...[row.unit ?? word.nobody, row.person ?? word.nobody, row.gained, row.lost],
  ]);
  const items = answer.items.map((item: WhatIfFinding) => [
    ...[item.change === 'gained' ? gained : lost, item.rule, item.code ?? item.dossier, item.unit, item.person],
    ...[localText(item.certainAt), item.positions.map((position) => `#${position}`).join(' '), item.name[lang]],
  ]);
  const head = `${facts(sums)}${leftOutText(lang, answer.leftOut)}`;
  if (rules.length === 0) return [head, word.nothing, freshness(options, answer)].join('\n\n');
  return [
    head,
    table([word.rule, gained, lost, same], rules, lang),
    table([word.unit, gained, lost], units, lang),
    table([word.unit, word.person, gained, lost], people, lang),
    table([word.change, word.rule, word.dossier, word.unit, word.person, word.certainAt, '#', word.name], items, lang),
    freshness(options, answer),
  ].join('\n\n');
}

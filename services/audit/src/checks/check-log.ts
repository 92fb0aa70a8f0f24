import {
  type CheckLog,
  type CheckReport,
  type Deviation,
  invalidFieldsOf,
  type ListDeviations,
  refuse,
} from '@hoso/contracts';
import { type Finding, judgeLog, learnProfile, type RuleSet, readRuleSet, type TemporalProfile } from '@hoso/rules';
import type { z } from 'zod';
import type { Logs } from '../audit-ports.ts';
import { measured, readableLog } from './measure-log.ts';

/** Judges any log by a rule file. Refuses `RulesInvalid`, naming every mistake by path and reason. */
export async function checkLog(logs: Logs, { log, rules }: z.output<typeof CheckLog.ask>): Promise<CheckReport> {
  const ruleSet = ruleSetOf(rules);
  const { completeUpTo, read } = await readableLog(logs, log);
  const profiles = await profilesFor(logs, ruleSet);
  const { cases, events, rules: outcomes, warnings } = await judgeLog(ruleSet, read, { profiles });
  const templates = new Map(ruleSet.rules.map(({ id, template }) => [id, template]));
  return {
    log,
    ruleSet: { id: ruleSet.id, version: ruleSet.version },
    cases,
    events,
    rules: outcomes.map(({ id, ...counts }) => ({ id, template: templates.get(id) ?? '', ...counts })),
    warnings: warnings.map(({ message }) => message),
    completeUpTo,
  };
}

/**
 * The single deviations, in the order in which their cases end in the log; `after` is the `next` of the page before. An
 * imported log only grows at its end, but a case may grow too: pages belong together while nothing is imported.
 */
export async function listDeviations(
  logs: Logs,
  { log, rules, rule, limit, after }: z.output<typeof ListDeviations.ask>,
): Promise<z.output<typeof ListDeviations.answer>> {
  const ruleSet = onlyRule(ruleSetOf(rules), rule);
  const { completeUpTo, read } = await readableLog(logs, log);
  const profiles = await profilesFor(logs, ruleSet);
  const skipped = after === undefined ? 0 : Number(after);
  const items: Deviation[] = [];
  let met = 0;
  await judgeLog(ruleSet, read, {
    profiles,
    onFinding: (finding) => {
      met += 1;
      if (met > skipped && items.length < limit) items.push(deviationOf(finding));
    },
  });
  const told = skipped + items.length;
  return { items, completeUpTo, lagMs: 0, ...(told < met ? { next: String(told) } : {}) };
}

/** What is usual in the logs that rules learn from. */
async function profilesFor(logs: Logs, { rules }: RuleSet): Promise<ReadonlyMap<string, TemporalProfile>> {
  const named = rules.flatMap((rule) => ('learnedFrom' in rule && rule.learnedFrom ? [rule.learnedFrom] : []));
  const profiles = new Map<string, TemporalProfile>();
  for (const log of new Set(named)) profiles.set(log, await measured(await readableLog(logs, log), learnProfile));
  return profiles;
}

const mistakesMax = 20;

function ruleSetOf(rules: unknown): RuleSet {
  const reading = readRuleSet(rules);
  if (reading.ok) return reading.ruleSet;
  const mistakes = invalidFieldsOf(reading.error);
  const told = (language: 'vi' | 'en') =>
    mistakes
      .slice(0, mistakesMax)
      .map((mistake) => `${placeOf(mistake.field)}${mistake[language]}`)
      .concat(mistakes.length > mistakesMax ? [`… +${mistakes.length - mistakesMax}`] : [])
      .join('; ');
  return refuse('RulesInvalid', { reason: told('en'), reasonVi: told('vi') });
}

/** `rules.2.zeta` as people write it: `rules[2].zeta: `. */
function placeOf(field: string): string {
  return field === '' ? '' : `${field.replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]')}: `;
}

function onlyRule(ruleSet: RuleSet, id: string | undefined): RuleSet {
  if (id === undefined) return ruleSet;
  const rules = ruleSet.rules.filter((rule) => rule.id === id);
  return rules.length > 0
    ? { ...ruleSet, rules }
    : refuse('RulesInvalid', {
        reason: `rules has no rule ${JSON.stringify(id)}`,
        reasonVi: `rules không có quy tắc ${JSON.stringify(id)}`,
      });
}

function deviationOf({ rule, case: caseName, positions, expected, facts }: Finding): Deviation {
  const told = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
  return { rule, case: caseName, positions: [...positions], detail: [expected, ...told].join('; ') };
}

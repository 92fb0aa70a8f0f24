import { refuse, type WhatIf } from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';
import { type LawParameters, type LawRuleSet, readLawRuleSet, Rule } from '@hoso/rules';
import { z } from 'zod';
import type { AuditLogs, Logs } from '../audit-ports.ts';
import { lastRecordedBy } from '../findings/judge-again.ts';
import { leftOut } from '../findings/left-out.ts';
import { namedLog } from '../logs/named-log.ts';
import { type ChangeCount, inOrder, type LawsCompared } from './compare-laws.ts';
import { mistakeWords } from './law-mistakes.ts';

type Answer = z.output<typeof WhatIf.answer>;

export interface WhatIfPorts {
  readonly logs: Logs;
  readonly auditLogs: Pick<AuditLogs, 'of' | 'compareLaws'>;
  /** The law's numbers, which a rule file may refer to. */
  readonly lawParameters: LawParameters;
}

const dayMs = 86_400_000;
/** The province's clocks are seven hours ahead of UTC, all year. */
const offsetMs = 7 * 3_600_000;
/** As many as a log has: nothing but its memory bounds it. */
const daysMax = 36_600;

/** Refuses `LogNotFound`, `PeriodInvalid`, and `RulesInvalid`, naming every mistake by path and reason. */
export async function whatIf(
  { logs, auditLogs, lawParameters }: WhatIfPorts,
  { log, rules, from, to, limit }: z.output<typeof WhatIf.ask>,
): Promise<Answer> {
  if (from !== undefined && to !== undefined && to < from) refuse('PeriodInvalid', { from, to, daysMax });
  const ruleSet = lawIn(rules, lawParameters);
  const { info, store } = await namedLog(logs, log);
  const now = (await auditLogs.of(info.name)).clock();
  const until = to === undefined ? now : Math.min(now, Date.parse(to) + dayMs - offsetMs - 1);
  const upTo = await lastRecordedBy(store, until);
  const begins = from === undefined ? 0 : Date.parse(from) - offsetMs;
  const parts = await auditLogs.compareLaws(info.name, { ruleSet, from: begins, until, upTo, limit });
  return {
    ...{ log: info.name, ruleSet: { id: ruleSet.id, version: ruleSet.version }, until: instantOf(until) },
    ...together(parts, limit),
    ...{ completeUpTo: upTo, lagMs: 0 },
  };
}

const mistakesMax = 20;

function lawIn(rules: unknown, parameters: LawParameters): LawRuleSet {
  const reading = readLawRuleSet(rules, parameters);
  if (reading.ok) return reading.ruleSet;
  if (isForChecks(rules)) return refuse('RulesInvalid', { reason: forChecks.en, reasonVi: forChecks.vi });
  const more = reading.issues.length - mistakesMax;
  const told = (language: 'vi' | 'en'): string =>
    reading.issues
      .slice(0, mistakesMax)
      .map((issue) => `${issue.path === '' ? '' : `${issue.path}: `}${mistakeWords(issue)[language]}`)
      .concat(more > 0 ? [`… +${more}`] : [])
      .join('; ');
  return refuse('RulesInvalid', { reason: told('en'), reasonVi: told('vi') });
}

const forChecks = {
  vi: 'đây là tệp quy tắc của `hoso audit check`; lệnh này nhận tệp luật như rules/nd61-2018.json',
  en: 'this is a file for `hoso audit check`; here goes a law as in rules/nd61-2018.json',
};
const checkTemplates: ReadonlySet<string> = new Set(Rule.options.map((option) => option.shape.template.value));
const SomeRules = z.looseObject({ rules: z.array(z.looseObject({ template: z.string() })).min(1) });

/** Whether every rule is of the other kind: one such mistake is told once, and not rule by rule. */
function isForChecks(rules: unknown): boolean {
  const { data } = SomeRules.safeParse(rules);
  return data?.rules.every(({ template }) => checkTemplates.has(template)) ?? false;
}

/** What the parts of a log come to: the same, whoever judged which, and in whichever order. */
function together(parts: readonly LawsCompared[], limit: number) {
  const counts = parts.flatMap((part) => part.counts);
  const sum = (of: (part: ChangeCount) => number): number => counts.reduce((before, count) => before + of(count), 0);
  const groups = <Name extends object>(nameOf: (count: ChangeCount) => Name) => grouped(counts, nameOf);
  return {
    events: parts.reduce((before, { events }) => before + events, 0),
    dossiers: parts.reduce((before, { dossiers }) => before + dossiers, 0),
    leftOut: leftOut(parts.map(({ untaken }) => untaken)),
    ...{ same: sum(({ same }) => same), gained: sum(({ gained }) => gained), lost: sum(({ lost }) => lost) },
    byRule: groups(({ rule }) => ({ rule })).map(({ rule, gained, lost, same }) => ({ rule, gained, lost, same })),
    byUnit: changed(groups(({ unit }) => (unit === undefined ? {} : { unit }))),
    byPerson: changed(
      groups(({ unit, person }) => ({
        ...(unit === undefined ? {} : { unit }),
        ...(person === undefined ? {} : { person }),
      })),
    ),
    items: [...inOrder(parts.flatMap(({ items }) => items)).slice(0, limit)],
  };
}

type Changes = Pick<ChangeCount, 'gained' | 'lost' | 'same'>;

function grouped<Name extends object>(
  counts: readonly ChangeCount[],
  nameOf: (count: ChangeCount) => Name,
): readonly (Name & Changes)[] {
  const groups = new Map<string, Name & Changes>();
  for (const count of counts) {
    const name = nameOf(count);
    const key = Object.values(name).join(' ');
    const { gained, lost, same } = groups.get(key) ?? { gained: 0, lost: 0, same: 0 };
    groups.set(key, { ...name, gained: gained + count.gained, lost: lost + count.lost, same: same + count.same });
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

/** Those for whom anything changes, most of all first. */
function changed<Group extends Changes>(groups: readonly Group[]): Omit<Group, 'same'>[] {
  return groups
    .filter(({ gained, lost }) => gained + lost > 0)
    .toSorted((one, other) => other.gained + other.lost - (one.gained + one.lost))
    .map(({ same: _, ...group }) => group);
}

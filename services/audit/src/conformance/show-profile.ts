import type { ShowProfile } from '@hoso/contracts';
import { judgeLog, learnProfile, profilePairs } from '@hoso/rules';
import type { z } from 'zod';
import type { Logs } from '../audit-ports.ts';
import { measured, readableLog } from '../checks/measure-log.ts';

/** How long activities usually come after each other in one log, and what in a log is unusual by that. */
export async function showProfile(
  logs: Logs,
  { log, learnedFrom = log, zeta }: z.output<typeof ShowProfile.ask>,
): Promise<z.output<typeof ShowProfile.answer>> {
  const readable = await readableLog(logs, log);
  const usual = learnedFrom === log ? readable : await readableLog(logs, learnedFrom);
  const profile = await measured(usual, learnProfile);
  const rules = [{ id: 'profile', template: 'temporal-profile' as const, zeta: zeta ?? 0 }];
  const ruleSet = { id: 'profile', version: 1, effectiveFrom: '2000-01-01', rules: zeta === undefined ? [] : rules };
  const { cases, events, rules: outcomes } = await judgeLog(ruleSet, readable.read, { profile });
  const [outcome] = outcomes.map(({ applies, kept, broken, findings }) => ({ applies, kept, broken, findings }));
  return {
    ...{ log, cases, events, completeUpTo: readable.completeUpTo, learnedFrom },
    ...(zeta === undefined ? {} : { zeta }),
    ...(outcome === undefined ? {} : { outcome }),
    pairs: [...profilePairs(profile, zeta)],
  };
}

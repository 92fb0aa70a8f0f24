import { workerData } from 'node:worker_threads';
import { LawRuleSet } from '@hoso/rules';
import { openLog } from '@hoso/runtime/adapters';
import { z } from 'zod';
import { compareLaws } from '../what-if/compare-laws.ts';
import { answerShares } from './answer-shares.ts';
import { lawRules } from './law-rules.ts';

const Task = z.strictObject({
  log: z.strictObject({ url: z.string(), log: z.string() }),
  laws: z.strictObject({
    ...{ ruleSet: LawRuleSet, from: z.int(), until: z.int(), upTo: z.int(), limit: z.int() },
  }),
});

/** Judges parts of one log by two laws, in a thread of its own. */
const { log, laws } = Task.parse(workerData);
const store = await openLog(log);
const inForce = lawRules();
answerShares(
  (share) => compareLaws(inForce, store, laws, share),
  () => store.close(),
);

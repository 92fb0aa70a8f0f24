import { workerData } from 'node:worker_threads';
import { openLog } from '@hoso/runtime/adapters';
import { z } from 'zod';
import { shareJudge } from '../findings/judge-again.ts';
import { answerShares } from './answer-shares.ts';
import { lawRules } from './law-rules.ts';

const Address = z.strictObject({ url: z.string(), log: z.string() });
const Task = z.strictObject({ log: Address, audit: Address, until: z.int(), upTo: z.int() });

/** Judges parts of one log in a thread of its own, so that nobody waits for it. */
const { log, audit, until, upTo } = Task.parse(workerData);
const store = await openLog(log);
const own = await openLog(audit);
answerShares(await shareJudge({ rules: lawRules(), store, audit: own, until, upTo }), async () => {
  await own.close();
  await store.close();
});

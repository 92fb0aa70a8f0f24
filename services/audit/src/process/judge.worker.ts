import { parentPort, workerData } from 'node:worker_threads';
import { openLog } from '@hoso/runtime/adapters';
import { z } from 'zod';
import { judgeAgain } from '../findings/judge-again.ts';
import type { Told } from './judge-in-worker.ts';
import { lawRules } from './law-rules.ts';

const Address = z.strictObject({ url: z.string(), log: z.string() });

/** Judges one log in a thread of its own, so that nobody waits for it. */
const { log, audit, until } = z.strictObject({ log: Address, audit: Address, until: z.int() }).parse(workerData);

const tell = (told: Told): void => parentPort?.postMessage(told);
const store = await openLog(log);
const own = await openLog(audit);
const judged = await judgeAgain({
  rules: lawRules(),
  store,
  audit: own,
  until,
  onDifference: (intents) => tell({ kind: 'differences', intents }),
});
await own.close();
await store.close();
tell({ kind: 'judged', judged });

import { parentPort, workerData } from 'node:worker_threads';
import { judgeAgain } from '@hoso/audit/judge-again';
import { openLogReader } from '@hoso/event-store-sqlite';
import { z } from 'zod';
import type { Told } from './judge-in-worker.ts';
import { lawRules } from './law-rules.ts';

/** Judges one log in a thread of its own, so that nobody waits for it. */
const { log, audit, until } = z.strictObject({ log: z.string(), audit: z.string(), until: z.int() }).parse(workerData);

const tell = (told: Told): void => parentPort?.postMessage(told);
const store = openLogReader(log);
const own = openLogReader(audit);
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

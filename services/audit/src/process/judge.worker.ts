import { parentPort, workerData } from 'node:worker_threads';
import { openLog } from '@hoso/runtime/adapters';
import { z } from 'zod';
import { shareJudge } from '../findings/judge-again.ts';
import type { Given, Told } from './judge-in-workers.ts';
import { lawRules } from './law-rules.ts';

const Address = z.strictObject({ url: z.string(), log: z.string() });
const Task = z.strictObject({ log: Address, audit: Address, until: z.int(), upTo: z.int() });

/** Judges parts of one log in a thread of its own, so that nobody waits for it. */
const { log, audit, until, upTo } = Task.parse(workerData);

const tell = (told: Told): void => parentPort?.postMessage(told);
const store = await openLog(log);
const own = await openLog(audit);
const judge = await shareJudge({ rules: lawRules(), store, audit: own, until, upTo });

async function close(): Promise<void> {
  parentPort?.close();
  await own.close();
  await store.close();
}

parentPort?.on('message', async (given: Given) => {
  if (given === 'nothing more') await close();
  else tell({ judged: await judge(given.share) });
});
tell({});

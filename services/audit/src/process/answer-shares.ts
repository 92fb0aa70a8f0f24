import { parentPort } from 'node:worker_threads';
import type { Share } from '../findings/judge-again.ts';
import type { Given, Told } from './work-in-shares.ts';

/** A worker of `workInShares`: answers what it is given until there is nothing more, then closes. */
export function answerShares<Done>(work: (share: Share) => Promise<Done>, close: () => Promise<void>): void {
  const tell = (told: Told<Done>): void => parentPort?.postMessage(told);
  parentPort?.on('message', async (given: Given) => {
    if (given !== 'nothing more') return tell({ done: await work(given.share) });
    parentPort?.close();
    await close();
  });
  tell({});
}

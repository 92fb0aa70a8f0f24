// A worker thread, on the built package: reads a log page by page beside the store, and posts what it found.
import { parentPort, workerData } from 'node:worker_threads';
import { openLogReader } from '@hoso/event-store-sqlite';

const reader = openLogReader(String(workerData));
const head = await reader.waitPast(1_000, 10_000);
let position = 0;
while (position < head) {
  const page = await reader.readAll(position, Math.min(64, head - position));
  position = page.at(-1)?.position ?? head;
}
await reader.close();
parentPort?.postMessage({ head, position });

import { DatabaseSync } from 'node:sqlite';
import { concluded, lastRecordedBy } from '@hoso/audit/judge-again';
import { judgeInWorkers } from '@hoso/audit/judge-in-workers';
import { lawRules } from '@hoso/audit/process';
import { openLogReader } from '@hoso/event-store-sqlite';

// One measurement of `rejudge` in a process of its own, so that its peak memory is its own:
// `node rejudge-once.ts <log> <audit's own log> read|judge [workers]`. Answers one line of JSON.

const [path = '', own = '', what, workers] = process.argv.slice(2);
const pageMax = 1_000;
const began = performance.now();
const cpu = process.cpuUsage();
const told = what === 'judge' ? await judge() : read();
const tookMs = performance.now() - began;
// In KiB everywhere but on macOS.
const peakMb = Math.round(process.resourceUsage().maxRSS / (process.platform === 'darwin' ? 1_048_576 : 1_024));
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ tookMs, cpuMs: (user + system) / 1_000, peakMb, ...told }));

/** What `hoso audit rejudge` does, as the platform does it. */
async function judge() {
  const store = openLogReader(path);
  const head = await store.head();
  const [last] = await store.readAll(head - 1, 1);
  const until = last?.recordedAt ?? 0;
  const upTo = await lastRecordedBy(store, until);
  const addressOf = (file: string) => ({ url: `sqlite:${file}`, log: 'quarter' });
  const task = { log: addressOf(path), audit: addressOf(own), until, upTo };
  const shares = await judgeInWorkers(task, workers === undefined ? undefined : Number(workers));
  const options = { rules: lawRules(), store, until, upTo, onDifference: () => undefined };
  const { events, dossiers, raised, same, withdrawn } = await concluded(options, shares);
  await store.close();
  return { head, events, dossiers, findings: raised + same, withdrawn };
}

/** What any reader of the log has to do at least. */
function read() {
  const db = new DatabaseSync(path, { readOnly: true });
  const page = db.prepare(
    `select position, recorded_at, partition, cast(body as text) from events
      where position > ? order by position limit ?`,
    { returnArrays: true },
  );
  let head = 0;
  for (let after = 0; ; after += pageMax) {
    const rows = page.all(after, pageMax);
    for (const row of rows) if (JSON.parse(String(row[3]))) head++;
    if (rows.length < pageMax) break;
  }
  db.close();
  return { head, events: 0, dossiers: 0, findings: 0, withdrawn: 0 };
}

import { DatabaseSync } from 'node:sqlite';
import { readFileSync } from 'node:fs';
import { judgeAgain } from '@hoso/audit/judge-again';
import { openLogReader } from '@hoso/event-store-sqlite';
import { lawParametersIn, readLawRuleSet } from '@hoso/rules';

// One measurement of `rejudge` in a process of its own, so that its peak memory is its own:
// `node rejudge-once.ts <log> <audit's own log> read|judge`. Answers one line of JSON.

const [path = '', own = '', what] = process.argv.slice(2);
const pageMax = 1_000;
const began = performance.now();
const cpu = process.threadCpuUsage();
const told = what === 'judge' ? await judge() : read();
const tookMs = performance.now() - began;
// In KiB everywhere but on macOS.
const peakMb = Math.round(process.resourceUsage().maxRSS / (process.platform === 'darwin' ? 1_048_576 : 1_024));
const { user, system } = process.threadCpuUsage(cpu);
console.log(JSON.stringify({ tookMs, cpuMs: (user + system) / 1_000, peakMb, ...told }));

function ruleFile(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../rules/${name}.json`, import.meta.url), 'utf8'));
}

async function judge() {
  const rules = ['nd61-2018', 'nd118-2025'].map((name) => {
    const reading = readLawRuleSet(ruleFile(name), lawParametersIn(ruleFile('rule-sets')));
    if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
    return reading.ruleSet;
  });
  const store = openLogReader(path);
  const audit = openLogReader(own);
  const [last] = await store.readAll((await store.head()) - 1, 1);
  const until = last?.recordedAt ?? 0;
  const { raised, same, withdrawn } = await judgeAgain({ rules, store, audit, until, onDifference: () => undefined });
  await store.close();
  await audit.close();
  return { findings: raised + same, withdrawn };
}

/** What any reader of the log has to do at least. */
function read() {
  const db = new DatabaseSync(path, { readOnly: true });
  const page = db.prepare(
    `select position, recorded_at, partition, cast(body as text) from events
      where position > ? order by position limit ?`,
    { returnArrays: true },
  );
  let parsed = 0;
  for (let after = 0; ; after += pageMax) {
    const rows = page.all(after, pageMax);
    for (const row of rows) if (JSON.parse(String(row[3]))) parsed++;
    if (rows.length < pageMax) break;
  }
  db.close();
  return { findings: 0, withdrawn: 0, parsed };
}

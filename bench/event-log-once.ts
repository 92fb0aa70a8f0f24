import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type OcelCase, ocelOfFiled, readLogFile, writeOcelJson, writeOcelSqlite, writeXes } from '@hoso/event-log';

// One way of `event-log` in a process of its own, so that its peak memory is its own:
// `node event-log-once.ts out|in xes|ocel-json|ocel-sqlite <file> <events>`. Answers one line of JSON.

const [way = '', format = '', file = '', wanted = '0'] = process.argv.slice(2);
const eventsPerCase = 20;
const began = performance.now();
const cpu = process.threadCpuUsage();
const events = way === 'out' ? await out(Number(wanted)) : await read();
const tookMs = performance.now() - began;
// In KiB everywhere but on macOS.
const peakMb = Math.round(process.resourceUsage().maxRSS / (process.platform === 'darwin' ? 1_048_576 : 1_024));
const { user, system } = process.threadCpuUsage(cpu);
console.log(JSON.stringify({ events, tookMs, cpuMs: (user + system) / 1_000, peakMb }));

async function* cases(count: number): AsyncGenerator<OcelCase> {
  for (let one = 0; one * eventsPerCase < count; one++) {
    const name = `case ${one}`;
    const events = Array.from({ length: eventsPerCase }, (_, at) => {
      const time = new Date(Date.UTC(2022, 0, 1) + one * 60_000 + at * 3_600_000).toISOString();
      return {
        position: one * eventsPerCase + at + 2,
        attributes: [
          { key: 'concept:name', type: 'string', value: `T${at % 15} Kiểm tra hồ sơ` },
          { key: 'time:timestamp', type: 'date', value: time },
          { key: 'org:resource', type: 'string', value: `officer-${(one + at) % 500}` },
          { key: 'lifecycle:transition', type: 'string', value: 'complete' },
          { key: 'hoso:position', type: 'int', value: String(at) },
        ] as const,
      };
    });
    const attributes = [{ key: 'concept:name', type: 'string', value: name }] as const;
    yield ocelOfFiled({ case: name, continues: false, attributes, events });
  }
}

async function out(count: number): Promise<number> {
  if (format === 'ocel-sqlite') await writeOcelSqlite(file, cases(count));
  else await pipeline(format === 'xes' ? asXes(count) : writeOcelJson(() => cases(count)), createWriteStream(file));
  return count;
}

function asXes(count: number): AsyncIterable<string> {
  const traces = async function* () {
    for await (const { case: name, ...part } of cases(count)) yield { name, ...part };
  };
  return writeXes({ name: 'bench', attributes: [] }, traces());
}

async function read(): Promise<number> {
  let count = 0;
  for await (const { events: some } of readLogFile(createReadStream(file))) count += some.length;
  return count;
}

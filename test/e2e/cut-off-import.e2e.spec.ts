import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CheckReport, ImportReport, ListLogs } from '@hoso/contracts';
import { type Api, api, inspector, until } from './api.ts';
import { answered, type Hoso, hoso } from './hoso-command.ts';
import { type PlatformProcess, startPlatform, trialFolder } from './platform-process.ts';

const [cases, eventsPerCase] = [4_000, 5];
const events = cases * eventsPerCase;

let folder: ReturnType<typeof trialFolder>;
let platform: PlatformProcess | undefined;
let run: Hoso;
beforeEach(() => {
  folder = trialFolder();
  run = hoso(folder.path);
  writeFileSync(file(), gzipSync(manyCases()));
  writeFileSync(rules(), JSON.stringify(fourEyes));
});
afterEach(async () => {
  await platform?.stop('SIGKILL');
  folder.remove();
});

const file = () => join(folder.path, 'many.xes.gz');
const rules = () => join(folder.path, 'rules.json');
const fourEyes = {
  ...{ id: 'trial', version: 1, effectiveFrom: '2020-01-01' },
  rules: [{ id: 'F', template: 'four-eyes', activities: ['A1', 'A2'] }],
};

function manyCases(): string {
  const event = (activity: string) =>
    `<event><string key="concept:name" value="${activity}"/><string key="org:resource" value="Hoa"/>` +
    '<date key="time:timestamp" value="2022-03-15T08:00:00.000+07:00"/></event>';
  const told = Array.from({ length: eventsPerCase }, (_, index) => event(`A${index}`)).join('');
  const traces = Array.from(
    { length: cases },
    (_, index) => `<trace><string key="concept:name" value="case ${index}"/>${told}</trace>\n`,
  );
  return `<?xml version="1.0"?>\n<log>${traces.join('')}</log>`;
}

const start = async (fileBytesMax?: number): Promise<Api> => {
  platform = await startPlatform({ data: folder.path, ...(fileBytesMax === undefined ? {} : { fileBytesMax }) });
  return api(platform.url, folder.path);
};
const importing = () => run('import', 'xes', file(), '--log', 'many', '--json');
const logs = async (http: Api) => {
  const { items } = ListLogs.answer.parse((await http.send('GET', '/logs', { as: inspector })).body);
  return items.find(({ name }) => name === 'many');
};

/** Nothing answers for the part as if it were the whole, and each says what to do. */
async function expectUnfinished(): Promise<void> {
  const asked = [
    ['audit', 'check', '--rules', rules()],
    ['audit', 'deviations', '--rules', rules()],
    ['replay', 'case 0'],
    ['log', 'export'],
  ];
  const said = await Promise.all(asked.map((words) => run(...words, '--log', 'many')));
  for (const [index, { code, stdout, stderr }] of said.entries()) {
    expect([asked[index], code, stdout]).toEqual([asked[index], 1, '']);
    expect(stderr).toMatch(/The import into many is not finished .* import the same file again .*ImportUnfinished/);
  }
  const inVietnamese = await run('log', 'export', '--log', 'many', '--lang', 'vi');
  expect(inVietnamese.stderr).toContain('hãy nhập lại đúng tệp đó');
  expect((await run('log', 'list')).stdout).toMatch(/! many is not whole: \d+ of 20000 events; import the same file/);
}

async function expectFinished(): Promise<void> {
  const { added, ...filed } = ImportReport.parse(await answered(importing()));
  expect(filed).toEqual({ log: 'many', cases, events, position: events + 1, warnings: [] });
  expect(added.events).toBeGreaterThan(0);
  expect(added.events).toBeLessThan(events);
  const report = CheckReport.parse(
    await answered(run('audit', 'check', '--log', 'many', '--rules', rules(), '--json')),
  );
  expect(report).toMatchObject({ cases, events, rules: [{ applies: cases, broken: cases }] });
  expect((await run('log', 'list')).stdout).not.toContain('not whole');
  expect(await answered(importing())).toMatchObject({ added: { cases: 0, events: 0 }, position: events + 1 });
}

describe('An import that is cut off', () => {
  it('by kill -9 is known as unfinished until the same file is imported again', async () => {
    const http = await start();
    const cutOff = importing();
    const part = await until('importing', async () => {
      const log = await logs(http);
      return log && log.head > 1 ? log : undefined;
    });
    // Also while it runs: part of a log is no log.
    expect(part.unfinished).toMatchObject({ wanted: events });
    await platform?.stop('SIGKILL');
    expect((await cutOff).code).toBe(3);
    await start();
    await expectUnfinished();
    await expectFinished();
  }, 180_000);

  it('by a full disk is known as unfinished until the same file is imported again', async () => {
    await start(8_000_000);
    const refused = await importing();
    expect([refused.code, JSON.parse(refused.stderr)]).toMatchObject([3, { code: 'StoreUnavailable' }]);
    await expectUnfinished();
    await platform?.stop('SIGTERM');
    await start();
    await expectUnfinished();
    await expectFinished();
  }, 180_000);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { ProcedureImportReport } from '@hoso/contracts';
import { api, until } from './api.ts';
import { answered, hoso } from './hoso-command.ts';
import { startPlatform, trialFolder } from './platform-process.ts';

const row = (at: number) => ({
  ...{
    code: `9.${String(at).padStart(6, '0')}`,
    name: `Thủ tục thứ ${at} của tỉnh`,
    levels: ['Cấp xã'],
    documents: [{ name: 'Đơn', originals: 1 }],
  },
  channels: [{ channel: 'counter', term: 3, termUnit: at % 2 === 0 ? 'workingDays' : null }],
});

it('An import of procedures that is killed in the middle is finished by repeating it', async () => {
  const folder = trialFolder();
  const run = hoso(folder.path);
  let platform = await startPlatform({ data: folder.path });
  let http = api(platform.url, folder.path);
  const rows = 3_000;
  const file = join(folder.path, 'many.gz');
  writeFileSync(file, gzipSync(Array.from({ length: rows }, (_, at) => JSON.stringify(row(100_000 + at))).join('\n')));
  const importing = async () => ProcedureImportReport.parse(await answered(run('registry', 'import', file, '--json')));
  const { head } = (await http.operations()).log;
  const killed = run('registry', 'import', file);
  await until('being published', async () => (await http.operations()).log.head > head + 100 || undefined);
  await platform.stop('SIGKILL');
  expect((await killed).code).toBe(3);
  platform = await startPlatform({ data: folder.path });
  http = api(platform.url, folder.path);
  const done = (await http.operations()).log.head - head;
  expect(done).toBeGreaterThan(100);
  expect(await importing()).toMatchObject({ rows, published: rows - done, unchanged: done, leftOut: 0 });
  expect((await http.operations()).log.head).toBe(head + rows);
  expect(await importing()).toMatchObject({ published: 0, unchanged: rows });
  await platform.stop('SIGTERM');
  folder.remove();
});

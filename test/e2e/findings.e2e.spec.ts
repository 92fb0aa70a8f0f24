import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { ListFindings } from '@hoso/contracts';
import { type Api, api, clerk, inspector, submission, until } from './api.ts';
import { hoso } from './hoso-command.ts';
import { startPlatform, trialFolder } from './platform-process.ts';

async function findings(http: Api) {
  const { body } = await http.send('GET', '/findings?all=true', { as: inspector });
  return ListFindings.answer.parse(body);
}

it('A finding is known after the platform was killed and started again', async () => {
  const folder = trialFolder();
  let platform = await startPlatform({ data: folder.path });
  let http = api(platform.url, folder.path);
  const path = `/dossiers/${randomUUID()}`;
  const slip = { items: ['Giấy ủy quyền'], reason: 'Thiếu' };
  await http.command(path, { as: clerk, body: submission });
  await http.command(`${path}/supplement-request`, { as: clerk, body: slip });
  await http.command(`${path}/supplement`, { as: clerk, body: { items: slip.items } });
  const insist = { reason: 'Người nộp đề nghị' };
  const { position } = await http.command(`${path}/supplement-request`, { as: clerk, body: { ...slip, insist } });
  const before = await until('found', async () => {
    const now = await findings(http);
    return now.judgedUpTo >= position ? now : undefined;
  });
  expect(before.items.map(({ rule }) => rule)).toContain('V09');
  await platform.stop('SIGKILL');
  platform = await startPlatform({ data: folder.path });
  http = api(platform.url, folder.path);
  const after = await until('judged again', async () => {
    const now = await findings(http);
    return now.judgedUpTo >= before.judgedUpTo ? now : undefined;
  });
  expect(after.items).toEqual(expect.arrayContaining(before.items));
  const { followers, audit } = await http.operations();
  expect(followers.find(({ kind }) => kind === 'rules')).toMatchObject({ service: 'audit', held: [] });
  const own = ['findings-1', 'inspections-1'].map((follower) => ({ follower, held: [] }));
  expect(audit?.followers).toMatchObject(own);
  expect((await hoso(folder.path)('ops', 'status')).stdout).toMatch(/audit +rules-\d+ +rules/);
  await platform.stop('SIGTERM');
  folder.remove();
});

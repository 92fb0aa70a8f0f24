import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { FindDossier, ListDossiers, Receipt } from '@hoso/contracts';
import { api, clerk, submission } from './api.ts';
import { answered, type Hoso, hoso } from './hoso-command.ts';
import { startPlatform, trialFolder } from './platform-process.ts';

const folder = trialFolder();
const run: Hoso = hoso(folder.path);
afterAll(() => folder.remove());

describe('Without a platform', () => {
  it('the command line opens the folder itself, and finds everything there', async () => {
    const id = randomUUID();
    const platform = await startPlatform({ data: folder.path });
    await api(platform.url, folder.path).command(`/dossiers/${id}`, { as: clerk, body: submission });
    await platform.stop('SIGTERM');
    const shown = FindDossier.answer.parse(await answered(run('dossier', 'show', id, '--json')));
    expect(shown.dossier.status).toBe('registered');
    const submit = ['--procedure', submission.procedure, '--channel', 'counter', '--one-stop', submission.oneStop];
    const whose = ['--return-by', 'counter', '--applicant-kind', 'citizen', '--applicant-name', 'Nguyễn Thị Hoa'];
    const second = await answered(run('dossier', 'submit', ...submit, ...whose, '--json'));
    const list = ListDossiers.answer.parse(await answered(run('dossier', 'list', '--status', 'registered', '--json')));
    expect(list.items.map((item) => item.id).toSorted()).toEqual([id, Receipt.loose().parse(second).id].toSorted());
  });
});

describe('Help', () => {
  it('is there for every command', async () => {
    const top = await run('--help');
    const commands = [...top.stdout.matchAll(/^ {2}([a-z]+)(?: \[options\])?/gm)].map(([, name]) => name ?? '');
    expect(commands).toEqual(
      expect.arrayContaining([
        'dossier',
        'replay',
        'diff',
        'clock',
        'units',
        'audit',
        'import',
        'log',
        'registry',
        'views',
        'ops',
        'token',
      ]),
    );
    const helps = await Promise.all(commands.map((name) => run(name, '--help')));
    expect(helps.map(({ code, stdout }) => [code, stdout.startsWith('Usage: hoso ')])).toEqual(
      commands.map(() => [0, true]),
    );
    const verbs = [...(helps[commands.indexOf('dossier')]?.stdout ?? '').matchAll(/^ {2}([a-z-]+) \[options\]/gm)];
    expect(verbs.map(([, verb]) => verb)).toEqual(
      expect.arrayContaining([
        ...['submit', 'scan', 'receive', 'supplement', 'transfer', 'due', 'assign', 'complete-step', 'apologise'],
        ...['issue', 'return', 'show', 'list'],
      ]),
    );
  });
});

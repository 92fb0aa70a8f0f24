import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, api, clerk, submission, tokenFor } from './api.ts';
import { audited } from './bad-audit-requests.ts';
import { moments, refusedMoments } from './bad-moments.ts';
import {
  acts,
  addresses,
  bodies,
  known,
  newDossier,
  type Row,
  unknown,
  usedCommandId,
  values,
} from './bad-requests.ts';
import { type Hoso, hoso } from './hoso-command.ts';
import { type PlatformProcess, startPlatform, trialFolder } from './platform-process.ts';

const folder = trialFolder();
const elsewhere = trialFolder();
let platform: PlatformProcess;
let http: Api;
let headBefore: number;
const run: Hoso = hoso(folder.path);

beforeAll(async () => {
  platform = await startPlatform({ data: folder.path });
  http = api(platform.url, folder.path);
  await http.command(`/dossiers/${known}`, { as: clerk, body: submission, headers: { 'command-id': usedCommandId } });
  headBefore = (await http.operations()).log.head;
});
afterAll(async () => {
  await platform?.stop('SIGTERM');
  folder.remove();
  elsewhere.remove();
});

const named = (rows: readonly Row[]) => rows.map((row) => [row.what, row] as const);

describe.each([
  ['A body', bodies],
  ['A value', values],
  ['An address', addresses],
  ['An act', acts],
  ['A moment', moments],
  ['A moment or unit', refusedMoments],
  ['A question about findings', audited],
] as const)('%s that cannot be', (_, rows) => {
  it.each(named(rows))('%s', async (what, row) => {
    const ask = (language: string) =>
      http.send(row.method ?? 'PUT', row.path, { ...row, headers: { ...row.headers, 'accept-language': language } });
    for (const [language, words] of [
      ['vi-VN,vi;q=0.9', row.says[0]],
      ['en', row.says[1]],
    ] as const) {
      const { status, headers, body } = await ask(language);
      expect([what, status, body]).toMatchObject([what, row.status, { code: row.code, status: row.status }]);
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(headers.get('content-language')).toBe(language.slice(0, 2));
      expect(body).toMatchObject({ detail: expect.stringContaining(words), title: expect.any(String) });
      if (row.field === undefined) continue;
      expect(body).toMatchObject({
        errors: expect.arrayContaining([
          { field: row.field, reason: expect.stringMatching(/\S/), code: expect.stringMatching(/\S/) },
        ]),
      });
    }
  });
});

describe('A token', () => {
  it.each([
    ['of another platform', () => tokenFor(elsewhereWithKeys(), clerk), 'TokenForged'],
    ['that has expired', () => tokenFor(folder.path, clerk, 60, Date.now() - 61_000), 'TokenExpired'],
    ['whose role was changed', async () => tampered(await tokenFor(folder.path, clerk)), 'TokenForged'],
  ])('%s is nobody’s', async (_, token, code) => {
    const headers = { authorization: `Bearer ${await token()}` };
    const answer = await http.send('PUT', newDossier, { body: submission, headers });
    expect([answer.status, answer.body]).toMatchObject([401, { code }]);
    expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
  });
});

describe('The command line', () => {
  const submit = [
    ...['dossier', 'submit', '--procedure', '1.001612', '--channel', 'counter', '--one-stop', 'ha-long-one-stop'],
    ...['--return-by', 'counter', '--applicant-kind', 'citizen', '--applicant-name', 'Hoa'],
  ];

  it.each<readonly [string, readonly string[], number, string, string]>([
    ['an unknown command', ['dossiers'], 2, 'dossiers', 'dossiers'],
    ['an unknown option', [...submit, '--urgent'], 2, '--urgent', '--urgent'],
    ['a missing option', ['dossier', 'submit'], 2, '--procedure', '--procedure'],
    ['a choice that there is not', submit.with(5, 'fax'), 2, 'fax', 'fax'],
    ['a day that there is not', [...submit, '--occurred-at', '2022-02-30'], 2, '2022-02-30', '2022-02-30'],
    ['somebody who cannot be', [...submit, '--as', 'king@ha-long-one-stop'], 2, 'king', 'king'],
    [
      'a role that may not',
      [...submit, '--as', 'inspector@inspectorate'],
      1,
      'Vai trò thanh tra (inspector)',
      'role inspector',
    ],
    [
      'another unit',
      ['dossier', 'receive', known, '--as', 'clerk@mong-cai-one-stop'],
      1,
      'ha-long-one-stop',
      'unit ha-long-one-stop',
    ],
    ['a code of the wrong form', submit.with(3, '1001612'), 2, 'procedure', 'procedure'],
    ['neither id nor code', ['dossier', 'receive', '17'], 2, '17', '17'],
    ['a dossier that there is not', ['dossier', 'show', unknown], 1, 'Không có hồ sơ', 'no dossier'],
    ['a procedure that there is not', ['registry', 'show', '9.999999'], 1, 'Không có thủ tục', 'No procedure'],
    ['a stale version', ['dossier', 'receive', known, '--if-match', '7'], 1, 'phiên bản 1', 'version 1'],
    ['an act out of turn', ['dossier', 'return', known, '--to', 'applicant'], 1, 'không thể', 'impossible'],
    [
      'a file that there is not',
      ['dossier', 'scan', known, '--document', 'a-1', '--file', 'nowhere.pdf'],
      3,
      'nowhere.pdf',
      'nowhere.pdf',
    ],
    ['a token that lasts for no time', ['token', '--expires-in', '0'], 2, 'expires', 'expires'],
  ])('refuses %s', async (_, words, code, vi, en) => {
    const [inVietnamese, inEnglish] = await Promise.all([run(...words, '--lang', 'vi'), run(...words, '--lang', 'en')]);
    expect([inVietnamese, inEnglish]).toEqual([
      { code, stdout: '', stderr: expect.stringContaining(vi) },
      { code, stdout: '', stderr: expect.stringContaining(en) },
    ]);
    expect(inEnglish.stderr).not.toMatch(/\n {4}at /);
  });

  it('gives scripts the problem as JSON', async () => {
    const { code, stderr } = await run(...submit.with(3, '1001612'), '--json');
    expect([code, JSON.parse(stderr)]).toMatchObject([2, { code: 'InvalidInput', errors: [{ field: 'procedure' }] }]);
  });

  it('that cannot use the folder says so', async () => {
    const { code, stderr } = await run('dossier', 'list', '--data', `${folder.path}/lock/inside`);
    expect([code, stderr]).toEqual([3, expect.stringContaining('cannot be used')]);
  });
});

describe('After all of this', () => {
  it('nothing was written, and the platform is well', async () => {
    expect((await http.operations()).log.head).toBe(headBefore);
    expect((await http.send('GET', '/health/ready')).status).toBe(200);
    expect(platform.stderr()).toBe('');
  });
});

/** A data folder of another platform that has its own key. */
function elsewhereWithKeys(): string {
  mkdirSync(join(elsewhere.path, 'keys'), { recursive: true });
  return elsewhere.path;
}

/** A token of a clerk that now says he is a head. */
function tampered(token: string): string {
  const [header, claims = '', signature] = token.split('.');
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return [header, Buffer.from(JSON.stringify({ ...said, role: 'head' })).toString('base64url'), signature].join('.');
}

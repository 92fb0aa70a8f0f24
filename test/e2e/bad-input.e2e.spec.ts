import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@hoso/contracts';
import { type Api, api, applicant, clerk, head, inspector, officer, submission, tokenFor } from './api.ts';
import { type Hoso, hoso } from './hoso-command.ts';
import { type PlatformProcess, startPlatform, trialFolder } from './platform-process.ts';

const folder = trialFolder();
const elsewhere = trialFolder();
let platform: PlatformProcess;
let http: Api;
let headBefore: number;
const run: Hoso = hoso(folder.path);
/** A dossier that was submitted, and one that nobody knows. */
const known = randomUUID();
const unknown = randomUUID();

beforeAll(async () => {
  platform = await startPlatform({ data: folder.path });
  http = api(platform.url, folder.path);
  await http.command(`/dossiers/${known}`, { as: clerk, body: submission, headers: { 'command-id': usedId } });
  headBefore = (await http.operations()).log.head;
});
afterAll(async () => {
  await platform?.stop('SIGTERM');
  folder.remove();
  elsewhere.remove();
});

const usedId = randomUUID();
const otherUnit: Actor = { ...clerk, id: 'clerk-1102', unit: 'mong-cai-one-stop' };
const scan = { document: 'application-form', sha256: 'a'.repeat(64), bytes: 1, mediaType: 'image/png' };

/** A request that must be refused. `says`: words of the refusal, in Vietnamese and in English. */
interface Row {
  readonly what: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly as?: Actor | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly code: string;
  readonly field?: string;
  readonly says: readonly [vi: string, en: string];
}

const newDossier = `/dossiers/${unknown}`;
const invalid = { status: 400, code: 'InvalidInput' } as const;
const format: Row['says'] = ['không hợp lệ', 'not as it must be'];

const bodies: readonly Row[] = [
  {
    what: 'JSON that breaks off',
    path: newDossier,
    as: clerk,
    body: '{"procedure": "1.0016',
    status: 400,
    code: 'MalformedJson',
    says: ['không phải là JSON', 'not JSON'],
  },
  {
    what: 'no body at all',
    path: newDossier,
    as: clerk,
    body: '',
    status: 400,
    code: 'MalformedJson',
    says: ['không phải là JSON', 'not JSON'],
  },
  {
    what: 'a list for an object',
    path: newDossier,
    as: clerk,
    body: [submission],
    ...invalid,
    field: '',
    says: format,
  },
  { what: 'null', path: newDossier, as: clerk, body: 'null', ...invalid, field: 'procedure', says: format },
  {
    what: 'a number for a text',
    path: newDossier,
    as: clerk,
    body: { ...submission, procedure: 1.001612 },
    ...invalid,
    field: 'procedure',
    says: format,
  },
  {
    what: 'an unknown field',
    path: newDossier,
    as: clerk,
    body: { ...submission, urgent: true },
    ...invalid,
    field: 'urgent',
    says: format,
  },
  {
    what: 'an unknown field within',
    path: newDossier,
    as: clerk,
    body: { ...submission, applicant: { ...submission.applicant, age: 40 } },
    ...invalid,
    field: 'applicant.age',
    says: format,
  },
  {
    what: 'an actor in the body',
    path: newDossier,
    as: clerk,
    body: { ...submission, actor: head },
    ...invalid,
    field: 'actor',
    says: format,
  },
  {
    what: 'a prototype in the body',
    path: newDossier,
    as: clerk,
    body: '{"__proto__": {"role": "head"}}',
    status: 400,
    code: 'MalformedJson',
    says: ['không phải là JSON', 'not JSON'],
  },
  {
    what: 'a missing field',
    path: newDossier,
    as: clerk,
    body: { ...submission, returnBy: undefined },
    ...invalid,
    field: 'returnBy',
    says: format,
  },
  {
    what: 'a channel that there is not',
    path: newDossier,
    as: clerk,
    body: { ...submission, channel: 'fax' },
    ...invalid,
    field: 'channel',
    says: format,
  },
  {
    what: 'a name of blanks',
    path: newDossier,
    as: clerk,
    body: { ...submission, applicant: { kind: 'citizen', name: '   ' } },
    ...invalid,
    field: 'applicant.name',
    says: format,
  },
  {
    what: 'a name with half a character',
    path: newDossier,
    as: clerk,
    body: '{"applicant":{"kind":"citizen","name":"\\ud800"},"procedure":"1.001612","channel":"counter","oneStop":"ha-long-one-stop","returnBy":"counter"}',
    ...invalid,
    field: 'applicant.name',
    says: format,
  },
  {
    what: 'a name with a control character',
    path: newDossier,
    as: clerk,
    body: { ...submission, applicant: { kind: 'citizen', name: 'Hoa\u0000' } },
    ...invalid,
    field: 'applicant.name',
    says: format,
  },
  {
    what: 'a huge body',
    path: newDossier,
    as: clerk,
    body: { ...submission, returnAddress: 'x'.repeat(300_000) },
    status: 413,
    code: 'BodyTooLarge',
    says: ['quá lớn', 'too large'],
  },
  {
    what: 'a form',
    path: newDossier,
    as: clerk,
    body: 'procedure=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'UnsupportedMediaType',
    says: ['không được hỗ trợ', 'media type'],
  },
];

const values: readonly Row[] = [
  {
    what: 'a day that there is not',
    path: newDossier,
    as: clerk,
    body: { ...submission, occurredAt: '2022-02-30T02:00:00.000Z' },
    ...invalid,
    field: 'occurredAt',
    says: format,
  },
  {
    what: 'an instant without milliseconds',
    path: newDossier,
    as: clerk,
    body: { ...submission, occurredAt: '2022-02-28T02:00:00Z' },
    ...invalid,
    field: 'occurredAt',
    says: format,
  },
  {
    what: 'an instant in the future',
    path: newDossier,
    as: clerk,
    body: { ...submission, occurredAt: '2999-01-01T00:00:00.000Z' },
    status: 400,
    code: 'OccurredInFuture',
    says: ['tương lai', 'future'],
  },
  {
    what: 'a procedure code of the wrong form',
    path: newDossier,
    as: clerk,
    body: { ...submission, procedure: '1001612' },
    ...invalid,
    field: 'procedure',
    says: format,
  },
  {
    what: 'a procedure that there is not',
    path: newDossier,
    as: clerk,
    body: { ...submission, procedure: '9.999999' },
    status: 404,
    code: 'ProcedureNotFound',
    says: ['Không có thủ tục 9.999999', 'No procedure 9.999999'],
  },
  {
    what: 'a procedure before its time',
    path: newDossier,
    as: clerk,
    body: { ...submission, occurredAt: '2018-01-02T02:00:00.000Z' },
    status: 404,
    code: 'ProcedureNotFound',
    says: ['2018-01-02', '2018-01-02'],
  },
  {
    what: 'a unit that there is not',
    path: newDossier,
    as: { ...clerk, unit: 'nowhere' },
    body: { ...submission, oneStop: 'nowhere' },
    status: 404,
    code: 'UnitNotFound',
    says: ['Không có đơn vị nowhere', 'no unit nowhere'],
  },
  {
    what: 'an agency for a one-stop unit',
    path: newDossier,
    as: { ...clerk, unit: 'ha-long-office' },
    body: { ...submission, oneStop: 'ha-long-office' },
    status: 400,
    code: 'NotAOneStopUnit',
    says: ['không phải Bộ phận Một cửa', 'not a one-stop unit'],
  },
  {
    what: 'a channel that the procedure has not',
    path: newDossier,
    as: clerk,
    body: { ...submission, procedure: '1.000894', channel: 'post' },
    status: 400,
    code: 'ChannelNotOffered',
    says: ['không nhận qua kênh post', 'not offered by post'],
  },
  {
    what: 'a hash that is none',
    method: 'POST',
    path: `/dossiers/${known}/scans`,
    as: clerk,
    body: { ...scan, sha256: 'abc' },
    ...invalid,
    field: 'sha256',
    says: format,
  },
  {
    what: 'a file of no size',
    method: 'POST',
    path: `/dossiers/${known}/scans`,
    as: clerk,
    body: { ...scan, bytes: 0 },
    ...invalid,
    field: 'bytes',
    says: format,
  },
  {
    what: 'a due date before reception',
    method: 'POST',
    path: `/dossiers/${known}/reception`,
    as: clerk,
    body: { dueAt: '2020-01-01T00:00:00.000Z' },
    status: 400,
    code: 'DueDateInPast',
    says: ['trước khi tiếp nhận', 'before reception'],
  },
  {
    what: 'a reception before the submission',
    method: 'POST',
    path: `/dossiers/${known}/reception`,
    as: clerk,
    body: { occurredAt: '2022-03-15T02:30:00.000Z' },
    status: 400,
    code: 'BeforeReception',
    says: ['trước sự kiện trước đó', 'before what came before'],
  },
  {
    what: 'insistence without a reason',
    method: 'POST',
    path: `/dossiers/${known}/reception`,
    as: clerk,
    body: { insist: {} },
    ...invalid,
    field: 'insist.reason',
    says: format,
  },
  {
    what: 'a command id that is none',
    path: newDossier,
    as: clerk,
    body: submission,
    headers: { 'command-id': '1' },
    ...invalid,
    field: 'Command-Id',
    says: format,
  },
  {
    what: 'a version that is none',
    path: newDossier,
    as: clerk,
    body: submission,
    headers: { 'if-match': '*' },
    ...invalid,
    field: 'If-Match',
    says: format,
  },
];

const addresses: readonly Row[] = [
  {
    what: 'an address that there is not',
    method: 'GET',
    path: '/dossier',
    as: clerk,
    status: 404,
    code: 'RouteNotFound',
    says: ['Không có địa chỉ', 'nothing at this address'],
  },
  {
    what: 'an address that cannot be read',
    method: 'GET',
    path: '/dossiers/%E0%A4%A',
    as: clerk,
    status: 400,
    code: 'BadRequest',
    says: ['không hợp lệ', 'cannot be understood'],
  },
  {
    what: 'an id of the wrong form',
    path: '/dossiers/17',
    as: clerk,
    body: submission,
    ...invalid,
    field: 'id',
    says: format,
  },
  {
    what: 'an id in capitals',
    method: 'GET',
    path: `/dossiers/${'A'.repeat(8)}-0000-4000-8000-000000000000`,
    as: clerk,
    ...invalid,
    field: 'id',
    says: format,
  },
  {
    what: 'a dossier code of the wrong form',
    method: 'GET',
    path: '/dossiers/000.00.21.H49-20220315-1',
    as: clerk,
    ...invalid,
    field: 'id',
    says: format,
  },
  {
    what: 'a code that nobody has',
    method: 'GET',
    path: '/dossiers/000.00.21.H49-220315-9999',
    as: clerk,
    status: 404,
    code: 'DossierNotFound',
    says: ['Không có hồ sơ', 'no dossier'],
  },
  {
    what: 'a dossier that there is not',
    method: 'GET',
    path: `/dossiers/${unknown}`,
    as: clerk,
    status: 404,
    code: 'DossierNotFound',
    says: ['Không có hồ sơ', 'no dossier'],
  },
  {
    what: 'a command about it',
    method: 'POST',
    path: `/dossiers/${unknown}/reception`,
    as: clerk,
    body: {},
    status: 404,
    code: 'DossierNotFound',
    says: ['Không có hồ sơ', 'no dossier'],
  },
  {
    what: 'a case that there is not',
    method: 'POST',
    path: `/dossiers/${known}/assignment`,
    as: head,
    body: { officer: 'officer-0802' },
    status: 404,
    code: 'CaseNotFound',
    says: ['Không có vụ việc', 'no case'],
  },
  {
    what: 'a page of nothing',
    method: 'GET',
    path: '/dossiers?limit=0',
    as: clerk,
    ...invalid,
    field: 'limit',
    says: format,
  },
  {
    what: 'a page of everything',
    method: 'GET',
    path: '/dossiers?limit=100000',
    as: clerk,
    ...invalid,
    field: 'limit',
    says: format,
  },
  {
    what: 'a question that nobody knows',
    method: 'GET',
    path: '/dossiers?colour=red',
    as: clerk,
    ...invalid,
    field: 'colour',
    says: format,
  },
  {
    what: 'a day that there is not, asked for',
    method: 'GET',
    path: `/replay?dossier=${known}&asOf=2022-02-30T00:00:00.000Z`,
    as: inspector,
    ...invalid,
    field: 'asOf',
    says: format,
  },
  {
    what: 'a log that there is not',
    method: 'GET',
    path: '/logs/nowhere/events',
    as: inspector,
    status: 404,
    code: 'LogNotFound',
    says: ['Không có nhật ký nowhere', 'no log nowhere'],
  },
];

const acts: readonly Row[] = [
  {
    what: 'no token',
    path: newDossier,
    body: submission,
    status: 401,
    code: 'TokenMissing',
    says: ['Thiếu mã thông báo', 'token is needed'],
  },
  {
    what: 'a token that is none',
    path: newDossier,
    headers: { authorization: 'Bearer abc.def' },
    body: submission,
    status: 401,
    code: 'TokenMalformed',
    says: ['sai dạng', 'form'],
  },
  {
    what: 'a role that may not',
    path: newDossier,
    as: officer,
    body: submission,
    status: 403,
    code: 'RoleNotAllowed',
    says: ['Vai trò officer', 'role officer'],
  },
  {
    what: 'an applicant at the counter',
    path: newDossier,
    as: applicant,
    body: submission,
    status: 403,
    code: 'RoleNotAllowed',
    says: ['Vai trò applicant', 'role applicant'],
  },
  {
    what: 'another unit',
    method: 'POST',
    path: `/dossiers/${known}/reception`,
    as: otherUnit,
    body: {},
    status: 403,
    code: 'WrongUnit',
    says: ['đơn vị ha-long-one-stop', 'unit ha-long-one-stop'],
  },
  {
    what: 'another unit that insists',
    method: 'POST',
    path: `/dossiers/${known}/reception`,
    as: otherUnit,
    body: { insist: { reason: 'Gấp' } },
    status: 403,
    code: 'WrongUnit',
    says: ['đơn vị ha-long-one-stop', 'unit ha-long-one-stop'],
  },
  {
    what: 'a stale version',
    method: 'POST',
    path: `/dossiers/${known}/scans`,
    as: clerk,
    body: scan,
    headers: { 'if-match': '"7"' },
    status: 412,
    code: 'StaleVersion',
    says: ['phiên bản 1, không phải 7', 'version 1, not 7'],
  },
  {
    what: 'a command id for something else',
    path: newDossier,
    as: clerk,
    body: submission,
    headers: { 'command-id': usedId },
    status: 409,
    code: 'CommandIdReused',
    says: ['đã dùng cho việc khác', 'already used'],
  },
  {
    what: 'another submission of the same',
    path: `/dossiers/${known}`,
    as: clerk,
    body: { ...submission, returnBy: 'post' },
    status: 409,
    code: 'AlreadySubmitted',
    says: ['đã được nộp', 'already submitted'],
  },
  {
    what: 'a transfer before reception',
    method: 'POST',
    path: `/dossiers/${known}/transfer`,
    as: clerk,
    body: { agency: 'ha-long-office' },
    status: 409,
    code: 'NotInState',
    says: ['không thể: TransferDossier', 'TransferDossier is impossible'],
  },
  {
    what: 'a return before the result',
    method: 'POST',
    path: `/dossiers/${known}/return`,
    as: clerk,
    body: { to: 'applicant' },
    status: 409,
    code: 'NotInState',
    says: ['không thể: ReturnResult', 'ReturnResult is impossible'],
  },
  {
    what: 'a supplement that nobody asked for',
    method: 'POST',
    path: `/dossiers/${known}/supplement`,
    as: clerk,
    body: { items: ['x'] },
    status: 409,
    code: 'NotInState',
    says: ['không thể: ReceiveSupplement', 'ReceiveSupplement is impossible'],
  },
  {
    what: 'a refusal without its reason',
    method: 'POST',
    path: `/dossiers/${known}/refusal`,
    as: clerk,
    body: {},
    status: 409,
    code: 'FieldRequired',
    says: ['Thiếu reason', 'reason is missing'],
  },
  {
    what: 'a rebuild by a clerk',
    method: 'POST',
    path: '/views/rebuild',
    as: clerk,
    body: { view: 'dossiers' },
    status: 403,
    code: 'RoleNotAllowed',
    says: ['Vai trò clerk', 'role clerk'],
  },
];

const named = (rows: readonly Row[]) => rows.map((row) => [row.what, row] as const);

describe.each([
  ['A body', bodies],
  ['A value', values],
  ['An address', addresses],
  ['An act', acts],
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
    ['a role that may not', [...submit, '--as', 'officer@ha-long-office'], 1, 'Vai trò officer', 'role officer'],
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

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  type Actor,
  AssignOfficer,
  FindDossier,
  ImportXes,
  ListDossiers,
  ReadLog,
  refuse,
  SubmitDossier,
} from '@hoso/contracts';
import { type Message, StoreUnavailable } from '@hoso/event-sourcing';
import { inProcessBus } from '@hoso/messaging';
import { mintToken, type TokenKeys, tokenKeys, tokenVerifier } from '@hoso/nest';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { createGateway } from './create-gateway.ts';
import { defaultLimits, type Limits } from './limits.ts';

const dossierId = '0192f1a0-0000-7000-8000-000000000001';
const commandId = '0192f1a0-0000-4000-8000-000000000002';
const clerk: Actor = { id: 'clerk-0702', role: 'clerk', unit: 'ha-long-one-stop' };
const submission = {
  procedure: '1.001612',
  channel: 'counter',
  oneStop: 'ha-long-one-stop',
  applicant: { kind: 'citizen', name: 'Nguyễn Thị Hoa' },
  returnBy: 'counter',
};
const receipt = { id: dossierId, version: 1, position: 7 };

let folder: string;
let keys: TokenKeys;
let bus: ReturnType<typeof inProcessBus>;
let app: NestFastifyApplication | undefined;
let notReady: readonly string[];
let uploaded: { readonly bytes: number; readonly bytesMax: number } | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-gateway-'));
  keys = tokenKeys(folder);
  bus = inProcessBus({ publishedUpTo: 0 });
  notReady = [];
  uploaded = undefined;
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  await bus.close();
  rmSync(folder, { recursive: true });
});

const tokenOf = (actor: Actor): Promise<string> => mintToken(keys, actor, { expiresInS: 60 });

/** The edge over a bus on which services answer as told; what they were asked is kept. */
async function edge(answers: Readonly<Record<string, (message: Message) => unknown>>, limits: Partial<Limits> = {}) {
  const asked: Message[] = [];
  for (const [subject, answer] of Object.entries(answers)) {
    await bus.reply(subject, 'trial', async (message) => {
      asked.push(message);
      return answer(message);
    });
  }
  const verify = tokenVerifier(keys);
  app = await createGateway({
    bus,
    verify: async (token) => (await verify(token)).actor,
    identify: verify,
    mint: (actor, expiresInS) => mintToken(keys, actor, { expiresInS }),
    log: { id: '0190b8a2-7c00-7000-8000-000000000001', kind: 'live', name: 'main' },
    clock: async () => Date.now(),
    uploads: {
      store: async (content, bytesMax) => {
        const pieces = await Array.fromAsync(content);
        uploaded = { bytes: pieces.reduce((sum, piece) => sum + piece.length, 0), bytesMax };
        return { sha256: 'a'.repeat(64), bytes: uploaded.bytes };
      },
      open: async () => undefined,
    },
    notReady: async () => notReady,
    limits: { ...defaultLimits, requestsPerMinuteMax: 0, ...limits },
  });
  const running = app;
  const token = await tokenOf(clerk);
  const send = (
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: string | object | Buffer,
    headers: Record<string, string> = {},
  ) =>
    running.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}`, 'accept-language': 'en', ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  return { asked, send, token };
}

describe('A command over HTTP', () => {
  it('goes to its service as its sender gave it, under the token', async () => {
    const { asked, send, token } = await edge({ [SubmitDossier.subject]: () => receipt });
    const insist = { reason: 'Theo chỉ đạo' };
    const occurredAt = '2022-03-15T02:30:00.000Z';
    const answer = await send(
      'PUT',
      `/dossiers/${dossierId}`,
      { ...submission, insist, occurredAt },
      {
        'command-id': commandId,
        'if-match': 'W/"3"',
      },
    );
    expect([answer.statusCode, answer.json()]).toEqual([201, receipt]);
    expect(answer.headers).toMatchObject({ etag: '"1"', 'command-id': commandId });
    expect(asked).toEqual([
      {
        data: { type: 'SubmitDossier', commandId, id: dossierId, data: submission, occurredAt, insist, ifVersion: 3 },
        headers: { token },
      },
    ]);
  });

  it('that finds everything done is answered with its receipt, and has made nothing', async () => {
    const { send } = await edge({ [SubmitDossier.subject]: () => ({ ...receipt, repeated: true }) });
    const answer = await send('PUT', `/dossiers/${dossierId}`, submission);
    expect([answer.statusCode, answer.json()]).toEqual([200, receipt]);
  });

  it('about a case names its versions so that none is taken for one of the dossier', async () => {
    const { asked, send } = await edge({ [AssignOfficer.subject]: () => ({ ...receipt, version: 3 }) });
    const assign = (ifMatch: string, more: object = {}) =>
      send('POST', `/dossiers/${dossierId}/assignment`, { officer: 'officer-0802', ...more }, { 'if-match': ifMatch });
    for (const tag of ['"2"', '2', '"case-2-2"']) {
      const refused = await assign(tag);
      expect([refused.statusCode, refused.json()]).toMatchObject([400, { code: 'TagOfAnother' }]);
      expect(refused.json().detail).toContain('"case-1-2"');
    }
    expect(asked).toEqual([]);
    const answer = await assign('"case-1-2"');
    expect([answer.statusCode, answer.headers['etag']]).toEqual([200, '"case-1-3"']);
    expect((await assign('"case-2-7"', { case: 2 })).headers['etag']).toBe('"case-2-3"');
    expect(asked.map(({ data }) => data)).toMatchObject([{ ifVersion: 2 }, { ifVersion: 7 }]);
    const scan = await send(
      'POST',
      `/dossiers/${dossierId}/transfer`,
      { agency: 'office' },
      { 'if-match': '"case-1-2"' },
    );
    expect([scan.statusCode, scan.json()]).toMatchObject([400, { code: 'TagOfAnother' }]);
  });

  it('is given an id where it has none, and says which', async () => {
    const { asked, send } = await edge({ [SubmitDossier.subject]: () => ({ ...receipt, version: 2 }) });
    const answer = await send('PUT', `/dossiers/${dossierId}`, submission);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['command-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(asked[0]?.data).toMatchObject({ commandId: answer.headers['command-id'] });
  });

  it.each<readonly [string, object, Record<string, string>, string, string]>([
    ['an actor in its body', { ...submission, actor: clerk }, {}, 'actor', 'unrecognized_keys'],
    [
      'a member too many',
      { ...submission, applicant: { ...submission.applicant, nick: 'x' } },
      {},
      'applicant.nick',
      'unrecognized_keys',
    ],
    ['a member too few', { ...submission, channel: undefined }, {}, 'channel', 'invalid_value'],
    ['a bad If-Match', submission, { 'if-match': 'three' }, 'If-Match', 'EntityTagForm'],
    ['a bad Command-Id', submission, { 'command-id': 'one' }, 'Command-Id', 'UuidForm'],
  ])('with %s is refused, naming the field', async (_, body, headers, field, code) => {
    const { asked, send } = await edge({ [SubmitDossier.subject]: () => receipt });
    const answer = await send('PUT', `/dossiers/${dossierId}`, body, headers);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ code: 'InvalidInput', errors: [{ field, code }] });
    expect(asked).toEqual([]);
  });

  it.each([
    ['another path than an id', 'PUT', '/dossiers/not-an-id', 400, 'InvalidInput'],
    ['an address that there is not', 'PUT', '/nowhere', 404, 'RouteNotFound'],
    ['a URL that cannot be decoded', 'GET', '/dossiers/%', 400, 'BadRequest'],
  ] as const)('to %s is refused', async (_, method, url, status, code) => {
    const { send } = await edge({});
    const answer = await send(method, url, method === 'PUT' ? submission : undefined);
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
  });

  it.each([
    ['that is not JSON', '{"procedure":', 'application/json', 400, 'MalformedJson'],
    ['that is empty', '', 'application/json', 400, 'MalformedJson'],
    ['of another type', 'procedure=1', 'application/x-www-form-urlencoded', 415, 'UnsupportedMediaType'],
    ['that is a file', '<log/>', 'text/xml', 415, 'UnsupportedMediaType'],
    ['that is too large', JSON.stringify({ note: 'x'.repeat(2_000) }), 'application/json', 413, 'BodyTooLarge'],
  ])('with a body %s is refused', async (_, body, type, status, code) => {
    const { asked, send } = await edge({ [SubmitDossier.subject]: () => receipt }, { bodyBytesMax: 1_000 });
    const answer = await send('PUT', `/dossiers/${dossierId}`, body, { 'content-type': type });
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
    expect(asked).toEqual([]);
  });

  it.each([
    ['refused', () => refuse('NotInState', { status: 'returned', command: 'SubmitDossier' }), 409, 'NotInState'],
    [
      'sent on a version that has passed',
      () => refuse('StaleVersion', { expected: 1, actual: 2 }),
      412,
      'StaleVersion',
    ],
    ['about nothing', () => refuse('DossierNotFound', { id: dossierId }), 404, 'DossierNotFound'],
    ['for another unit', () => refuse('WrongUnit', { unit: 'x-1' }), 403, 'WrongUnit'],
    [
      'that cannot be stored',
      () => {
        throw new StoreUnavailable('full');
      },
      503,
      'StoreUnavailable',
    ],
  ] as const)('%s is a problem in both languages', async (_, answer, status, code) => {
    const { send } = await edge({ [SubmitDossier.subject]: answer });
    const en = await send('PUT', `/dossiers/${dossierId}`, submission);
    const vi = await send('PUT', `/dossiers/${dossierId}`, submission, { 'accept-language': 'vi' });
    expect([en.statusCode, vi.statusCode]).toEqual([status, status]);
    expect([en.json(), vi.json()]).toMatchObject([
      { code, status },
      { code, status },
    ]);
    expect([en.headers['content-language'], vi.headers['content-language']]).toEqual(['en', 'vi']);
    expect(en.json().detail).not.toBe(vi.json().detail);
    expect(en.headers['retry-after']).toBe(status === 503 ? '1' : undefined);
  });

  it('whose service does not answer may be sent again', async () => {
    const { send } = await edge({}, { requestTimeoutMs: 50 });
    const answer = await send('PUT', `/dossiers/${dossierId}`, submission);
    expect([answer.statusCode, answer.json(), answer.headers['retry-after']]).toMatchObject([
      503,
      { code: 'NoResponder' },
      '1',
    ]);
  });

  it('tells nothing of a fault that nobody expected but what the log calls it', async () => {
    const { send } = await edge({
      [SubmitDossier.subject]: () => {
        throw new Error('Nguyễn Thị Hoa is not a number');
      },
    });
    const logged = jest.spyOn(Logger, 'error').mockImplementation(() => undefined);
    const answer = await send('PUT', `/dossiers/${dossierId}`, submission);
    const [line] = logged.mock.calls[0] ?? [];
    logged.mockRestore();
    expect(answer.statusCode).toBe(500);
    expect(line).toContain(`fault ${answer.json().instance.replace('urn:uuid:', '')}`);
    expect(`${answer.body}${line}`).not.toContain('Hoa');
  });
});

describe('A query over HTTP', () => {
  const page = { items: [], completeUpTo: 9, lagMs: 0, held: [] };

  it('takes its question from the query string', async () => {
    const { asked, send } = await edge({ [ListDossiers.subject]: () => page });
    const answer = await send('GET', '/dossiers?status=received&limit=5&atLeast=9');
    expect([answer.statusCode, answer.json()]).toEqual([200, page]);
    expect(asked[0]?.data).toEqual({ status: 'received', limit: 5, atLeast: 9 });
  });

  it('says the version of what it shows', async () => {
    const { send } = await edge({ [FindDossier.subject]: () => ({ dossier: { version: 4 }, ...page }) });
    expect((await send('GET', `/dossiers/${dossierId}`)).headers['etag']).toBe('"4"');
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=many', 'limit'],
    ['status=lost', 'status'],
    ['dueBefore=2022-02-30T00:00:00.000Z', 'dueBefore'],
    ['stauts=received', 'stauts'],
  ])('with %s is refused, naming the field', async (question, field) => {
    const { send } = await edge({ [ListDossiers.subject]: () => page });
    const answer = await send('GET', `/dossiers?${question}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'InvalidInput', errors: [{ field }] }]);
  });
});

describe('Whoever asks', () => {
  const asks = async (authorization: string | undefined) => {
    const { asked, send } = await edge({ [SubmitDossier.subject]: () => receipt });
    const answer = await send('PUT', `/dossiers/${dossierId}`, submission, { authorization: authorization ?? '' });
    return { answer, asked };
  };

  it('needs a token', async () => {
    const { answer, asked } = await asks(undefined);
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { code: 'TokenMissing' }]);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="hoso"');
    expect(asked).toEqual([]);
  });

  it.each([
    ['another scheme', 'Basic abc', 'TokenMalformed'],
    ['a token that is none', 'Bearer abc', 'TokenMalformed'],
  ])('does not come in with %s', async (_, authorization, code) => {
    const { answer } = await asks(authorization);
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { code }]);
  });

  it('does not come in with a token of another platform', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'hoso-gateway-'));
    const forged = await mintToken(tokenKeys(elsewhere), clerk, { expiresInS: 60 });
    rmSync(elsewhere, { recursive: true });
    const { answer } = await asks(`Bearer ${forged}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { code: 'TokenForged' }]);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="hoso", error="invalid_token"');
  });

  it('does not come in with a token that has expired', async () => {
    const { answer } = await asks(
      `Bearer ${await mintToken(keys, clerk, { expiresInS: 60, at: Date.now() - 61_000 })}`,
    );
    expect([answer.statusCode, answer.json()]).toMatchObject([401, { code: 'TokenExpired' }]);
  });

  it('does what his role may do', async () => {
    const inspector = await tokenOf({ id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' });
    const { answer, asked } = await asks(`Bearer ${inspector}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([403, { code: 'RoleNotAllowed' }]);
    expect(asked).toEqual([]);
  });

  it('in such a hurry that others would wait is told to come again later', async () => {
    const { send } = await edge({ [ListDossiers.subject]: () => ({}) }, { requestsPerMinuteMax: 2 });
    for (const status of [200, 200, 429]) expect((await send('GET', '/dossiers')).statusCode).toBe(status);
    const refused = await send('GET', '/dossiers', undefined, { 'accept-language': 'vi' });
    expect([refused.json().code, refused.headers['content-language']]).toEqual(['TooManyRequests', 'vi']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await send('GET', '/health/live')).statusCode).toBe(200);
  });
});

describe('Whole logs', () => {
  const inspector = () => tokenOf({ id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' });
  const file = Buffer.alloc(300_000, 'x');

  it('come in as a file that is stored before anything of it is read', async () => {
    const report = {
      ...{ log: 'receipt', cases: 1, events: 2, added: { cases: 1, events: 2 }, position: 3, warnings: [] },
    };
    const { asked, send } = await edge({ [ImportXes.subject]: () => report });
    const answer = await send('POST', '/logs/receipt/imports', file, {
      authorization: `Bearer ${await inspector()}`,
      'content-type': 'application/gzip',
    });
    expect([answer.statusCode, answer.json()]).toEqual([201, report]);
    Object.assign(report, { added: { cases: 0, events: 0 } });
    const again = await send('POST', '/logs/receipt/imports', file, {
      authorization: `Bearer ${await inspector()}`,
      'content-type': 'application/gzip',
    });
    expect([again.statusCode, again.json()]).toEqual([200, report]);
    expect(uploaded).toEqual({ bytes: file.length, bytesMax: defaultLimits.uploadBytesMax });
    expect(asked[0]?.data).toEqual({ log: 'receipt', upload: 'a'.repeat(64) });
  });

  it.each([
    ['by a clerk', '/logs/receipt/imports', undefined, 'application/gzip', 403, 'RoleNotAllowed'],
    ['into a log of an impossible name', '/logs/Receipt/imports', 'inspector', 'application/gzip', 400, 'InvalidInput'],
    ['as JSON', '/logs/receipt/imports', 'inspector', 'application/json', 415, 'UnsupportedMediaType'],
  ])('do not come in %s', async (_, url, who, type, status, code) => {
    const { asked, send } = await edge({ [ImportXes.subject]: () => ({}) });
    const answer = await send('POST', url, type === 'application/json' ? '{}' : file, {
      ...(who === undefined ? {} : { authorization: `Bearer ${await inspector()}` }),
      'content-type': type,
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
    expect([uploaded, asked]).toEqual([undefined, []]);
  });

  it('go out page after page, up to where the log was when it began', async () => {
    const stored = (position: number) => ({
      position,
      recordedAt: '2022-03-15T02:30:00.000Z',
      body: `{"é":${position}}`,
    });
    let head = 2_500;
    const { asked, send } = await edge({
      [ReadLog.subject]: ({ data }) => {
        const { after, limit } = ReadLog.ask.parse(data);
        const items = Array.from({ length: Math.min(limit, head - after) }, (_, index) => stored(after + 1 + index));
        const completeUpTo = head;
        head += 100;
        return { items, completeUpTo, lagMs: 0 };
      },
    });
    const answer = await send('GET', '/logs/main/export', undefined, { authorization: `Bearer ${await inspector()}` });
    const lines = answer.body.trimEnd().split('\n');
    expect(answer.headers['content-type']).toBe('application/jsonl; charset=utf-8');
    expect(lines.slice(0, 2_500)).toEqual(Array.from({ length: 2_500 }, (_, at) => JSON.stringify(stored(at + 1))));
    expect(lines.length).toBe(2_500);
    expect(asked.length).toBe(3);
  });

  it('are cut off where the rest cannot be read, so that nobody takes a part for the whole', async () => {
    const { send } = await edge({
      [ReadLog.subject]: ({ data }) => {
        if (ReadLog.ask.parse(data).after > 0) throw new StoreUnavailable('closed');
        return {
          items: [{ position: 1, recordedAt: '2022-03-15T02:30:00.000Z', body: '{}' }],
          completeUpTo: 9,
          lagMs: 0,
        };
      },
    });
    const cut = send('GET', '/logs/main/export', undefined, { authorization: `Bearer ${await inspector()}` });
    await expect(cut).rejects.toThrow();
  });
});

describe('An edge that closes', () => {
  const port = () => z.object({ port: z.int() }).parse(app?.getHttpServer().address()).port;

  it('answers whoever waits, waits for nobody who has not asked, and keeps no connection', async () => {
    let answer: (receipt: object) => void = () => undefined;
    const late = { [SubmitDossier.subject]: () => new Promise((resolve) => (answer = resolve)) };
    const { asked, token } = await edge(late, { drainMs: 600_000 });
    await app?.listen(0, '127.0.0.1');
    const silent = connect(port(), '127.0.0.1');
    await once(silent, 'connect');
    // An agent that would keep its connection for ever.
    const agent = new Agent({ keepAlive: true });
    const waiting = request(`http://127.0.0.1:${port()}/dossiers/${dossierId}`, {
      ...{ agent, method: 'PUT' },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    waiting.end(JSON.stringify(submission));
    while (asked.length === 0) await setTimeout(5);
    const closed = app?.close();
    await once(silent, 'close');
    answer(receipt);
    const [answered] = await once(waiting, 'response');
    expect(answered).toMatchObject({ statusCode: 201 });
    answered.resume();
    await closed;
    agent.destroy();
    app = undefined;
  });

  it('lets go, after a while, of whoever is not answered', async () => {
    let answer: (receipt: object) => void = () => undefined;
    const late = { [SubmitDossier.subject]: () => new Promise((resolve) => (answer = resolve)) };
    const { asked, token } = await edge(late, { drainMs: 50, requestTimeoutMs: 60_000 });
    await app?.listen(0, '127.0.0.1');
    const waiting = fetch(`http://127.0.0.1:${port()}/dossiers/${dossierId}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(submission),
    }).catch(() => 'cut off');
    while (asked.length === 0) await setTimeout(5);
    await app?.close();
    app = undefined;
    expect(await waiting).toBe('cut off');
    answer(receipt);
  });
});

describe('Health', () => {
  it('is live as long as the process answers, and ready when nothing speaks against it', async () => {
    const { send } = await edge({});
    expect((await send('GET', '/health/live')).json()).toEqual({ status: 'live' });
    expect((await send('GET', '/health/ready')).json()).toEqual({ status: 'ready', reasons: [] });
    notReady = ['dossiers is catching up'];
    const waiting = await send('GET', '/health/ready');
    expect([waiting.statusCode, waiting.headers['retry-after']]).toEqual([503, '1']);
    expect(waiting.json()).toEqual({ status: 'waiting', reasons: notReady });
  });
});

describe('A list as CSV', () => {
  const csv = { accept: 'text/csv' };
  const summary = {
    ...{ id: dossierId, status: 'registered', statusCode: 1, procedure: '1.001612', channel: 'counter' },
    ...{ oneStop: '=HYPERLINK("http://x")', returnBy: 'counter', submittedAt: '2022-03-15T01:00:00.000Z', version: 1 },
    ...{ supplements: 0, reappointments: 0, stepsLeft: ['verify', 'sign'] },
  };
  const pageOf = (count: number, next?: string) => ({
    ...{ items: Array.from({ length: count }, () => summary), completeUpTo: 7, lagMs: 0 },
    ...(next === undefined ? {} : { next }),
  });
  const lists = (...pages: readonly object[]) => {
    const left = [...pages];
    return edge({ [ListDossiers.subject]: () => left.shift() });
  };

  it('is whole, whatever the page, and says how fresh it is', async () => {
    const { asked, send } = await lists(pageOf(2, '2'), pageOf(1));
    const { statusCode, headers, body } = await send('GET', '/dossiers?limit=1', undefined, csv);
    expect([statusCode, headers['content-type'], headers['complete-up-to']]).toEqual([
      ...[200, 'text/csv; charset=utf-8; header=present', '7'],
    ]);
    expect(asked.map(({ data }) => data)).toEqual([{ limit: 200 }, { limit: 200, after: '2' }]);
    const [headings, ...rows] = body.trimEnd().split('\r\n');
    expect(headings).toMatch(/^id,code,status,/);
    expect(rows.length).toBe(3);
    expect(rows[0]).toContain('verify; sign');
  });

  it('runs nothing in a spreadsheet', async () => {
    const { send } = await lists(pageOf(1));
    const { body } = await send('GET', '/dossiers', undefined, csv);
    expect(body).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  it('has its headings where it is empty', async () => {
    const { send } = await lists(pageOf(0));
    expect((await send('GET', '/dossiers', undefined, csv)).body).toMatch(/^id,code,[^\n]*\r\n$/);
  });

  it('is JSON for who does not ask for CSV first, and for what is no list', async () => {
    const { send } = await lists(pageOf(1));
    const { headers } = await send('GET', '/dossiers', undefined, { accept: 'application/json, text/csv' });
    expect(headers['content-type']).toContain('application/json');
    const { statusCode, body } = await send('GET', '/dossiers/nobody', undefined, csv);
    expect([statusCode, JSON.parse(body).code]).toEqual([400, 'InvalidInput']);
  });

  it('is refused as every other answer is', async () => {
    const { asked, send } = await lists();
    const wrong = await send('GET', '/dossiers?status=lost', undefined, csv);
    expect([wrong.statusCode, JSON.parse(wrong.body).code]).toEqual([400, 'InvalidInput']);
    const nobody = await send('GET', '/dossiers', undefined, { ...csv, authorization: '' });
    expect([nobody.statusCode, JSON.parse(nobody.body).code]).toEqual([401, 'TokenMissing']);
    expect(asked).toEqual([]);
  });
});

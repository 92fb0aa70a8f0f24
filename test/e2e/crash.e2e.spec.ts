import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Receipt, type StoredEvent } from '@hoso/contracts';
import { z } from 'zod';
import { type Api, api, clerk, submission, until } from './api.ts';
import { type PlatformProcess, startPlatform, trialFolder } from './platform-process.ts';

let folder: ReturnType<typeof trialFolder>;
let platform: PlatformProcess | undefined;
beforeEach(() => {
  folder = trialFolder();
});
afterEach(async () => {
  await platform?.stop('SIGKILL');
  folder.remove();
});

const start = async (fileBytesMax?: number): Promise<Api> => {
  platform = await startPlatform({ data: folder.path, ...(fileBytesMax === undefined ? {} : { fileBytesMax }) });
  return api(platform.url, folder.path);
};

/** A command that was sent, and its receipt where one came. */
interface Sent {
  readonly commandId: string;
  readonly path: string;
  readonly body: object;
  receipt?: Receipt;
}

async function send(http: Api, sent: Sent): Promise<number> {
  const headers = { 'command-id': sent.commandId };
  const method = sent.path.split('/').length === 3 ? 'PUT' : 'POST';
  const { status, body } = await http.send(method, sent.path, { as: clerk, body: sent.body, headers });
  if (status < 300) sent.receipt ??= Receipt.parse(body);
  return status;
}

/** A clerk who submits and receives dossier after dossier until the platform is gone or refuses. */
async function work(http: Api, done: Sent[]): Promise<void> {
  const occurredAt = '2022-03-15T02:30:00.000Z';
  for (;;) {
    const id = randomUUID();
    for (const [path, body] of [
      [`/dossiers/${id}`, { ...submission, occurredAt }],
      [`/dossiers/${id}/reception`, { occurredAt }],
    ] as const) {
      const sent: Sent = { commandId: randomUUID(), path, body };
      done.push(sent);
      if ((await send(http, sent).catch(() => 0)) >= 300 || !sent.receipt) return;
    }
  }
}

const Body = z.looseObject({ commandId: z.string(), stream: z.string(), version: z.int(), type: z.string() });
const opened = ({ position, body }: StoredEvent) => ({ position, ...Body.parse(JSON.parse(body)) });

/** What is in the log of these commands: their events, by command. */
async function recorded(http: Api) {
  const events = (await http.exported()).map(opened);
  expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
  return Map.groupBy(events, ({ commandId }) => commandId);
}

/** Every acknowledged command is in the log once, exactly as its receipt says. */
async function expectKept(http: Api, sent: readonly Sent[]): Promise<void> {
  const byCommand = await recorded(http);
  const lost = sent.filter(({ commandId, receipt }) => {
    if (!receipt) return false;
    const events = byCommand.get(commandId) ?? [];
    const own = events.filter(({ stream }) => stream === `dossier-${receipt.id}`);
    return own.length !== 1 || own[0]?.version !== receipt.version || events.at(-1)?.position !== receipt.position;
  });
  expect(lost).toEqual([]);
}

const acknowledgedIn = (sent: readonly Sent[]): number => sent.filter(({ receipt }) => receipt).length;

describe('kill -9 in the middle of concurrent commands', () => {
  it('loses nothing that was acknowledged, and every command can be sent again', async () => {
    const sent: Sent[] = [];
    for (const afterMs of [300, 150, 500]) {
      const http = await start();
      const known = acknowledgedIn(sent);
      const working = Promise.all(Array.from({ length: 16 }, () => work(http, sent)));
      await until('acknowledged', async () => (acknowledgedIn(sent) > known + 20 ? true : undefined));
      await delay(afterMs);
      await platform?.stop('SIGKILL');
      await working;
    }
    const unanswered = sent.filter(({ receipt }) => !receipt);
    expect(acknowledgedIn(sent)).toBeGreaterThan(50);
    expect(unanswered.length).toBeGreaterThan(0);

    const http = await start();
    await expectKept(http, sent);
    const again = sent.map((one) => ({ commandId: one.commandId, path: one.path, body: one.body, first: one.receipt }));
    const answers: (Receipt | undefined)[] = [];
    for (const { first, ...one } of again) {
      const repeated: Sent = one;
      expect(await send(http, repeated)).toBeLessThan(300);
      answers.push(repeated.receipt);
      if (first) expect(repeated.receipt).toEqual(first);
    }
    await expectKept(
      http,
      sent.map((one, index) => ({ ...one, ...(answers[index] ? { receipt: answers[index] } : {}) })),
    );
    const types = [...(await recorded(http)).values()].flat().map(({ type }) => type);
    const count = (type: string): number => types.filter((one) => one === type).length;
    const submissions = sent.filter(({ path }) => path.split('/').length === 3).length;
    expect([count('DossierSubmitted'), count('DossierReceived'), count('NumberAllocated')]).toEqual([
      submissions,
      sent.length - submissions,
      sent.length - submissions,
    ]);
  });
});

describe('A full disk', () => {
  it('is a refusal that says so, the process lives, and nothing that was acknowledged is lost', async () => {
    const full = await start(6_000_000);
    const sent: Sent[] = [];
    await Promise.all(Array.from({ length: 16 }, () => work(full, sent)));
    // Room may turn up once more when SQLite merges its files: whatever is answered then is stored, too.
    const refused = await until('refused', async () => {
      const one: Sent = { commandId: randomUUID(), path: `/dossiers/${randomUUID()}`, body: submission };
      sent.push(one);
      const headers = { 'command-id': one.commandId };
      const answer = await full.send('PUT', one.path, { as: clerk, body: one.body, headers });
      if (answer.status !== 201) return answer;
      one.receipt = Receipt.parse(answer.body);
      return undefined;
    });
    expect([refused.status, refused.body]).toMatchObject([503, { code: 'StoreUnavailable', status: 503 }]);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await full.send('GET', '/health/live')).status).toBe(200);
    const notReady = await until('not ready', async () => {
      const answer = await full.send('GET', '/health/ready');
      return answer.status === 503 ? answer : undefined;
    });
    expect(notReady.body).toMatchObject({
      status: 'waiting',
      reasons: expect.arrayContaining(['log main: the store is full']),
    });
    expect(sent.filter(({ receipt }) => receipt).length).toBeGreaterThan(50);
    await expectKept(full, sent);
    await platform?.stop('SIGTERM');

    const roomy = await start();
    await expectKept(roomy, sent);
    for (const one of sent.filter(({ receipt }) => !receipt)) expect(await send(roomy, one)).toBeLessThan(300);
    await expectKept(roomy, sent);
  });

  const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;
  (hasPrlimit ? it : it.skip)(
    'is over when there is room, and so is not being ready (skipped without prlimit)',
    async () => {
      const full = await start(6_000_000);
      await Promise.all(Array.from({ length: 16 }, () => work(full, [])));
      const ready = async (status: number) => {
        const answer = await full.send('GET', '/health/ready');
        return answer.status === status ? answer : undefined;
      };
      await until('not ready', () => ready(503));
      spawnSync('prlimit', [`--pid=${platform?.pid}`, '--fsize=unlimited']);
      // Nobody writes meanwhile: whoever is told that it is not ready stays away.
      expect((await until('ready', () => ready(200), 20_000)).body).toEqual({ status: 'ready', reasons: [] });
      await full.command(`/dossiers/${randomUUID()}`, { as: clerk, body: submission });
    },
  );
});

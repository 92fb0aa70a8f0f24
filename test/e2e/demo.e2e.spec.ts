import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DossierSummary, ListDossiers, MoveClock, Replay, Session } from '@hoso/contracts';
import { envelopeOf } from '@hoso/event-sourcing';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Api, api, clerk, submission, until } from './api.ts';
import { findChromium, launchChromium, withoutChromium } from './browser.ts';
import { answered, type Hoso, hoso } from './hoso-command.ts';
import { openPage } from './page-trial.ts';
import { mainProgram, plainEnvironment, type PlatformProcess, startPlatform, trialFolder } from './platform-process.ts';
import { trialOf, ways } from './ways.ts';

const program = findChromium();
const why = program === undefined ? ` (${withoutChromium})` : '';

/** A log's events without what chance gave them: its id, the order of nothing, and seals. */
async function told(data: string): Promise<readonly unknown[]> {
  const store = sqliteEventStore({ path: join(data, 'logs', 'demo.sqlite') });
  try {
    const [, ...events] = await store.readAll(0, 2_000);
    return events.map((event) => {
      const { log, ...envelope } = envelopeOf(event);
      return withoutSeals(envelope);
    });
  } finally {
    await store.close();
  }
}

const Seal = z.object({ kid: z.string(), iv: z.string(), ct: z.string(), tag: z.string() });

function withoutSeals(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Seal.safeParse(value).success) return 'sealed';
  if (Array.isArray(value)) return value.map(withoutSeals);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutSeals(member)]));
}

const lastInstantOf = (events: readonly unknown[]): string =>
  z.looseObject({ recordedAt: z.string() }).parse(events.at(-1)).recordedAt;

const clockOf = async (run: Hoso) => MoveClock.answer.parse(await answered(run('ops', 'clock', '--json')));

/** What was played, by the way it was played in. */
const played = new Map<string, readonly unknown[]>();

describe.each(ways)('A new platform, %s', (way, start) => {
  const { folder, run, said, http: running } = trialOf(start, { demo: true });
  let http: Api;
  let dossiers: readonly DossierSummary[];
  beforeAll(async () => {
    http = running();
    const { body } = await http.send('GET', '/dossiers?limit=200', {
      as: { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' },
    });
    dossiers = ListDossiers.answer.parse(body).items;
  });

  const clock = () => clockOf(run);
  const countBy = (of: (dossier: DossierSummary) => string): Readonly<Record<string, number>> =>
    Object.fromEntries(Object.entries(Object.groupBy(dossiers, of)).map(([name, some = []]) => [name, some.length]));

  it('begins with a log that says it is simulated, and tells of the demo while it plays', async () => {
    const { log } = await http.operations();
    expect(log).toMatchObject({ name: 'demo', kind: 'simulated' });
    expect(said()).toMatch(/^playing the demo: \d+ dossiers .* simulated log$/m);
    expect(said()).toMatch(/^ready on http:.*: log demo \(simulated\b/m);
  });

  it('plays the very same log in both ways', async () => {
    const [opened, ...events] = await http.exported('demo');
    const beginning = opened?.recordedAt ?? '';
    played.set(
      way,
      events.flatMap(({ position, recordedAt, body }) => {
        const { log, ...told } = z.looseObject({ log: z.uuid() }).parse(JSON.parse(body));
        // What the registry begins with is published all at once, in no order.
        if (recordedAt <= beginning || told['commandType'] === 'MoveClock') return [];
        return [{ position, recordedAt, ...told, data: withoutSeals(told['data']) }];
      }),
    );
    expect(played.get(way)?.length).toBeGreaterThan(500);
    expect(played.get(way)).toEqual(played.get('embedded'));
  });

  it('shows dossiers of three levels, in every state, some overdue', () => {
    expect(dossiers.length).toBe(50);
    expect(countBy(({ status }) => status)).toEqual({
      registered: 1,
      'supplement-requested': 1,
      'refused-at-reception': 1,
      'in-process': 7,
      'appraisal-supplement-requested': 1,
      finished: 2,
      returned: 36,
      withdrawn: 1,
    });
    expect(Object.keys(countBy(({ channel }) => channel)).toSorted()).toEqual(['counter', 'online', 'post']);
    expect(Object.keys(countBy(({ oneStop }) => oneStop)).length).toBe(9);
    const ended = '2022-04-06T07:40:00.000Z';
    const overdue = dossiers.filter(
      ({ dueAt = ended, finishedAt, status }) => status === 'in-process' && !finishedAt && dueAt < ended,
    );
    expect(overdue.map(({ oneStop }) => oneStop).toSorted()).toEqual([
      'co-to-one-stop',
      'ha-long-one-stop',
      'mong-cai-one-stop',
    ]);
  });

  it('was played by policies as well: none of their commands was refused, and nothing is held', async () => {
    const { followers } = await http.operations();
    expect(followers.filter(({ held, stalledBecause }) => held.length > 0 || stalledBecause !== undefined)).toEqual([]);
    expect(followers.every(({ lagMs }) => lagMs === 0)).toBe(true);
  });

  it('prints commands that work', async () => {
    const commands = said()
      .split('\n')
      .flatMap((line) => (line.startsWith('  npx hoso ') ? [line.trim().replace('npx hoso ', '').split(' ')] : []));
    expect(commands.length).toBe(3);
    const [list = [], replay = []] = commands;
    expect((await run(...list)).stdout).toContain('000.00.22.H49-220328-0001');
    const shown = Replay.answer.parse(await answered(run(...replay, '--json')));
    expect(shown.state).toMatchObject({ status: 'in-process', overdue: true, code: '000.00.22.H49-220328-0001' });
  });

  it('a visitor is whom he chooses of those that are listed, and nobody else', async () => {
    const { log, choices = [] } = Session.parse((await http.send('GET', '/session')).body);
    expect(log).toMatchObject({ kind: 'simulated', at: expect.stringMatching(/^2022-/) });
    expect(choices[0]).toMatchObject({ role: 'inspector', unit: 'inspectorate' });
    expect(choices.map(({ role }) => role)).not.toContain('system');
    const chosen = choices.find(({ role }) => role === 'clerk');
    const { id, role, unit } = chosen ?? clerk;
    const answer = await http.send('POST', '/session', { body: { choice: { id, role, unit } } });
    expect(answer).toMatchObject({ status: 200, body: { actor: { id, role, unit } } });
    expect(
      (await http.send('GET', '/dossiers', { headers: { cookie: answer.headers.get('set-cookie') ?? '' } })).status,
    ).toBe(200);
    for (const choice of [
      { id: 'nobody', role: 'inspector', unit: 'inspectorate' },
      { id, role: 'system', unit: 'platform' },
    ]) {
      const refused = await http.send('POST', '/session', { body: { choice } });
      expect(refused).toMatchObject({ status: 403, body: { code: 'ChoiceNotOffered' } });
    }
  });

  (program === undefined ? it.skip : it)(
    `lets a visitor of the page choose whom to be, and shows its own clock${why}`,
    async () => {
      const browser = await launchChromium(program ?? '');
      try {
        const { page, complaints } = await openPage(browser, { url: http.url, data: folder.path });
        await page.getByRole('button', { name: /^Inspector/ }).click();
        await page.getByText('Simulated log').waitFor();
        await page.getByRole('region', { name: 'Overdue dossiers' }).getByRole('link').first().waitFor();
        await page.getByRole('link', { name: 'Units' }).click();
        await page.locator('tbody button').first().click();
        await page
          .getByRole('region', { name: /^Dossiers at/ })
          .getByRole('link')
          .first()
          .click();
        await page.locator('.clock tbody tr, .clock .quiet').first().waitFor();
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('heading', { name: 'Choose a role' }).waitFor();
        expect(complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    },
    120_000,
  );

  it('has a clock that runs from the last instant, and is moved on but never back', async () => {
    const { now } = await clock();
    expect(now.slice(0, 13)).toBe('2022-04-06T07');
    const moved = await answered(run('ops', 'clock', '--to', '2022-04-07T08:00', '--json'));
    expect(MoveClock.answer.parse(moved)).toEqual({ log: 'demo', kind: 'simulated', now: '2022-04-07T01:00:00.000Z' });
    expect((await clock()).now > '2022-04-07T01:00:00.000Z').toBe(true);
    const back = await run('ops', 'clock', '--to', '2022-04-07T07:59');
    expect([back.code, back.stderr]).toEqual([1, expect.stringContaining('ClockNotBackwards')]);
    const far = await run('ops', 'clock', '--to', '2202-04-07');
    expect([far.code, far.stderr]).toEqual([2, expect.stringContaining('ClockTooFar')]);
    const inspector = await run('ops', 'clock', '--to', '2022-04-08', '--as', 'inspector@inspectorate');
    expect([inspector.code, inspector.stderr]).toEqual([1, expect.stringContaining('inspector')]);
  });

  it('takes new dossiers at its own time, and refuses what lies ahead of it', async () => {
    const id = randomUUID();
    const { position } = await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
    expect((await http.dossier(id, clerk, position)).submittedAt.slice(0, 13)).toBe('2022-04-07T01');
    const { status, body } = await http.send('POST', `/dossiers/${id}/reception`, {
      as: clerk,
      body: { occurredAt: '2022-04-07T01:30:00.000Z' },
    });
    expect([status, body]).toEqual([400, expect.objectContaining({ code: 'OccurredInFuture' })]);
  });

  it('reminds before a date and marks what ran out, each once, also as its clock moves on', async () => {
    const Mark = z.looseObject({
      ...{ type: z.string(), stream: z.string(), occurredAt: z.string() },
      data: z.looseObject({ dueAt: z.string() }),
    });
    const marks = async (type: string) =>
      (await http.exported('demo'))
        .map(({ body }) => JSON.parse(body))
        .flatMap((event) => (event.type === type ? [Mark.parse(event)] : []));
    const before = (await marks('MarkedOverdue')).length;
    expect(before).toBeGreaterThan(2);
    const petition = ['--kind', 'petition', '--topic', 'delay', '--channel', 'phone', '--unit', 'ha-long-office'];
    const petitioner = ['--petitioner-kind', 'citizen', '--petitioner-name', 'Trần Thị Mai', '--text', 'Chậm'];
    await answered(run('petition', 'receive', ...petition, ...petitioner, '--json'));
    await answered(run('ops', 'clock', '--to', '2022-05-05T08:00', '--json'));
    const overdue = await until('marked', async () => {
      const found = await marks('MarkedOverdue');
      return found.length > before ? found : undefined;
    });
    const petitions = await until('a petition marked', async () => {
      const found = await marks('PetitionOverdue');
      return found.length > 0 ? [...found, ...(await marks('PetitionReminded'))] : undefined;
    });
    expect(petitions.map(({ type }) => type)).toEqual(['PetitionOverdue', 'PetitionReminded']);
    const reminders = await marks('ReminderSent');
    expect(overdue.every(({ occurredAt, data }) => occurredAt === data.dueAt)).toBe(true);
    expect(reminders.every(({ occurredAt, data }) => occurredAt < data.dueAt)).toBe(true);
    for (const told of [overdue, reminders]) {
      expect(new Set(told.map(({ stream, data }) => `${stream} ${data.dueAt}`)).size).toBe(told.length);
    }
  });
});

describe('A folder with the demo', () => {
  const folder = trialFolder();
  const run: Hoso = hoso(folder.path);
  const clock = () => clockOf(run);
  let platform: PlatformProcess;
  let http: Api;
  beforeAll(async () => {
    platform = await startPlatform({ data: folder.path, demo: true });
    http = api(platform.url, folder.path);
  });
  afterAll(async () => {
    await platform?.stop('SIGTERM');
    folder.remove();
  });

  it('goes on from the log’s last instant when it starts again, and plays nothing twice', async () => {
    const { head } = (await http.operations()).log;
    await platform.stop('SIGTERM');
    const last = lastInstantOf(await told(folder.path));
    platform = await startPlatform({ data: folder.path, demo: true });
    http = api(platform.url, folder.path);
    expect((await http.operations()).log.head).toBe(head);
    const { now } = await clock();
    expect(now >= last && Date.parse(now) < Date.parse(last) + 60_000).toBe(true);
    expect(platform.stdout()).not.toContain('playing');
  });

  it('opens a live log beside the demo when told so, and that is its default from then on', async () => {
    await platform.stop('SIGTERM');
    platform = await startPlatform({ data: folder.path, args: ['--live'] });
    http = api(platform.url, folder.path);
    expect((await http.operations()).log).toMatchObject({ name: 'main', kind: 'live' });
    const moved = await run('ops', 'clock', '--to', '2030-01-01');
    expect([moved.code, moved.stderr]).toEqual([1, expect.stringContaining('ClockNotSimulated')]);
    await platform.stop('SIGTERM');
    expect(JSON.parse((await run('dossier', 'list', '--json')).stdout)).toMatchObject({ items: [] });
    platform = await startPlatform({ data: folder.path, demo: true });
    http = api(platform.url, folder.path);
    expect((await http.operations()).log).toMatchObject({ name: 'main', kind: 'live' });
    expect(platform.stdout()).not.toContain('playing');
  });
});

describe('A demo', () => {
  let whole: ReturnType<typeof trialFolder>;
  let killed: ReturnType<typeof trialFolder>;
  beforeEach(() => {
    whole = trialFolder();
    killed = trialFolder();
  });
  afterEach(() => {
    whole.remove();
    killed.remove();
  });

  /** Starts a platform and kills it some time after its demo has begun. */
  async function killedAfter(playedMs: number): Promise<void> {
    const words = [mainProgram, '--port', '0', '--data', killed.path];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'], env: plainEnvironment() });
    const ended = once(child, 'exit');
    for await (const text of child.stdout.setEncoding('utf8')) {
      if (!String(text).includes('playing')) continue;
      setTimeout(() => child.kill('SIGKILL'), playedMs);
    }
    await ended;
  }

  it('that is killed in its middle, twice, is completed to the very same log', async () => {
    await (await startPlatform({ data: whole.path, demo: true })).stop('SIGTERM');
    const complete = await told(whole.path);
    await killedAfter(100);
    const first = (await told(killed.path)).length;
    expect(first).toBeLessThan(complete.length);
    await killedAfter(150);
    const second = (await told(killed.path)).length;
    expect(second).toBeGreaterThanOrEqual(first);
    await (await startPlatform({ data: killed.path, demo: true })).stop('SIGTERM');
    expect(await told(killed.path)).toEqual(complete);
  }, 120_000);
});

describe('The command line on a folder without a log', () => {
  const folder = trialFolder();
  afterAll(() => folder.remove());

  it.each([[['dossier', 'list']], [['ops', 'clock']]])(
    'does not choose between demo and live log for %j: it says how to start',
    async (words) => {
      const { code, stderr } = await hoso(folder.path)(...words);
      expect([code, stderr]).toEqual([3, expect.stringMatching(/npm start .*--live/)]);
    },
  );

  it('is told that a log cannot be both named and live', async () => {
    const outcome = startPlatform({ data: folder.path, args: ['--live', '--log', 'main'] });
    await expect(outcome).rejects.toMatchObject({ ended: { code: 2 }, said: expect.stringContaining('--live') });
  });
});

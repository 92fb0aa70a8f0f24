import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, NumberAllocated } from '@hoso/contracts';
import { z } from 'zod';
import { type Api, api, clerk, submission, until } from './api.ts';
import { startDistributed } from './distributed-platform.ts';
import { startPlatform, trialFolder } from './platform-process.ts';
import { type RunningPlatform, startWithinMs } from './ways.ts';

let folder: ReturnType<typeof trialFolder>;
let platform: RunningPlatform | undefined;
beforeEach(() => {
  folder = trialFolder();
});
afterEach(async () => {
  await platform?.stop('SIGTERM');
  folder.remove();
}, startWithinMs);

const clerks: readonly Actor[] = Array.from({ length: 20 }, (_, index) => ({ ...clerk, id: `clerk-2${10 + index}` }));
const dossiers = 60;
/** A dossier, and the command that receives it, always under the same id. */
interface Reception {
  readonly id: string;
  readonly commandId: string;
}

/** Each clerk receives his share of the dossiers, one after the other; what gets no answer is left. */
async function receiveAll(http: Api, receptions: readonly Reception[], occurredAt: string, answered: Set<string>) {
  const share = Math.ceil(receptions.length / clerks.length);
  await Promise.all(
    clerks.map(async (as, index) => {
      for (const { id, commandId } of receptions.slice(index * share, (index + 1) * share)) {
        const asked = { as, body: { occurredAt }, headers: { 'command-id': commandId } };
        const answer = await http.send('POST', `/dossiers/${id}/reception`, asked).catch(() => undefined);
        if (answer?.status === 200) answered.add(id);
      }
    }),
  );
}

async function submitted(http: Api, occurredAt: string): Promise<readonly Reception[]> {
  const ids = Array.from({ length: dossiers }, () => randomUUID());
  await Promise.all(
    ids.map((id) => http.command(`/dossiers/${id}`, { as: clerk, body: { ...submission, occurredAt } })),
  );
  return ids.map((id) => ({ id, commandId: randomUUID() }));
}

const Body = z.looseObject({
  type: z.string(),
  stream: z.string(),
  dossierId: z.string().optional(),
  data: z.unknown(),
});

/** The numbers that were given on that day, with the code of each, in the order of the log. */
async function numbersIn(http: Api, stream: string) {
  const bodies = (await http.exported()).map(({ body }) => Body.parse(JSON.parse(body)));
  const numbers = bodies.flatMap(({ type, stream: of, data }) =>
    type === NumberAllocated.name && of === stream ? [NumberAllocated.schema.parse(data)] : [],
  );
  const received = bodies.flatMap(({ type, dossierId, data }) =>
    type === 'DossierReceived' ? [[dossierId, z.looseObject({ code: z.string() }).parse(data).code] as const] : [],
  );
  return { numbers, received };
}

/** One number for each dossier, from 1, without a gap, in the order of the log, and no other code than its own. */
async function expectGapless(
  http: Api,
  receptions: readonly Reception[],
  stream: string,
  codeOf: (n: number) => string,
) {
  const { numbers, received } = await numbersIn(http, stream);
  expect(numbers.map(({ number }) => number)).toEqual(receptions.map((_, index) => index + 1));
  expect(numbers.map(({ code }) => code)).toEqual(receptions.map((_, index) => codeOf(index + 1)));
  expect(new Set(numbers.map(({ dossier }) => dossier))).toEqual(new Set(receptions.map(({ id }) => id)));
  expect(new Map(received)).toEqual(new Map(numbers.map(({ dossier, code }) => [dossier, code])));
  expect(received.length).toBe(receptions.length);
}

const fourDigits = (number: number) => String(number).padStart(4, '0');

describe('Codes of dossiers', () => {
  it('are gapless when 20 clerks receive at once and the platform is killed amid them', async () => {
    const start = async (): Promise<Api> => {
      platform = await startPlatform({ data: folder.path });
      return api(platform.url, folder.path);
    };
    const occurredAt = '2022-03-15T02:30:00.000Z';
    let http = await start();
    const receptions = await submitted(http, occurredAt);
    const answered = new Set<string>();
    const working = receiveAll(http, receptions, occurredAt, answered);
    await until('some received', async () => (answered.size > 5 ? true : undefined));
    await platform?.stop('SIGKILL');
    await working;
    expect(answered.size).toBeLessThan(dossiers);
    http = await start();
    await receiveAll(http, receptions, occurredAt, answered);
    expect(answered.size).toBe(dossiers);
    const codeOf = (number: number) => `000.00.21.H49-220315-${fourDigits(number)}`;
    await expectGapless(http, receptions, 'numbering-000.00.21.H49-220315', codeOf);
  });

  it(
    'are gapless over two processes of intake, one of which is killed, in the format of the later law',
    async () => {
      const distributed = await startDistributed({ data: folder.path, args: ['--scale', 'intake=2'] });
      platform = distributed;
      const http = api(distributed.url, folder.path);
      const occurredAt = '2026-03-16T02:30:00.000Z';
      const receptions = await submitted(http, occurredAt);
      const answered = new Set<string>();
      const working = receiveAll(http, receptions, occurredAt, answered);
      await until('some received', async () => (answered.size > 5 ? true : undefined));
      process.kill(distributed.pid('intake-1'), 'SIGKILL');
      await working;
      // The one that is left answers once the broker has forgotten the other: what got no answer is sent again.
      await until('all received', async () => {
        await receiveAll(http, receptions, occurredAt, answered);
        if (answered.size < dossiers) await delay(200);
        return answered.size === dossiers ? true : undefined;
      });
      const codeOf = (number: number) => `H49.021.00-260316-01${fourDigits(number)}`;
      await expectGapless(http, receptions, 'numbering-H49.021.00-260316', codeOf);
    },
    startWithinMs,
  );
});

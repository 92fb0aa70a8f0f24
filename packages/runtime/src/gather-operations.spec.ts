import { MoveClock, OperationsStatus } from '@hoso/contracts';
import type { Bus } from '@hoso/event-sourcing';
import { inProcessBus } from '@hoso/messaging';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { gatherOperations } from './gather-operations.ts';
import { operationsOf, platformOperations } from './operations.ts';

const operator = { id: 'operator-2102', role: 'operator', unit: 'platform' } as const;
const to = '2022-04-07T02:00:00.000Z';

describe('The clock of services that are processes of their own', () => {
  let bus: Bus;
  let moves: number;
  beforeEach(async () => {
    bus = inProcessBus({ publishedUpTo: 0 });
    moves = 0;
    await gatherOperations({ bus, verify: async () => operator, services: ['registry', 'intake'], settleMaxMs: 500 });
    await bus.reply(operationsOf('registry').subject(MoveClock), 'registry', async () => {
      moves += 1;
      return { log: 'demo', kind: 'simulated', now: to };
    });
  });
  afterEach(async () => {
    await bus.close();
  });

  /** A service with one policy that has come so far each time it is asked. */
  async function answering(service: string, ...positions: readonly number[]): Promise<void> {
    let asked = 0;
    await bus.reply(operationsOf(service).subject(OperationsStatus), service, async () => {
      const completeUpTo = positions[Math.min(asked++, positions.length - 1)];
      return {
        log: { name: 'demo', id: 'x', kind: 'simulated', head: 7 },
        followers: [{ service, follower: `${service}-policy`, kind: 'policy', completeUpTo, lagMs: 0, held: [] }],
        rebuilds: [],
      };
    });
  }
  const move = () =>
    bus.request(platformOperations.subject(MoveClock), { data: { to }, headers: { token: 'x' } }, 10_000);

  it('moves on once all of them have followed what is in the log', async () => {
    await answering('registry', 7);
    await answering('intake', 3, 5, 7);
    expect(await move()).toEqual({ log: 'demo', kind: 'simulated', now: to });
    expect(moves).toBe(1);
  });

  it.each([
    ['has not followed', () => answering('intake', 6)],
    ['is away, and with it its policies', async () => undefined],
  ])('waits where one of them %s', async (_, whatIntakeDoes) => {
    await answering('registry', 7);
    await whatIntakeDoes();
    await expect(move()).rejects.toMatchObject({ code: 'ClockWaits' });
    expect(moves).toBe(0);
  });
});

describe('The status of services that are processes of their own', () => {
  it('tells of the ledger what audit says: why it seals nothing', async () => {
    const bus = inProcessBus({ publishedUpTo: 0 });
    await gatherOperations({ bus, verify: async () => operator, services: ['registry', 'audit'] });
    const ledgerTrouble = { vi: 'ô 0/000: bị sửa', en: 'tile 0/000: was changed' };
    for (const service of ['registry', 'audit']) {
      await bus.reply(operationsOf(service).subject(OperationsStatus), service, async () => ({
        ...{ log: { name: 'main', id: 'x', kind: 'live', head: 7 }, followers: [], rebuilds: [] },
        ...(service === 'audit' ? { audit: { head: 3, followers: [], ledgerTrouble } } : {}),
      }));
    }
    const message = { data: {}, headers: { token: 'x' } };
    const answer = await bus.request(platformOperations.subject(OperationsStatus), message, 10_000);
    expect(answer).toMatchObject({ audit: { head: 3, ledgerTrouble } });
    await bus.close();
  });
});

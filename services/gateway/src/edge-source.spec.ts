import { describe, expect, it } from '@jest/globals';
import { ListFindings, ListPopulation } from '@hoso/contracts';
import { inProcessBus } from '@hoso/messaging';
import { edgeSource } from './edge-source.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { defaultLimits } from './limits.ts';

const actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' } as const;
const id = '0192f1a0-0000-7000-8000-0000000000aa';

describe('The platform as one who asks at the edge sees it', () => {
  it('answers by the routes, with parameters in the path and without, as him', async () => {
    const bus = inProcessBus({ publishedUpTo: 0 });
    const asked: unknown[] = [];
    for (const { subject } of [ListFindings, ListPopulation]) {
      await bus.reply(subject, 'audit', async ({ data, headers }) => {
        asked.push([subject, data, headers['token']]);
        return { subject };
      });
    }
    const parts: GatewayParts = {
      ...{ bus, verify: async () => actor, limits: defaultLimits, clock: async () => 0, notReady: async () => [] },
      ...{ identify: async () => ({ actor, roles: [actor.role], expiresAt: 0 }), mint: async () => 'x' },
      ...{ log: { id: 'x', kind: 'live', name: 'main' } },
      uploads: { store: async () => ({ sha256: '', bytes: 0 }), open: async () => undefined },
    };
    const source = edgeSource(parts, { authorization: 'Bearer his', 'if-match': '"9"' });
    await source.call({ method: 'GET', path: '/findings', query: { limit: 2, after: undefined } });
    await source.call({ method: 'GET', path: `/inspections/${id}/population`, query: { limit: 5_000 } });
    expect(asked).toMatchObject([
      [ListFindings.subject, { limit: 2 }, 'his'],
      [ListPopulation.subject, { id, limit: 5_000 }, 'his'],
    ]);
    await expect(source.call({ method: 'GET', path: '/nowhere' })).rejects.toThrow('no route answers GET /nowhere');
    await bus.close();
  });
});

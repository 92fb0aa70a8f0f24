import {
  type Actor,
  type CommandRoute,
  type CommandType,
  publishedCommands,
  Role,
  admits,
  routes,
} from '@hoso/contracts';
import { faultOf, fieldsOf, readCommand } from '@hoso/nest';
import { describe, expect, it } from '@jest/globals';
import { badBodies, wholeOf } from '../test/bad-bodies.ts';
import { answerOf, bodyOf } from './answer-route.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { defaultLimits } from './limits.ts';

const commandId = '0192f1a0-0000-4000-8000-000000000002';
const id = '0192f1a0-0000-7000-8000-000000000001';

/** What came of something bad: the refusal that crosses the bus and reaches the edge, never anything else. */
async function refusalOf(
  asked: Promise<unknown>,
): Promise<{ readonly code: string; readonly fields: readonly object[] }> {
  try {
    await asked;
    return { code: 'done', fields: [] };
  } catch (error) {
    const fault = faultOf(error);
    return { code: fault.code, fields: fieldsOf(fault) };
  }
}

/** Each bad body that is not refused with its field named, in both languages. */
async function undetected(
  bodies: ReturnType<typeof badBodies>,
  give: (body: unknown) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const { what, field, body } of bodies) {
    const { code, fields } = await refusalOf(give(body));
    const words = expect.stringMatching(/\S/);
    const named = expect.arrayContaining([{ field, code: words, vi: words, en: words }]);
    try {
      expect([code, fields]).toEqual(['InvalidInput', named]);
    } catch {
      found.push({ what, field, code, fields: fields.slice(0, 3) });
    }
  }
  return found;
}

const commands = routes.filter((route): route is CommandRoute => 'command' in route);

describe('At the edge, whatever cannot be is refused before any service hears of it', () => {
  const by = (role: Role): Actor => ({ id: 'somebody', role, unit: 'somewhere' });
  const partsFor = ({ access }: CommandRoute): GatewayParts => {
    const role = Role.options.find((one) => admits(access, one)) ?? 'system';
    const request = async () => {
      throw new Error('a service was asked');
    };
    return { bus: { request }, limits: defaultLimits, verify: async () => by(role) } as unknown as GatewayParts;
  };

  it.each(commands.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_, route) => {
    const answer = answerOf(route);
    const parts = partsFor(route);
    const params = wholeOf(route.params);
    const give = (body: unknown) => answer(parts, { params, query: {}, body, headers: { authorization: 'Bearer a' } });
    const bodies = badBodies(bodyOf(route));
    expect(bodies.length).toBeGreaterThan(10);
    expect(await undetected(bodies, give)).toEqual([]);
  });
});

describe('A service reads nothing else, whoever sends it', () => {
  const parts = {
    verify: async (): Promise<Actor> => ({ id: 'platform', role: 'system', unit: 'platform' }),
    clock: () => 0,
  };
  const types: readonly CommandType[] = publishedCommands.map(({ command }) => command);
  it.each(types.map((type) => [type.name, type] as const))('%s', async (_, type) => {
    const give = (data: unknown) => readCommand(parts, types, { type: type.name, commandId, id, data }, { token: 'a' });
    const bodies = badBodies(type.data).filter(({ body }) => typeof body === 'object' && body !== null);
    expect(await undetected(bodies, give)).toEqual([]);
  });
});

import { createHash } from 'node:crypto';
import { type Actor, ListUnits, type Role, type RoleChoice, type Session, type SignIn } from '@hoso/contracts';
import { type Bearer, Fault, signInPurpose, Unauthorised } from '@hoso/nest';
import type { GatewayParts } from './gateway-parts.ts';

/** A session as it begins: its token, and for how long. */
export interface NewSession {
  readonly token: string;
  readonly actor: Actor;
  readonly lastsS: number;
}

/** Signing in and out. */
export interface Sessions {
  begin(how: SignIn): Promise<NewSession>;
  /** Who is signed in with this token; a token that does not hold is nobody's. */
  current(token: string | undefined): Promise<Session>;
}

const lastsS = 28_800;
const unitsMax = 200;
/** The most links remembered as used. Each is forgotten once it has expired by itself. */
const usedMax = 10_000;

export function sessions(parts: GatewayParts): Sessions {
  const used = new Map<string, number>();
  return {
    begin: async (how) => {
      const actor = 'link' in how ? await actorOfLink(parts, used, how.link) : await chosen(parts, how.choice);
      return { token: await parts.mint(actor, lastsS), actor, lastsS };
    },
    current: async (token) => {
      const { name, kind } = parts.log;
      const log = { name, kind, at: new Date(await parts.clock()).toISOString() };
      const bearer = token === undefined ? undefined : await known(parts, token);
      if (bearer) return { log, actor: bearer.actor, expiresAt: new Date(bearer.expiresAt).toISOString() };
      return kind === 'simulated' ? { log, choices: [...(await choices(parts))] } : { log };
    },
  };
}

/**
 * Decision: a link is used once, and the gateway that took it remembers so until it would have expired. / Because a
 * browser may keep the address it was opened at. / Instead of a store for it: another gateway, or one that started
 * anew, takes the link again within its few minutes.
 */
async function actorOfLink(parts: GatewayParts, used: Map<string, number>, link: string): Promise<Actor> {
  const bearer = await known(parts, link);
  const digest = createHash('sha256').update(link).digest('base64url');
  if (bearer?.purpose !== signInPurpose || used.has(digest)) throw new Unauthorised('LinkNotValid');
  for (const [one, expiresAt] of used) if (expiresAt <= Date.now()) used.delete(one);
  if (used.size >= usedMax) throw new Fault('Unavailable', 'TooManyRequests');
  used.set(digest, bearer.expiresAt);
  return bearer.actor;
}

async function chosen(parts: GatewayParts, { id, role, unit }: Actor): Promise<Actor> {
  const offered = parts.log.kind === 'simulated' ? await choices(parts) : [];
  const choice = offered.find((one) => one.id === id && one.role === role && one.unit === unit);
  if (!choice) throw new Fault('InvalidInput', 'ChoiceNotOffered');
  return { id, role, unit };
}

async function known({ identify }: GatewayParts, token: string): Promise<Bearer | undefined> {
  try {
    return await identify(token);
  } catch (error) {
    if (error instanceof Unauthorised) return undefined;
    throw error;
  }
}

/** Those who oversee, then the people of every unit as the registry has them. */
async function choices({ bus, mint, limits }: GatewayParts): Promise<readonly RoleChoice[]> {
  const token = await mint({ id: 'gateway', role: 'system', unit: 'platform' }, 60);
  const answer = await bus.request(
    ListUnits.subject,
    { data: ListUnits.ask.parse({ limit: unitsMax }), headers: { token } },
    limits.requestTimeoutMs,
  );
  const { items } = ListUnits.answer.parse(answer);
  const people = items.flatMap(({ id: unit, name, officers }) =>
    // One of each role is enough to look around.
    [...new Map(officers.toReversed().map((one) => [one.role, one])).values()]
      .toReversed()
      .map(({ id, role }) => ({ id, role, unit, unitName: name })),
  );
  const has = (role: Role): boolean => people.some((one) => one.role === role);
  return [
    ...(has('inspector') ? [] : [{ id: 'inspector-demo', role: 'inspector', unit: 'inspectorate' } as const]),
    ...people.toSorted((one, other) => rank(one) - rank(other)),
    ...(has('operator') ? [] : [{ id: 'operator-demo', role: 'operator', unit: 'platform' } as const]),
  ];
}

/** Who oversees comes first. */
function rank({ role }: RoleChoice): number {
  return role === 'inspector' ? 0 : 1;
}

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Actor,
  admits,
  type CommandRoute,
  type DossierSummary,
  fileRoutes,
  FindShipments,
  type Grant,
  ListDossiers,
  type Part,
  reachOf,
  Role,
  type Route,
  routes,
  SearchDossiers,
  tagPrefix,
} from '@hoso/contracts';
import fc from 'fast-check';
import { z } from 'zod';
import { arbitraryOf } from '../../packages/contracts/test/arbitrary-of.ts';
import { type Answer, type Api, applicant, inspector, submission } from './api.ts';
import { startPlatform } from './platform-process.ts';
import { trialOf } from './ways.ts';

/** A version that no stream ever has: what would be carried out is answered `StaleVersion`, and changes nothing. */
const neverVersion = 999_999;
const strangeUnit = 'co-to-one-stop';
const roles = Role.options.filter((role) => role !== 'system');
const office = ['clerk', 'one-stop-head', 'officer', 'head', 'coordinator', 'postal'] as const;

/** A dossier of the demo, with the unit that has each part in it. */
interface Known {
  readonly id: string;
  readonly units: Readonly<Partial<Record<Part, string>>>;
  readonly shipment: number;
}

const codeOf = ({ status, body }: Answer): string => {
  const problem = z.object({ code: z.string() }).safeParse(body);
  return problem.success ? problem.data.code : String(status);
};
const by = (role: Role, unit: string, id = `walker-${role}`): Actor => ({ id, role, unit });
const named = (list: readonly Route[]) => list.map((route) => [`${route.method} ${route.path}`, route] as const);
const aboutDossiers = (
  route: Route,
): route is CommandRoute & { readonly access: Grant & { readonly kind: 'acting' } } =>
  'command' in route && route.access.kind === 'acting';

describe('Who may do what, over HTTP', () => {
  const trial = trialOf(startPlatform, { demo: true });
  let http: Api;
  const known: Known[] = [];
  /** Submitted online by the applicant himself. */
  const own = randomUUID();

  beforeAll(async () => {
    http = trial.http();
    const { body } = await http.send('GET', '/dossiers?limit=200', { as: inspector });
    const all = ListDossiers.answer.parse(body).items.filter(({ agency, oneStop }) => agency !== oneStop);
    for (const one of someOf(all)) {
      const shipments = await http.send('GET', `/dossiers/${one.id}/shipments`, { as: inspector });
      const last = FindShipments.answer.parse(shipments.body).items.at(-1);
      const { oneStop, agency = 'ha-long-office' } = one;
      const units = { 'one-stop': oneStop, agency, ...(last?.post === undefined ? {} : { post: last.post }) };
      known.push({ id: one.id, units, shipment: last?.shipment ?? 1 });
    }
    await http.command(`/dossiers/${own}`, { as: applicant, body: { ...submission, channel: 'online' } });
    known.push({ id: own, units: { 'one-stop': submission.oneStop, agency: 'ha-long-office' }, shipment: 1 });
  });

  describe('at the edge', () => {
    const all = [...routes, ...Object.values(fileRoutes)].map((one) => [`${one.method} ${one.path}`, one] as const);
    it.each(all)('%s admits whom its grant names, and nobody else', async (_, { method, path, access }) => {
      const told: Record<string, boolean | string> = {};
      for (const role of [undefined, ...roles]) {
        // What is asked is nonsense: whoever gets past the edge is told so.
        const answer = await http.send(method, `${path.replaceAll(/:\w+/g, '~')}${method === 'GET' ? '?~=~' : ''}`, {
          as: role && by(role, 'ha-long-one-stop'),
          ...(method === 'GET' ? {} : { body: { '~': '~' } }),
        });
        const code = codeOf(answer);
        told[role ?? 'nobody'] =
          pastTheEdge.test(code) || (code === 'RoleNotAllowed' || code === 'TokenMissing' ? false : code);
      }
      const expected = [undefined, ...roles].map((role) => [role ?? 'nobody', admits(access, role)]);
      expect(told).toEqual(Object.fromEntries(expected));
    });
  });

  describe('in dossiers', () => {
    it.each(named(routes.filter(aboutDossiers)))('%s', async (_, route) => {
      if (!aboutDossiers(route)) return;
      const { access } = route;
      const [first] = known;
      const unheardOf: Known = { id: randomUUID(), units: first?.units ?? {}, shipment: 1 };
      for (const one of [...known, unheardOf]) {
        const ask = async (as: Actor, insists: boolean) => codeOf(await sent(http, route, one, as, insists));
        await Promise.all(office.map((role) => walkUnits(access, one, role, ask)));
        if (one === unheardOf) continue;
        // Of another unit: never, whoever he is and however much he insists.
        const strangers = await Promise.all(office.map((role) => ask(by(role, strangeUnit), true)));
        expect(strangers).not.toContain('StaleVersion');
        if (!access.applicant) continue;
        expect(await ask({ ...applicant, id: 'citizen-2' }, true)).toMatch(/^(NotYourDossier|AlreadySubmitted)$/);
        if (one.id === own) expect(await ask(applicant, false)).not.toMatch(/^(NotYourDossier|RoleNotAllowed)$/);
      }
    });

    it('are found, listed and replayed by who may read them, and by nobody else', async () => {
      for (const { id, units } of known) {
        for (const role of roles) {
          for (const unit of [...Object.values(units), strangeUnit]) {
            const reach = reachOf(readGrant, role);
            const mine = reach === 'all' || (reach === 'in-hand' && unit !== strangeUnit && (await isInHand(id, unit)));
            const expected = reach === 'none' ? 403 : mine ? 200 : 404;
            const asked = singles(id).map((path) => http.send('GET', path, { as: by(role, unit) }));
            const statuses = (await Promise.all(asked)).map(({ status }) => status);
            expect([id, role, unit, ...statuses]).toEqual([id, role, unit, expected, expected, expected]);
          }
        }
      }
      for (const path of singles(own)) {
        expect(await http.send('GET', path, { as: applicant })).toMatchObject({ status: 200 });
        expect(await http.send('GET', path, { as: { ...applicant, id: 'citizen-2' } })).toMatchObject({ status: 404 });
      }
    });

    it('are never in a list of who may not read them', async () => {
      const Items = z.object({
        items: z.array(z.looseObject({ id: z.string().optional(), dossier: z.string().optional() })),
      });
      const lists = [
        '/dossiers?limit=200',
        '/dossiers/search?text=1.&limit=200',
        '/findings?limit=200',
        '/shipments?limit=200',
      ];
      for (const role of ['clerk', 'officer', 'postal'] as const) {
        for (const unit of ['ha-long-one-stop', 'ha-long-post', 'ha-long-office', strangeUnit]) {
          for (const path of [...lists, `/units/${unit}/dossiers`]) {
            const { status, body } = await http.send('GET', path, { as: by(role, unit) });
            if (status !== 200) continue;
            const listed = new Set(Items.parse(body).items.map(({ id, dossier }) => dossier ?? id));
            const asked = [...listed].map((id) => http.send('GET', `/dossiers/${id}`, { as: by(role, unit) }));
            const others = (await Promise.all(asked)).filter((answer) => answer.status !== 200);
            expect([path, role, unit, others.length]).toEqual([path, role, unit, 0]);
          }
        }
      }
      const others = await http.send('GET', '/dossiers/search?text=1.&limit=200', {
        as: { ...applicant, id: 'citizen-2' },
      });
      expect(SearchDossiers.answer.parse(others.body).items).toEqual([]);
    });
  });

  /** What is in a unit's hands is what its own officer finds: the walk compares every role and query with that. */
  async function isInHand(id: string, unit: string): Promise<boolean> {
    const { status } = await http.send('GET', `/dossiers/${id}`, { as: by('officer', unit) });
    return status === 200;
  }
});

const readGrant = routes.find(({ method, path }) => method === 'GET' && path === '/dossiers/:id')?.access ?? {
  kind: 'open' as const,
};
const singles = (id: string) => [`/dossiers/${id}`, `/replay?dossier=${id}`, `/replay/clock?dossier=${id}`];
/** Nonsense is refused as such; where a file is awaited, its kind is looked at first. */
const pastTheEdge = /^(InvalidInput|UnsupportedMediaType)$/;
const refusedAlways = /^(RoleNotAllowed|WrongUnit|WrongRole)$/;

/** None that has any of the dossiers: what is done already may be asked for again by everybody. */
const anotherAgency = 'ha-long-justice';

/** What a role is answered in each part that a unit of the dossier has, plainly and insisting. */
async function walkUnits(
  { by: doing, strictly }: Grant & { readonly kind: 'acting' },
  { units }: Known,
  role: Role,
  ask: (as: Actor, insists: boolean) => Promise<string>,
): Promise<void> {
  for (const [part, doers] of Object.entries(doing)) {
    const unit = Object.entries(units).find(([name]) => name === part)?.[1];
    if (unit === undefined || doers === 'by-process') continue;
    const does = doers.some((doer) => doer === role);
    const [plainly, insisting] = [await ask(by(role, unit), false), await ask(by(role, unit), true)];
    // What either side may tell, only the side that has it may: then the other part is not its unit's.
    const mayLackIt = Object.keys(doing).length > 1 && insisting === 'WrongUnit';
    const refused = refusedAlways.test(insisting) && !mayLackIt;
    expect([role, part, insisting, refused]).toEqual([role, part, insisting, strictly === true && !does]);
    if (does) expect([role, part, plainly]).not.toEqual([role, part, 'WrongRole']);
    else expect([role, part, plainly]).not.toEqual([role, part, 'StaleVersion']);
  }
}

/** One at the counter, one with an agency, one that the post has brought home: between them they take every command. */
function someOf(all: readonly DossierSummary[]): readonly DossierSummary[] {
  const wanted: readonly ((one: DossierSummary) => boolean)[] = [
    ({ status, scans }) => status === 'received' || (status === 'registered' && scans.length > 0),
    ({ status }) => status === 'in-process',
    ({ status, returnBy }) => status === 'returned' && returnBy === 'post',
  ];
  return wanted.flatMap((isWanted) => all.find(isWanted) ?? []);
}

/** A command with whatever content its schema takes, about that dossier and at a version that it never has. */
function sent(http: Api, route: CommandRoute, one: Known, as: Actor, insists: boolean): Promise<Answer> {
  const body = contentOf(route, one, as);
  return http.send(route.method, route.path.replace(':id', one.id), {
    as,
    headers: { 'if-match': `"${tagPrefix(route, body)}${neverVersion}"` },
    body: { ...body, ...(insists ? { insist: { reason: 'Chuyến đi bộ qua mọi quyền' } } : {}) },
  });
}

function contentOf({ command }: CommandRoute, { shipment, units }: Known, { role }: Actor): Record<string, unknown> {
  const [made] = fc.sample(arbitraryOf(command.data), { numRuns: 1, seed: 20_220_315 });
  const fitting: Readonly<Record<string, unknown>> = {
    ...{ case: 1, shipment, ...submission, channel: role === 'applicant' ? 'online' : 'counter' },
    ...{ agency: anotherAgency, oneStop: units['one-stop'], officer: 'officer-0802', step: 'verify' },
    ...{ item: 'RR123456785VN', returnAddress: undefined, returnBy: 'counter', resubmissionOf: undefined },
  };
  const content = z.record(z.string(), z.unknown()).parse(made);
  return Object.fromEntries(
    Object.keys(command.data.shape).map((name) => [name, name in fitting ? fitting[name] : content[name]]),
  );
}

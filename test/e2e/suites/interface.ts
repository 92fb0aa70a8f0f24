import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { admittedBy, type Role, type Route, refusals, routes } from '@hoso/contracts';
import { z } from 'zod';
import { type Api, clerk, operator, submission } from '../api.ts';
import type { Trial } from '../ways.ts';

/** Every route, and what is said of them. */
export function describeInterface({ http: running }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const Schema = z.looseObject({});
  const Operation = z.looseObject({
    operationId: z.string().min(1),
    summary: z.string().min(1),
    parameters: z
      .array(z.looseObject({ name: z.string(), in: z.enum(['path', 'query', 'header']), schema: Schema }))
      .optional(),
    requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: Schema })) }).optional(),
    responses: z.record(
      z.string().regex(/^[1-5]\d\d$/),
      z.looseObject({
        description: z.string(),
        content: z.record(z.string(), z.looseObject({ schema: Schema })).optional(),
      }),
    ),
  });
  const Document = z.looseObject({
    openapi: z.string().regex(/^3\.1\.\d+$/),
    info: z.looseObject({ title: z.string(), version: z.string() }),
    paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'put', 'post', 'delete']), Operation)),
    components: z.looseObject({ schemas: z.record(z.string().regex(/^[\w.-]+$/), Schema) }),
  });

  describe('The description of the interface', () => {
    it('is OpenAPI 3.1 in which every reference leads somewhere', async () => {
      const answer = await http.send('GET', '/openapi.json');
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining('application/json'),
      ]);
      const { components } = Document.parse(answer.body);
      const references = JSON.stringify(answer.body).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
      expect([...references].filter(([, name = '']) => !(name in components.schemas))).toEqual([]);
    });

    it('tells of the bus as AsyncAPI 3', async () => {
      const { status, headers, body } = await http.send('GET', '/asyncapi.json');
      expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('application/json')]);
      expect(body).toMatchObject({ asyncapi: expect.stringMatching(/^3\./), operations: { SubmitDossier: {} } });
    });

    it('is a page that people can read, too', async () => {
      const { status, headers, body } = await http.send('GET', '/docs');
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(Object.keys(refusals).filter((code) => !String(body).includes(code))).toEqual([]);
    });
  });

  const id = randomUUID();
  /** What stands for each parameter of a path, so that there is something at it. */
  const samples: Readonly<Record<string, string>> = { code: '1.001612', log: 'main', unit: 'ha-long-one-stop' };
  const idAt: Readonly<Record<string, string>> = {
    '/procedures/:code': '1.001612',
    '/units/:id': 'ha-long-one-stop',
    '/units/:id/officers': 'ha-long-one-stop',
    '/units/:id/officers/relief': 'ha-long-one-stop',
    '/calendars/:id': 'quang-ninh',
    '/rule-sets/:id': 'nd118-2025',
    '/findings/:id': 'f'.repeat(32),
  };
  const pathTo = ({ path }: Route): string =>
    path
      .replace('/tracking/:code', '/tracking/000.00.21.H49-220315-0001')
      .replaceAll(/:(\w+)/g, (_, name: string) => samples[name] ?? idAt[path] ?? id);
  const actorFor = ({ access }: Route) => {
    const isFree = access.kind === 'open' || access.kind === 'signed-in';
    const roles: readonly Role[] = isFree ? ['operator'] : admittedBy(access);
    const role = roles.includes('clerk') ? 'clerk' : roles[0];
    return role === undefined ? operator : { id: `trial-${role}`, role, unit: 'ha-long-one-stop' };
  };
  const questions: Readonly<Record<string, string>> = {
    '/tracking/:code': '?secret=AAAAAAAAAAAAAAAA',
    '/dossiers/search': '?text=1.001612',
    '/replay': `?dossier=${id}`,
    '/versions/difference': '?kind=unit&id=ha-long-one-stop',
    '/replay/difference': `?dossier=${id}&fromAsKnown=%231`,
    '/replay/clock': `?dossier=${id}`,
    '/replay/beside': `?dossier=${id}`,
    '/ledger/inclusion': '?position=1&size=2',
    '/ledger/consistency': '?size1=1&size2=2',
    '/ledger/evidence': '?position=1',
    '/inspections/:id/pack-seal': `?sha256=${'0'.repeat(64)}`,
  };
  /** What well-formed questions are answered with; 404 where the point of the question is that there is nothing. */
  const statuses: Readonly<Record<string, number>> = {
    ...{ '/tracking/:code': 404, '/carriers/:id/keys': 404, '/petitions/:id': 404 },
    ...{ '/inspections/:id': 404, '/inspections/:id/population': 404, '/inspections/:id/pack-seal': 404 },
    ...{ '/findings/:id': 404 },
  };
  const named = (list: readonly Route[]) => list.map((route) => [`${route.method} ${route.path}`, route] as const);

  describe('Every route', () => {
    beforeAll(async () => {
      await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
    });

    it.each(named(routes.filter(({ method }) => method === 'GET')))(
      '%s answers a well-formed question',
      async (_, route) => {
        const { status, body } = await http.send('GET', `${pathTo(route)}${questions[route.path] ?? ''}`, {
          as: actorFor(route),
        });
        expect([status, body]).toEqual([statuses[route.path] ?? 200, expect.anything()]);
        if (status !== 200 || !('query' in route)) return;
        expect(route.query.answer.safeParse(body)).toMatchObject({ success: true });
      },
    );

    it.each(named(routes.filter(({ method }) => method !== 'GET')))(
      '%s has a word for an empty body',
      async (_, route) => {
        const { status, body } = await http.send(route.method, pathTo(route), { as: actorFor(route), body: {} });
        expect({ status, body }).not.toMatchObject({
          body: { code: expect.stringMatching(/^(RouteNotFound|Internal|NoResponder)$/) },
        });
        expect(status).toBeLessThan(500);
      },
    );

    it.each(named(routes.filter(({ access }) => access.kind !== 'open')))(
      '%s is closed to nobody in particular',
      async (_, route) => {
        const { status, body } = await http.send(
          route.method,
          pathTo(route),
          route.method === 'GET' ? {} : { body: {} },
        );
        expect([status, body]).toMatchObject([401, { code: 'TokenMissing' }]);
      },
    );
  });

  describe('Health', () => {
    it('is told to whoever asks', async () => {
      expect(await http.send('GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
      expect(await http.send('GET', '/health/ready')).toMatchObject({
        status: 200,
        body: { status: 'ready', reasons: [] },
      });
    });
  });
}

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Session } from '@hoso/contracts';
import { z } from 'zod';
import { type Answer, type Api, clerk, inspector, submission, tokenFor } from '../api.ts';
import { answered } from '../hoso-command.ts';
import { linkSecret } from '../page-trial.ts';
import type { Trial } from '../ways.ts';

/** Who comes in, how, and as whom. */
export function describeSignIn({ folder, run, http: running, said }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const Link = z.looseObject({ link: z.string(), as: z.string() });

  async function secretFor(who: string): Promise<string> {
    const { link } = Link.parse(await answered(run('token', '--link', '--as', who, '--json')));
    return link.slice(link.indexOf('#sign-in=') + '#sign-in='.length);
  }

  const signIn = (body: unknown, headers = {}): Promise<Answer> => http.send('POST', '/session', { body, headers });
  const cookieIn = ({ headers }: Answer): string => headers.get('set-cookie')?.split(';')[0] ?? '';
  const asking = (cookie: string, headers = {}) => ({ headers: { cookie, ...headers } });

  describe('Signing in by a link', () => {
    it('gives a session in a cookie that no script reads and no other site sends', async () => {
      const secret = await secretFor('inspector@inspectorate:inspector-2001');
      const answer = await signIn({ link: secret });
      expect(Session.parse(answer.body)).toMatchObject({ log: { kind: 'live' }, actor: inspector });
      const set = answer.headers.get('set-cookie') ?? '';
      expect(set).toMatch(/^hoso-[0-9a-f]{8}=[\w.-]+; Path=\/; Max-Age=28800; HttpOnly; SameSite=Strict$/);
      expect(set).not.toContain(secret);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const list = await http.send('GET', '/dossiers', asking(cookieIn(answer)));
      expect(list.status).toBe(200);
    });

    it('works once', async () => {
      const secret = await secretFor('inspector@inspectorate');
      const other = await linkSecret(folder.path, inspector);
      const another = await linkSecret(folder.path, inspector);
      for (const link of [secret, other, another]) expect((await signIn({ link })).status).toBe(200);
      expect(await signIn({ link: secret })).toMatchObject({ status: 401, body: { code: 'LinkNotValid' } });
    });

    it('is refused after its minutes, with another kind of token, and with none at all', async () => {
      for (const link of [await tokenFor(folder.path, inspector), await tokenFor(folder.path, inspector, 60, 0), 'x']) {
        expect(await signIn({ link })).toMatchObject({ status: 401, body: { code: 'LinkNotValid' } });
      }
      expect((await signIn({})).status).toBe(400);
    });

    it('is all that its secret is good for', async () => {
      const authorization = `Bearer ${await secretFor('inspector@inspectorate')}`;
      const answer = await http.send('GET', '/dossiers', { headers: { authorization } });
      expect(answer).toMatchObject({ status: 401, body: { code: 'TokenOnlySignsIn' } });
    });

    it('is offered at every start', () => expect(said()).toMatch(/http:\/\/\S+\/#sign-in=[\w.-]+\n/));
  });

  describe('A session', () => {
    const begun = async (who: string): Promise<string> => cookieIn(await signIn({ link: await secretFor(who) }));

    it('reads, and writes nothing: a forged request could not either', async () => {
      const cookie = await begun('clerk@ha-long-one-stop:clerk-0702');
      const id = randomUUID();
      const written = await http.send('PUT', `/dossiers/${id}`, { ...asking(cookie), body: submission });
      expect(written).toMatchObject({ status: 401, body: { code: 'TokenMissing' } });
      expect((await http.send('GET', `/dossiers/${id}`, asking(cookie))).status).toBe(404);
      expect((await http.send('POST', '/checks', { ...asking(cookie), body: {} })).status).toBe(401);
    });

    it('writes what the page itself sends, and nothing that only looks like it', async () => {
      const cookie = await begun('clerk@ha-long-one-stop:clerk-0702');
      const id = randomUUID();
      const put = (headers: object) =>
        http.send('PUT', `/dossiers/${id}`, { ...asking(cookie, headers), body: submission });
      const { origin } = new URL(http.url);
      for (const headers of [
        { 'hoso-page': '1' },
        { origin },
        { 'hoso-page': '1', origin: 'https://elsewhere.example' },
        { 'hoso-page': '1', origin: 'null' },
        { 'hoso-page': '1', origin, 'sec-fetch-site': 'same-site' },
      ]) {
        expect(await put(headers)).toMatchObject({ status: 401, body: { code: 'TokenMissing' } });
      }
      expect(await put({ 'hoso-page': '1', origin })).toMatchObject({ status: 201 });
    });

    it.each([
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://elsewhere.example' },
    ])('is not heard from elsewhere: %j', async (headers) => {
      const cookie = await begun('inspector@inspectorate');
      expect((await http.send('GET', '/dossiers', asking(cookie, headers))).status).toBe(401);
      expect((await http.send('DELETE', '/session', asking(cookie, headers))).body).toMatchObject({
        code: 'CrossSite',
      });
      expect((await signIn({ link: 'x' }, headers)).body).toMatchObject({ code: 'CrossSite' });
    });

    it('ends on request', async () => {
      const answer = await http.send('DELETE', '/session', asking(await begun('inspector@inspectorate')));
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, expect.stringContaining('Max-Age=0')]);
    });

    it('of a key that is gone is forgotten, not an error', async () => {
      const name = (await begun('inspector@inspectorate')).split('=')[0];
      const answer = await http.send('GET', '/session', asking(`${name}=a.b.c`));
      expect(answer).toMatchObject({ status: 200, body: { log: { kind: 'live' } } });
      expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    });

    it('is not chosen on a live log', async () => {
      expect(Session.parse((await http.send('GET', '/session')).body).choices).toBeUndefined();
      expect(await signIn({ choice: clerk })).toMatchObject({ status: 403, body: { code: 'ChoiceNotOffered' } });
    });
  });

  describe('The page', () => {
    it('is served with a policy that lets nothing in from elsewhere, whole or compressed', async () => {
      const { status, headers, body } = await http.send('GET', '/');
      expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/html/)]);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-cache');
      const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(String(body)) ?? [];
      const compressed = await http.send('GET', script, { headers: { 'accept-encoding': 'br' } });
      expect(compressed.headers.get('content-encoding')).toBe('br');
      expect(compressed.headers.get('cache-control')).toContain('immutable');
      expect(String(body)).not.toMatch(/https?:\/\//);
    });
  });
}

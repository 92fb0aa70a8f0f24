import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, ListFindings } from '@hoso/contracts';
import { type Api, applicant, clerk, inspector, submission, tokenFor, until } from '../api.ts';
import { type Listening, listen } from '../event-stream.ts';
import type { Trial } from '../ways.ts';

/** The stream by which pages keep themselves fresh. */
export function describeEventStream({ folder, http: running }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const listening: Listening[] = [];
  afterEach(() => {
    for (const one of listening.splice(0)) one.cut();
  });

  async function listenAs(actor: Actor, headers = {}, expiresInS = 3_600): Promise<Listening> {
    const authorization = `Bearer ${await tokenFor(folder.path, actor, expiresInS)}`;
    const one = await listen(`${http.url}/events/stream`, { authorization, ...headers });
    listening.push(one);
    return one;
  }

  async function submitted(
    as: Actor = clerk,
    oneStop: string = submission.oneStop,
  ): Promise<{ id: string; position: number }> {
    const id = randomUUID();
    const { position } = await http.command(`/dossiers/${id}`, { as, body: { ...submission, oneStop } });
    return { id, position };
  }

  const naming = (id: string) => (event: { readonly data: Readonly<Record<string, unknown>> }) =>
    JSON.stringify(event.data['dossiers'] ?? []).includes(id);

  describe('The stream of changes', () => {
    it('tells where the log is, then which dossiers changed, once their view has them', async () => {
      const stream = await listenAs(inspector);
      const first = await stream.event('told the position', ({ name }) => name === 'moved');
      expect(first.data).toMatchObject({ dossiers: [], more: false, at: expect.stringMatching(/Z$/) });
      const { id, position } = await submitted();
      const moved = await stream.event('told the change', naming(id));
      expect(Number(moved.id)).toBeGreaterThanOrEqual(position);
      expect(moved.data['position']).toBe(Number(moved.id));
    });

    it('goes on where it was cut, and tells in one event what was missed', async () => {
      const stream = await listenAs(inspector);
      const { id } = await stream.event('told the position', ({ name }) => name === 'moved');
      stream.cut();
      const missed = await Promise.all(Array.from({ length: 5 }, () => submitted()));
      const again = await listenAs(inspector, { 'last-event-id': id ?? '' });
      const last = Math.max(...missed.map(({ position }) => position));
      await again.event('caught up', (event) => Number(event.id) >= last);
      const told = again.heard.flatMap(({ data }) => data['dossiers'] ?? []);
      expect(told.sort()).toEqual(missed.map((one) => one.id).sort());
    });

    it('tells all anew to a page that knows more than there is: it saw another log', async () => {
      const { id } = await submitted();
      const stream = await listenAs(inspector, { 'last-event-id': '1000000' });
      const moved = await stream.event('told', naming(id));
      expect(Number(moved.id)).toBeLessThan(1_000_000);
    });

    it('says that more changed where it would be too many to name', async () => {
      await Promise.all(Array.from({ length: 120 }, () => submitted()));
      const stream = await listenAs(inspector, { 'last-event-id': '1' });
      const moved = await stream.event('told', ({ name }) => name === 'moved');
      expect(moved.data).toMatchObject({ dossiers: [], more: true });
    });

    it('names dossiers only to those whose lists hold them', async () => {
      const [own, others, all, citizen] = await Promise.all([
        listenAs(clerk),
        listenAs({ ...clerk, unit: 'quang-ninh-one-stop' }),
        listenAs(inspector),
        listenAs(applicant),
      ]);
      for (const one of [own, others, all, citizen]) await one.event('open', ({ name }) => name === 'moved');
      const { id, position } = await submitted();
      for (const one of [own, all]) await one.event('named', naming(id));
      for (const one of [others, citizen]) {
        const moved = await one.event('moved', (event) => Number(event.id) >= position);
        expect(moved.data['dossiers']).toEqual([]);
      }
    });

    it('tells that findings moved, once a violation was judged', async () => {
      const stream = await listenAs(inspector);
      await stream.event('told the position', ({ name }) => name === 'moved');
      const { id } = await submitted();
      const reason = 'Thiếu giấy tờ';
      const request = { as: clerk, body: { items: ['CCCD'], reason, insist: { reason } } };
      await http.command(`/dossiers/${id}/supplement-request`, request);
      await http.command(`/dossiers/${id}/supplement`, { as: clerk, body: { items: ['CCCD'] } });
      const { position } = await http.command(`/dossiers/${id}/supplement-request`, request);
      await until('judged', async () => {
        const { body } = await http.send('GET', `/findings?dossier=${id}`, { as: inspector });
        const { items, judgedUpTo } = ListFindings.answer.parse(body);
        return judgedUpTo >= position && items.length > 0 ? true : undefined;
      });
      const moved = await stream.event('told of findings', ({ name }) => name === 'findings');
      expect(moved.data).toEqual({ changed: true });
    });

    it('is closed to who has no token, and to who sends nonsense', async () => {
      expect((await http.send('GET', '/events/stream')).status).toBe(401);
      expect((await http.send('GET', '/events/stream?after=x', { as: inspector })).status).toBe(400);
      const stream = await listenAs(inspector, { 'last-event-id': '<script>' });
      expect((await stream.event('open', ({ name }) => name === 'moved')).data).toMatchObject({ more: false });
    });

    it('says that a session is over', async () => {
      const stream = await listenAs(inspector, {}, 2);
      await stream.event('open', ({ name }) => name === 'moved');
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      await submitted();
      await stream.event('signed out', ({ name }) => name === 'signed-out');
      await stream.ended;
    });
  });
}

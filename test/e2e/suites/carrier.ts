import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Actor, ListCarriers, ShowCarrierKeys, StatementReport } from '@hoso/contracts';
import { signed } from '@hoso/webhooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, clerk, submission, until } from '../api.ts';
import { answered } from '../hoso-command.ts';
import { type PlayedCarrier, playCarrier } from '../played-carrier.ts';
import { journey, on, postman } from '../postal-journey.ts';
import type { Trial } from '../ways.ts';

const operator: Actor = { id: 'operator-0001', role: 'operator', unit: 'platform' };

/** A carrier's own system: ordered from, telling what happens, believed only by its signature. */
export function describeCarrier({ http: running, run, folder }: Trial): void {
  let http: Api;
  let carrier: PlayedCarrier | undefined;
  beforeAll(() => {
    http = running();
  });
  afterAll(() => carrier?.stop());
  describe('A carrier with a system of its own', () => {
    const id = randomUUID();
    const { command, ask, shipments, decide } = journey(() => http, id);
    let item = '';

    it('is played over HTTP, and registers itself', async () => {
      carrier = await playCarrier(folder.path, http.url, ['--bad-day', '--serial', '7000']);
      const { items } = ListCarriers.answer.parse(await answered(run('postal', 'carriers', '--json')));
      expect(items).toMatchObject([{ id: 'carrier-trial', offices: ['ha-long-post'], keys: [1] }]);
    });

    it('is sent the order of a result that waits, once, and gives it a number', async () => {
      const body = { ...submission, returnBy: 'post', occurredAt: on(21, '08:00') };
      await http.command(`/dossiers/${id}`, { as: clerk, body });
      await decide(21);
      const ordered = await until('ordered', async () => {
        const [parcel] = await shipments(clerk);
        return parcel?.order && parcel.item !== undefined ? parcel : undefined;
      });
      item = ordered.item ?? '';
      expect(ordered).toMatchObject({ status: 'arranged', order: { carrier: 'carrier-trial', order: `${id}-1` } });
      expect(item).toMatch(/^ZS0000700\d\dVN$/);
    });

    it('tells everything twice, out of order, one thing otherwise: all of it is kept', async () => {
      const told = await until('all told', async () => {
        const [parcel] = await shipments(clerk);
        return parcel && parcel.carrierEvents.length >= 6 ? parcel : undefined;
      });
      expect(told.carrierEvents.map(({ status }) => status).toSorted()).toEqual(
        ['accepted', 'departed', 'arrived', 'out-for-delivery', 'delivered', 'attempted'].toSorted(),
      );
      expect(told.contradictions).toContainEqual({ kind: 'same-id', carrierEventIds: [`${item}.1`] });
      expect(told.status).toBe('arranged');
      await until('all answered', async () => (carrier?.answers() ?? []).length >= 11 || undefined);
      expect(new Set(carrier?.answers())).toEqual(new Set([200]));
    });

    describe('is believed by its signature alone', () => {
      let secrets: readonly string[] = [];
      const message = (change: object = {}) => ({
        type: 'item.tracked',
        timestamp: on(21, '17:00'),
        data: { item, eventId: 'late-1', status: 'arrived', at: on(21, '16:00'), ...change },
      });
      const send = async (body: string, headers: Readonly<Record<string, string>>, to = 'carrier-trial') => {
        const url = new URL(`/carriers/${to}/events`, http.url);
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        });
        return { status: response.status, body: await response.json() };
      };
      const told = (content: unknown, keys = secrets, nowMs = Date.now()) => {
        const body = typeof content === 'string' ? content : JSON.stringify(content);
        return send(body, signed(keys, { id: 'msg-1', body }, nowMs));
      };
      beforeAll(async () => {
        const { body } = await http.send('GET', '/carriers/carrier-trial/keys', { as: operator });
        secrets = ShowCarrierKeys.answer.parse(body).keys.map(({ secret }) => secret);
      });

      it('and is heard, once', async () => {
        expect(await told(message())).toEqual({ status: 200, body: { recorded: 1, repeated: 0 } });
        expect(await told(message())).toEqual({ status: 200, body: { recorded: 0, repeated: 1 } });
      });
      const stranger = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
      it.each<[string, () => Promise<unknown>, number, string]>([
        ['a stranger’s key', () => told(message(), [stranger]), 401, 'WebhookForged'],
        ['no signature', () => send(JSON.stringify(message()), {}), 401, 'WebhookUnsigned'],
        [
          'a body that was changed on the way',
          () =>
            send(
              `${JSON.stringify(message())} `,
              signed(secrets, { id: 'msg-1', body: JSON.stringify(message()) }, Date.now()),
            ),
          401,
          'WebhookForged',
        ],
        ['a message that somebody kept', () => told(message(), secrets, Date.now() - 301_000), 401, 'WebhookStale'],
        ['one from the future', () => told(message(), secrets, Date.now() + 302_000), 401, 'WebhookStale'],
        ['a body that is no JSON', () => told('{"type": '), 400, 'MalformedJson'],
        ['a wrong check digit', () => told(message({ item: mistyped(item) })), 400, 'InvalidInput'],
        ['a status that is none', () => told(message({ status: 'eaten' })), 400, 'InvalidInput'],
        ['more than the form has', () => told({ ...message(), more: 1 }), 400, 'InvalidInput'],
        ['an item that nobody handed over', () => told(message({ item: 'ZY123456785VN' })), 404, 'ItemUnknown'],
        ['what has yet to happen', () => told(message({ at: '2999-01-01T00:00:00.000Z' })), 400, 'OccurredInFuture'],
        ['too much', () => told(message({ place: 'a'.repeat(70_000) })), 413, 'BodyTooLarge'],
      ])('and not with %s', async (_, telling, status, code) => {
        expect(await telling()).toMatchObject({ status, body: { code } });
      });
      it('nor under another name', async () => {
        const body = JSON.stringify(message());
        const headers = signed(secrets, { id: 'msg-1', body }, Date.now());
        expect(await send(body, headers, 'vnpost')).toMatchObject({ status: 404, body: { code: 'CarrierNotFound' } });
      });

      it('while its key changes, with either, and then with the new one alone', async () => {
        const Keys = ShowCarrierKeys.answer;
        const keys = (...words: readonly string[]) =>
          answered(run('postal', 'keys', 'carrier-trial', ...words, '--json'));
        const [first, second] = Keys.parse(await keys('--issue')).keys.map(({ secret }) => secret);
        expect(first).toBe(secrets[0]);
        expect((await told(message(), [second ?? ''])).status).toBe(200);
        expect((await told(message(), [first ?? ''])).status).toBe(200);
        expect(Keys.parse(await keys('--retire', '1')).keys.map(({ key }) => key)).toEqual([2]);
        expect(await told(message(), [first ?? ''])).toMatchObject({ status: 401, body: { code: 'WebhookForged' } });
        expect((await told(message(), [second ?? ''])).status).toBe(200);
        expect((await http.send('GET', '/carriers/carrier-trial/keys', { as: clerk })).status).toBe(403);
      });
    });

    it('hands over what it was ordered, under the number that it gave', async () => {
      const taking = { counted: 1, sealNo: 'S-8', signedBy: { agency: clerk.id }, occurredAt: on(21, '16:30') };
      const other = { ...taking, item: 'RR000000028VN' };
      expect(await ask('result-handover', postman, other)).toMatchObject({ body: { code: 'ItemNotOrdered' } });
      const { position } = await command('result-handover', postman, on(21, '16:30'), taking);
      expect(await shipments(postman, position)).toMatchObject([{ status: 'in-transit', item }]);
    });

    it('sends a statement, which is laid beside our own record', async () => {
      const file = join(folder.path, 'statement.csv');
      const rows = [
        'item,accepted_on,status,collected,remitted',
        `${item},2022-03-21,under-way,0,0`,
        'RR000000028VN,2022-03-21,delivered,0,0',
        `${mistyped(item)},2022-03-21,delivered,0,0`,
      ];
      await writeFile(file, rows.join('\n'));
      const days = ['--from', '2022-03-21', '--to', '2022-03-21'];
      const said = await answered(run('postal', 'reconcile', 'carrier-trial', file, ...days, '--json'));
      expect(StatementReport.parse(said)).toMatchObject({
        ...{ rows: 3, agreed: 1, different: [] },
        extra: [{ line: 3, item: 'RR000000028VN' }],
        unread: [{ line: 4, field: 'item' }],
      });
      await writeFile(file, 'item;accepted_on\n');
      const refused = await run('postal', 'reconcile', 'carrier-trial', file, ...days);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('FileNotReadable')]);
    });

    it('keeps nobody waiting when it is gone: the order is sent once it is there again', async () => {
      await carrier?.stop();
      carrier = undefined;
      const next = randomUUID();
      const other = journey(() => http, next);
      const body = { ...submission, returnBy: 'post', occurredAt: on(22, '08:00') };
      await http.command(`/dossiers/${next}`, { as: clerk, body });
      expect(await other.decide(22)).toMatchObject({ status: 'arranged' });
      const [unanswered] = await until('tried', async () => {
        const parcels = await other.shipments(clerk);
        return parcels[0]?.order ? parcels : undefined;
      });
      expect(unanswered).toMatchObject({ order: { againAt: expect.stringMatching(/Z$/) } });
      expect(unanswered).not.toHaveProperty('item');
      carrier = await playCarrier(folder.path, http.url, ['--serial', '8000']);
      // By then it is asked again some four times, each after a longer while.
      const look = async () => (await other.shipments(clerk)).find(({ item: one }) => one);
      const ordered = await until('ordered', look, 150_000);
      expect(ordered).toMatchObject({ item: expect.stringMatching(/^ZS00008000/), order: { order: `${next}-1` } });
    }, 240_000);

    it('keeps what the interface promises, as its engineers can see for themselves', async () => {
      const { body } = await http.send('GET', '/carriers/carrier-trial/keys', { as: operator });
      const [secret = ''] = ShowCarrierKeys.answer.parse(body).keys.map((key) => key.secret);
      const trying = ['postal', 'conformance', carrier?.ordersUrl ?? '', '--secret'];
      const said = await run(...trying, secret);
      expect([said.code, said.stdout]).toEqual([0, expect.stringMatching(/ok +message-end/)]);
      const stranger = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
      const refused = await run(...trying, stranger, '--patience', '1');
      expect([refused.code, refused.stdout]).toEqual([1, expect.stringMatching(/WRONG +order-taken .*401/)]);
      const { status, body: kit } = await http.send('GET', '/partner/openapi.json', {});
      expect([status, kit]).toMatchObject([200, { openapi: '3.1.1', webhooks: { itemTracked: {} } }]);
    });
  });
}

/** With another check digit. */
function mistyped(item: string): string {
  return item.replace(/\d(?=VN$)/, (digit) => String((Number(digit) + 1) % 10));
}

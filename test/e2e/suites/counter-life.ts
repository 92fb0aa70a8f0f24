import { randomUUID } from 'node:crypto';
import { type Actor, ListReport, Replay, ShowClock } from '@hoso/contracts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Api, clerk, head, inspector, officer, submission, until } from '../api.ts';
import { on } from '../postal-journey.ts';
import type { Trial } from '../ways.ts';

/** A dossier's long life as its counter sees it: originals, money, and a clock that stands, over HTTP. */
export function describeCounterLife({ http: running }: Trial): void {
  const id = randomUUID();
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const ask = (path: string, as: Actor, occurredAt: string, body: object = {}): Promise<Answer> =>
    http.send('POST', `/dossiers/${id}/${path}`, { as, body: { ...body, occurredAt } });
  const act = (path: string, as: Actor, occurredAt: string, body: object = {}) =>
    http.command(`/dossiers/${id}/${path}`, { as, body: { ...body, occurredAt } });
  const shown = (what: string, is: (dossier: Awaited<ReturnType<Api['dossier']>>) => boolean) =>
    until(what, async () => {
      const dossier = await http.dossier(id, clerk);
      return is(dossier) ? dossier : undefined;
    });

  describe('A counter, over HTTP', () => {
    it('takes originals, and charges what is published', async () => {
      const submitted = { ...submission, procedure: '2.000635', occurredAt: on(15, '08:00') };
      await http.command(`/dossiers/${id}`, { as: clerk, body: submitted });
      await act('originals', clerk, on(15, '08:05'), { documents: ['identity-paper'] });
      expect(await ask('fees', clerk, on(15, '08:06'), { amount: 8_001 })).toMatchObject({
        ...{ status: 409, body: { code: 'FeeAbovePublished', detail: expect.stringContaining('8001') } },
      });
      await act('fees', clerk, on(15, '08:06'), { amount: 8_000 });
      await act('payments', clerk, on(15, '08:07'), { amount: 8_000 });
      const { position } = await act('fee-receipts', clerk, on(15, '08:08'), { receiptNo: 'BL-0361' });
      expect(await http.dossier(id, clerk, position)).toMatchObject({
        ...{ originals: ['identity-paper'], feesCharged: 8_000, feesPaid: 8_000 },
      });
      expect(await ask('payments', clerk, on(15, '08:09'), { amount: 1 })).toMatchObject({
        ...{ status: 409, body: { code: 'FeeNotOwed' } },
      });
    });

    it('lets the clock stand while its agency waits for a payment, and says when the result is due then', async () => {
      const scan = { document: 'application-form', sha256: 'a'.repeat(64), bytes: 6, mediaType: 'application/pdf' };
      await act('scans', clerk, on(15, '08:10'), scan);
      await act('reception', clerk, on(15, '08:30'));
      await act('transfer', clerk, on(15, '08:40'), { agency: 'ha-long-office' });
      const owed = { amount: 50_000, content: 'Phí', groundRef: 'financial-obligation' };
      await until('its case', async () => {
        const answer = await ask('financial-obligation', officer, on(15, '10:00'), owed);
        return answer.status === 200 ? answer : undefined;
      });
      const waiting = await shown('waiting to be paid for', ({ status }) => status === 'financial-obligation');
      expect(waiting).toMatchObject({ statusCode: 6, dueAt: on(15, '17:00') });
      // The clock stands a moment after the agency has said so: until then a date may still be moved.
      const date = { dueAt: on(16, '17:00'), cause: 'extension' };
      await until('standing', async () => {
        const answer = await ask('due-date', clerk, on(15, '11:00'), date);
        return JSON.stringify(answer.body).includes('NotInState') ? answer : undefined;
      });
      await act('financial-obligation-fulfilled', clerk, on(17, '09:00'));
      const goesOn = await shown('in process, its date moved', ({ dueAt = '' }) => dueAt > on(16, '00:00'));
      const moved = on(17, '17:00');
      expect(goesOn).toMatchObject({ status: 'in-process', originalDueAt: moved, dueAt: moved, lawfulDueAt: moved });
    });

    it('explains the date day by day', async () => {
      const { body } = await http.send('GET', `/replay/clock?dossier=${id}`, { as: inspector });
      const { ledger, lawfulDueAt } = ShowClock.answer.parse(body);
      expect(lawfulDueAt).toBe(on(17, '17:00'));
      expect(ledger?.days.map(({ date, reason }) => [date.slice(-2), reason])).toEqual([
        ...[
          ['15', 'paused'],
          ['16', 'paused'],
          ['17', 'counted'],
        ],
      ]);
      expect(ledger?.days[0]?.words.en).toContain('financial obligation');
    });

    it('gives the originals back with the result at the latest', async () => {
      await act('steps', officer, on(17, '10:00'), { step: 'verify' });
      await act('result', head, on(17, '11:00'), { document: 'Bản sao trích lục' });
      await shown('finished', ({ status }) => status === 'finished');
      expect(await ask('return', clerk, on(17, '14:00'), { to: 'applicant' })).toMatchObject({
        ...{ status: 409, body: { code: 'OriginalsHeld', detail: expect.stringContaining('identity-paper') } },
      });
      await act('originals-return', clerk, on(17, '14:01'), { documents: ['identity-paper'] });
      const { position } = await act('return', clerk, on(17, '14:02'), { to: 'applicant' });
      expect(await http.dossier(id, clerk, position)).toMatchObject({ status: 'returned', originals: [] });
    });

    it('gives a result at once where one-stop staff may resolve it (61 Đ17.5)', async () => {
      const other = randomUUID();
      const say = (path: string, occurredAt: string, body: object = {}) =>
        http.send('POST', `/dossiers/${other}/${path}`, { as: clerk, body: { ...body, occurredAt } });
      const submitted = { ...submission, procedure: '2.000815', occurredAt: on(15, '09:00') };
      await http.command(`/dossiers/${other}`, { as: clerk, body: submitted });
      await say('scan-exemptions', on(15, '09:01'), { document: 'original-document', because: 'shown-only' });
      expect(await say('reception', on(15, '09:02'), { startAt: on(15, '09:01') })).toMatchObject({
        ...{ status: 409, body: { code: 'StartNotLawful' } },
      });
      expect(await say('reception', on(15, '09:02'))).toMatchObject({ status: 200 });
      const result = { document: 'Bản sao chứng thực' };
      expect(await say('result-at-once', on(15, '09:10'), result)).toMatchObject({ status: 200 });
      expect(await say('early-notice', on(15, '09:11'), { means: 'phone' })).toMatchObject({
        ...{ status: 409, body: { code: 'ResultNotEarly' } },
      });
      const returned = await http.command(`/dossiers/${other}/return`, {
        ...{ as: clerk, body: { to: 'applicant', occurredAt: on(15, '09:12') } },
      });
      expect(await http.dossier(other, clerk, returned.position)).toMatchObject({ status: 'returned', statusCode: 10 });
      const { body } = await http.send('GET', `/replay?dossier=${other}`, { as: inspector });
      expect(body).toMatchObject({ state: { status: 'returned', clock: 'ended' } });
      expect(await ask('result-at-once', clerk, on(18, '08:00'), result)).toMatchObject({
        body: { code: 'NotInState' },
      });
    });

    it('tells of a new date once there is one, and of an early result', async () => {
      const third = randomUUID();
      const say = (path: string, as: Actor, occurredAt: string, body: object = {}) =>
        http.send('POST', `/dossiers/${third}/${path}`, { as, body: { ...body, occurredAt } });
      await http.command(`/dossiers/${third}`, { as: clerk, body: { ...submission, occurredAt: on(15, '09:00') } });
      await say('scan-exemptions', clerk, on(15, '09:01'), { document: 'application-form', because: 'secret' });
      await say('reception', clerk, on(15, '09:02'));
      await say('transfer', clerk, on(15, '09:03'), { agency: 'ha-long-office' });
      expect(await say('re-appointment-notice', clerk, on(15, '09:04'), { means: 'sms' })).toMatchObject({
        ...{ status: 409, body: { code: 'NotReAppointed' } },
      });
      const later = { dueAt: on(21, '17:00'), cause: 'extension', insist: { reason: 'Theo chỉ đạo' } };
      expect(await say('due-date', clerk, on(15, '10:00'), later)).toMatchObject({ status: 200 });
      expect(await say('re-appointment-notice', clerk, on(15, '10:05'), { means: 'sms' })).toMatchObject({
        status: 200,
      });
      await until('verified', async () => {
        const answer = await say('steps', officer, on(16, '09:00'), { step: 'verify' });
        return answer.status === 200 ? answer : undefined;
      });
      await say('result', head, on(16, '10:00'), { document: 'Giấy chứng nhận' });
      await until('told', async () => {
        const answer = await say('early-notice', clerk, on(16, '10:30'), { means: 'phone' });
        return answer.status === 200 ? answer : undefined;
      });
    });

    it('writes a mistaken entry off, and goes on as if it had not been', async () => {
      const fourth = randomUUID();
      const say = (path: string, occurredAt: string, body: object = {}) =>
        http.send('POST', `/dossiers/${fourth}/${path}`, { as: clerk, body: { ...body, occurredAt } });
      await http.command(`/dossiers/${fourth}`, { as: clerk, body: { ...submission, occurredAt: on(15, '09:00') } });
      await say('supplement-request', on(15, '09:05'), { items: ['Ảnh'], reason: 'Thiếu ảnh' });
      expect(await say('corrections', on(15, '09:06'), { of: 1, why: 'Nhầm' })).toMatchObject({
        ...{ status: 409, body: { code: 'EntryNotCorrectable' } },
      });
      const { position } = await http.command(`/dossiers/${fourth}/corrections`, {
        ...{ as: clerk, body: { of: 2, why: 'Hồ sơ đủ ảnh', occurredAt: on(15, '09:07') } },
      });
      expect(await http.dossier(fourth, clerk, position)).toMatchObject({ status: 'registered', supplements: 0 });
      expect(await say('reception', on(15, '09:10'))).toMatchObject({ status: 200 });
      const { body } = await http.send('GET', `/replay?dossier=${fourth}`, { as: inspector });
      const { events, state } = Replay.answer.parse(body);
      expect(state.status).toBe('received');
      const [, asked, corrected] = events;
      expect([asked?.type, corrected?.type, corrected?.corrects]).toEqual([
        ...['SupplementRequested', 'Corrected', asked?.position],
      ]);
    });

    it('hands lists in, each item of which is done or refused by itself, and once', async () => {
      const scan = { document: 'application-form', because: 'shown-only' };
      const ready = await Promise.all(
        [on(15, '13:30'), on(15, '13:31')].map(async (occurredAt) => {
          const one = randomUUID();
          await http.command(`/dossiers/${one}`, { as: clerk, body: { ...submission, occurredAt } });
          await http.command(`/dossiers/${one}/scan-exemptions`, { as: clerk, body: { ...scan, occurredAt } });
          await http.command(`/dossiers/${one}/reception`, { as: clerk, body: { occurredAt } });
          return one;
        }),
      );
      const [unknown, agency] = [randomUUID(), 'ha-long-office'];
      const items = [ready[0], unknown, ready[1], ready[1]].map((one) => ({
        ...{ dossier: one, agency, occurredAt: on(15, '14:00') },
      }));
      const headers = { 'command-id': randomUUID() };
      const list = async () =>
        ListReport.parse((await http.send('POST', '/transfer-list', { as: clerk, body: { items }, headers })).body);
      const report = await list();
      expect(report).toMatchObject({
        done: 3,
        items: [
          { dossier: ready[0], receipt: { version: 4 } },
          { dossier: unknown, problem: { status: 404, code: 'DossierNotFound' } },
          { dossier: ready[1], receipt: { version: 4 } },
          { dossier: ready[1], receipt: { version: 4 } },
        ],
      });
      expect(await list()).toEqual(report);
      const returned = await http.send('POST', '/return-list', {
        ...{ as: clerk, body: { items: ready.map((one) => ({ dossier: one, to: 'applicant' })) } },
      });
      expect(returned.body).toMatchObject({ done: 0, items: [{ problem: { code: 'NotInState' } }, {}] });
      expect(await http.send('POST', '/transfer-list', { as: inspector, body: { items } })).toMatchObject({
        ...{ status: 403, body: { code: 'RoleNotAllowed' } },
      });
      expect(await http.send('POST', '/transfer-list', { as: clerk, body: { items: [{ agency }] } })).toMatchObject({
        ...{ status: 400, body: { code: 'InvalidInput', errors: [{ field: 'items.0.dossier' }] } },
      });
    });
  });
}

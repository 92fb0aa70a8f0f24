import { randomUUID } from 'node:crypto';
import { type Actor, ListWork, Replay } from '@hoso/contracts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, type Answer, clerk, head, inspector, officer, submission, until } from '../api.ts';
import { on } from '../postal-journey.ts';
import type { Trial } from '../ways.ts';

/** What an agency may do with a dossier beside its plain way, over HTTP. */
export function describeAgencyLife({ http: running }: Trial): void {
  const id = randomUUID();
  const wrongHead: Actor = { id: 'head-1001', role: 'head', unit: 'ha-long-finance' };
  const coordinator: Actor = { id: 'coordinator-0504', role: 'coordinator', unit: 'department-of-environment' };
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const ask = (path: string, as: Actor, occurredAt: string, body: object = {}): Promise<Answer> =>
    http.send('POST', `/dossiers/${id}/${path}`, { as, body: { ...body, occurredAt } });
  const act = async (path: string, as: Actor, occurredAt: string, body: object = {}) =>
    await http.command(`/dossiers/${id}/${path}`, { as, body: { ...body, occurredAt } });
  /** What another service's policy makes possible comes a moment later. */
  const actOnce = (path: string, as: Actor, occurredAt: string, body: object = {}) =>
    until(path, async () => {
      const answer = await ask(path, as, occurredAt, body);
      return answer.status === 200 ? answer : undefined;
    });
  const shown = (status: string) =>
    until(status, async () => {
      const dossier = await http.dossier(id, clerk);
      return dossier.status === status ? dossier : undefined;
    });

  describe('An agency, over HTTP', () => {
    it("gives another agency's dossier back, and it is transferred anew as the next case", async () => {
      await http.command(`/dossiers/${id}`, { as: clerk, body: { ...submission, occurredAt: on(15, '09:00') } });
      const scan = { document: 'application-form', sha256: 'a'.repeat(64), bytes: 6, mediaType: 'application/pdf' };
      await act('scans', clerk, on(15, '09:05'), scan);
      await act('reception', clerk, on(15, '09:10'));
      await act('transfer', clerk, on(15, '09:30'), { agency: 'ha-long-finance' });
      const silent = await until('its case', async () => {
        const answer = await ask('return-to-one-stop', wrongHead, on(15, '10:00'));
        return answer.status === 404 ? undefined : answer;
      });
      expect(silent).toMatchObject({ status: 409, body: { code: 'FieldRequired' } });
      await act('return-to-one-stop', wrongHead, on(15, '10:00'), { reason: 'Thuộc Văn phòng' });
      expect(await shown('received')).toMatchObject({ statusCode: 2, dueAt: '2022-03-18T10:00:00.000Z' });
      await act('transfer', clerk, on(15, '10:30'), { agency: 'ha-long-office' });
      await actOnce('assignment', head, on(15, '11:00'), { case: 2, officer: officer.id });
      expect(await shown('in-process')).toMatchObject({ agency: 'ha-long-office', case: 2 });
    });

    it('verifies with a record, and asks another agency, whose answer comes late', async () => {
      expect(await ask('verifications', officer, on(15, '13:30'), { case: 2 })).toMatchObject({
        body: { code: 'FieldRequired' },
      });
      await act('verifications', officer, on(15, '13:30'), { case: 2, record: 'BB-07' });
      const question = { case: 2, agency: coordinator.unit, content: 'Có ảnh hưởng môi trường không?' };
      expect(await ask('consultations', officer, on(15, '14:00'), question)).toMatchObject({
        body: { code: 'FieldRequired', detail: expect.stringContaining('dueAt') },
      });
      expect(
        await ask('consultations', officer, on(15, '14:00'), {
          ...question,
          agency: 'nowhere',
          dueAt: on(16, '17:00'),
        }),
      ).toMatchObject({ status: 404, body: { code: 'UnitNotFound' } });
      expect((await http.send('GET', `/dossiers/${id}`, { as: coordinator })).status).toBe(404);
      const { position } = await act('consultations', officer, on(15, '14:00'), {
        ...question,
        dueAt: on(16, '17:00'),
      });
      expect(await http.dossier(id, coordinator, position)).toMatchObject({ id, status: 'in-process' });
      const late = { case: 2, consultation: 1 };
      expect(await ask('late-consultations', officer, on(16, '17:00'), late)).toMatchObject({
        body: { code: 'ConsultationNotLate' },
      });
      await act('late-consultations', officer, on(17, '07:30'), late);
      const answer = { ...late, answer: 'Không ảnh hưởng', document: 'CV-12' };
      expect(await ask('consultation-answers', officer, on(17, '08:00'), answer)).toMatchObject({
        body: { code: 'NotConsulted' },
      });
      await act('consultation-answers', coordinator, on(17, '08:00'), answer);
    });

    it('waits for what is to be paid, is stopped meanwhile, and goes back to waiting', async () => {
      const owed = { case: 2, amount: 100_000, content: 'Phí thẩm định' };
      expect(await ask('financial-obligation', officer, on(17, '08:30'), owed)).toMatchObject({
        body: { code: 'FieldRequired', detail: expect.stringContaining('groundRef') },
      });
      await act('financial-obligation', officer, on(17, '08:30'), { ...owed, groundRef: 'financial-obligation' });
      expect(await shown('financial-obligation')).toMatchObject({ statusCode: 6 });
      await act('stop', head, on(17, '09:00'), { case: 2, groundRef: 'applicant-request', reason: 'Tranh chấp' });
      expect(await shown('stopped')).toMatchObject({ statusCode: 8 });
      expect(await ask('financial-obligation-fulfilled', clerk, on(17, '09:30'), { case: 2 })).toMatchObject({
        body: { code: 'CaseStopped' },
      });
      await act('resumption', head, on(17, '10:00'), { case: 2 });
      await shown('financial-obligation');
      await act('financial-obligation-fulfilled', clerk, on(17, '10:30'), { case: 2, receipt: 'BL-9' });
      await shown('in-process');
    });

    it('has a further agency do a part, in a case and with a term of its own', async () => {
      const finance = 'ha-long-finance';
      const part = { agency: finance, dueAt: on(17, '15:00'), steps: ['verify', 'sign'] };
      await actOnce('share', clerk, on(17, '10:35'), part);
      const officerThere: Actor = { id: 'officer-1002', role: 'officer', unit: finance };
      await actOnce('steps', officerThere, on(17, '10:50'), { case: 3, step: 'verify' });
      const left = await until('what is left of its part', async () => {
        const { body } = await http.send('GET', '/work', { as: officerThere });
        const found = ListWork.answer.parse(body).items.find(({ dossier }) => dossier === id);
        return found?.stepsLeft.includes('verify') === false ? found : undefined;
      });
      expect(left).toMatchObject({ case: 3, lead: 2, dueAt: on(17, '15:00'), stepsLeft: ['sign'] });
      await actOnce('result', wrongHead, on(17, '10:55'), { case: 3, document: 'Ý kiến về giá' });
      const shared = await until('its part', async () => {
        const dossier = await http.dossier(id, clerk);
        return dossier.parts?.some(({ outcome }) => outcome === 'issued') ? dossier : undefined;
      });
      expect(shared).toMatchObject({ status: 'in-process', agency: 'ha-long-office', case: 2, stepsDone: [] });
    });

    it('sets a mistaken entry right with another one, and knows what is left to do', async () => {
      const work = async (position: number, query = '') => {
        const { body } = await http.send('GET', `/work?atLeast=${position}${query}`, { as: officer });
        return ListWork.answer.parse(body).items.find(({ dossier }) => dossier === id);
      };
      const done = await act('steps', officer, on(17, '11:00'), { case: 2, step: 'verify' });
      expect(await work(done.position)).toMatchObject({ officer: officer.id, case: 2, stepsLeft: ['sign'] });
      const mistake = { case: 2, of: done.version, why: 'Ghi nhầm hồ sơ' };
      expect(await ask('case-corrections', { ...officer, id: 'officer-0803' }, on(17, '11:10'), mistake)).toMatchObject(
        {
          body: { code: 'NotYourEntry' },
        },
      );
      const { position } = await act('case-corrections', officer, on(17, '11:10'), mistake);
      const mine = `&officer=${officer.id}`;
      const left = await work(position, mine);
      expect(left).toMatchObject({ stepsLeft: ['verify', 'sign'] });
      // Time may have left its own mark meanwhile.
      expect(left?.version).toBeGreaterThan(done.version);
      expect(await work(position, `${mine}&due=overdue`)).toMatchObject({ overdue: true, clockRuns: true });
      expect(await work(position, `${mine}&due=soon`)).toBeUndefined();
      const elsewhere = await http.send('GET', '/work?unit=ha-long-finance', { as: officer });
      expect(elsewhere).toMatchObject({ status: 403, body: { code: 'WrongUnit' } });
    });

    it('recalls a faulty result until it is returned, and then no more', async () => {
      await act('steps', officer, on(17, '13:30'), { case: 2, step: 'verify' });
      await act('result', head, on(17, '14:00'), { case: 2, document: 'Giấy chứng nhận (sai tên)' });
      await shown('finished');
      await act('recall', head, on(17, '14:30'), { case: 2, reason: 'Ghi sai tên' });
      expect(await shown('in-process')).not.toHaveProperty('finishedAt');
      await act('result', head, on(17, '15:00'), { case: 2, document: 'Giấy chứng nhận' });
      await actOnce('return', clerk, on(18, '08:00'), { to: 'applicant' });
      const recall = { case: 2, reason: 'Ghi sai tên', insist: { reason: 'Theo chỉ đạo' } };
      expect(await ask('recall', head, on(18, '09:00'), recall)).toMatchObject({
        status: 409,
        body: { code: 'ResultAlreadyReturned' },
      });
    });

    it('is replayed as it was, with its papers', async () => {
      const { body } = await http.send('GET', `/replay?dossier=${id}`, { as: inspector });
      const { state } = Replay.answer.parse(body);
      expect(state).toMatchObject({ status: 'returned', statusCode: 10 });
      expect(state.papers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['record', 'stop-notice', 'result']));
      const at = (moment: string) => http.send('GET', `/replay?dossier=${id}&asOf=${moment}`, { as: inspector });
      expect(await at(on(17, '09:15'))).toMatchObject({ body: { state: { status: 'stopped', statusCode: 8 } } });
      expect(await at(on(17, '14:15'))).toMatchObject({ body: { state: { status: 'finished' } } });
      expect(await at(on(17, '14:45'))).toMatchObject({ body: { state: { status: 'in-process' } } });
    });
  });
}

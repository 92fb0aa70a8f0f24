import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, applicant, clerk, head, inspector, officer, submission, until } from '../api.ts';
import type { Trial } from '../ways.ts';

/** A dossier from submission to returned result, over HTTP. */
export function describeDossierOverHttp({ http: running }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const scan = {
    document: 'application-form',
    sha256: createHash('sha256').update('a scan').digest('hex'),
    bytes: 6,
    mediaType: 'application/pdf',
  };
  /** Tuesday 15 March 2022 in the province. */
  const at = (time: string): string => new Date(`2022-03-15T${time}:00+07:00`).toISOString();
  const slip = { items: ['Giấy ủy quyền của thành viên'], reason: 'Thiếu giấy ủy quyền' };

  describe('A dossier over HTTP, from submission to returned result', () => {
    const id = randomUUID();
    const path = `/dossiers/${id}`;

    it('is submitted at the counter', async () => {
      const submitted = await http.send('PUT', path, { as: clerk, body: { ...submission, occurredAt: at('08:00') } });
      expect([submitted.status, submitted.body]).toMatchObject([201, { id, version: 1 }]);
      expect(submitted.headers.get('etag')).toBe('"1"');
      expect(submitted.headers.get('command-id')).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('says the same when it is submitted again, and no to other content', async () => {
      const body = { ...submission, occurredAt: at('08:01') };
      expect(await http.send('PUT', path, { as: clerk, body })).toMatchObject({ body: { id, version: 1 } });
      const other = await http.send('PUT', path, { as: clerk, body: { ...body, returnBy: 'post' } });
      expect([other.status, other.body]).toMatchObject([409, { code: 'AlreadySubmitted' }]);
    });

    it('is asked for a supplement once, and a second time only by insisting', async () => {
      const request = (more: object) =>
        http.send('POST', `${path}/supplement-request`, { as: clerk, body: { ...slip, ...more } });
      expect(await request({ occurredAt: at('08:10') })).toMatchObject({ status: 200, body: { version: 2 } });
      expect(
        await http.send('POST', `${path}/reception`, { as: clerk, body: { occurredAt: at('08:11') } }),
      ).toMatchObject({
        status: 409,
        body: { code: 'NotInState' },
      });
      const received = { items: slip.items, occurredAt: at('08:20') };
      expect(await http.send('POST', `${path}/supplement`, { as: clerk, body: received })).toMatchObject({
        status: 200,
      });
      const again = { occurredAt: at('08:30'), items: ['Ảnh'] };
      expect(await request(again)).toMatchObject({ status: 409, body: { code: 'SupplementAlreadyRequested' } });
      const insist = { reason: 'Người nộp đề nghị', authorisedBy: 'head-0701' };
      expect(await request({ ...again, insist })).toMatchObject({ status: 200, body: { version: 4 } });
      const photo = { items: ['Ảnh'], occurredAt: at('08:40') };
      expect(await http.send('POST', `${path}/supplement`, { as: clerk, body: photo })).toMatchObject({
        body: { version: 5 },
      });
    });

    it('is received with the legal code, the due date of its term, and the law it is bound to', async () => {
      const { position } = await http.command(`${path}/reception`, { as: clerk, body: { occurredAt: at('09:30') } });
      expect(await http.dossier(id, clerk, position)).toMatchObject({
        code: expect.stringMatching(/^000\.00\.21\.H49-220315-\d{4}$/),
        status: 'received',
        statusCode: 2,
        startAt: at('09:30'),
        dueAt: '2022-03-18T10:00:00.000Z',
        procedureVersion: 1,
        supplements: 2,
        version: 6,
        applicant: submission.applicant,
      });
    });

    it('goes to the agency once its papers are scanned, and its case is opened there', async () => {
      const transfer = (more: object) =>
        http.send('POST', `${path}/transfer`, { as: clerk, body: { agency: 'ha-long-office', ...more } });
      expect(await transfer({ occurredAt: at('09:40') })).toMatchObject({ status: 409, body: { code: 'NotScanned' } });
      const stored = await http.send('POST', `${path}/scans`, {
        as: clerk,
        body: { ...scan, occurredAt: at('09:45') },
        headers: { 'if-match': '"6"' },
      });
      expect([stored.status, stored.headers.get('etag')]).toEqual([200, '"7"']);
      expect(await transfer({ agency: 'department-of-justice', occurredAt: at('09:50') })).toMatchObject({
        status: 400,
        body: { code: 'NotAnAgencyOfUnit' },
      });
      expect(await transfer({ occurredAt: at('10:00') })).toMatchObject({ status: 200, body: { version: 8 } });
      const assigned = await until('assigned', async () => {
        const body = { officer: officer.id, occurredAt: at('10:30') };
        const answer = await http.send('POST', `${path}/assignment`, { as: head, body });
        return answer.status === 404 ? undefined : answer;
      });
      expect(assigned).toMatchObject({ status: 200, body: { version: 2 } });
      expect(assigned.headers.get('etag')).toBe('"case-1-2"');
      const stranger = await http.send('POST', `${path}/assignment`, { as: head, body: { officer: clerk.id } });
      expect([stranger.status, stranger.body]).toMatchObject([400, { code: 'OfficerUnknown' }]);
      const due = { dueAt: '2022-03-25T10:00:00.000Z', cause: 'extension', slipRef: 'GH-0', occurredAt: at('10:40') };
      expect(await http.send('POST', `${path}/due-date`, { as: clerk, body: due })).toMatchObject({
        ...{ status: 409, body: { code: 'SlipUnknown' } },
      });
    });

    it('goes through the steps of its process in their order', async () => {
      const step = (body: object, as = officer) => http.send('POST', `${path}/steps`, { as, body });
      const early = await step({ step: 'sign', occurredAt: at('10:45') }, head);
      expect([early.status, early.body]).toMatchObject([409, { code: 'StepOutOfOrder' }]);
      const result = { document: 'Giấy chứng nhận đăng ký hộ kinh doanh', occurredAt: at('15:00') };
      const issue = () => http.send('POST', `${path}/result`, { as: head, body: result });
      expect(await issue()).toMatchObject({ status: 409, body: { code: 'StepsLeft' } });
      expect(await step({ step: 'verify', occurredAt: at('11:00') })).toMatchObject({
        status: 200,
        body: { version: 3 },
      });
      expect(await step({ step: 'verify', occurredAt: at('11:00') })).toMatchObject({
        status: 200,
        body: { version: 3 },
      });
      const stale = await http.send('POST', `${path}/result`, {
        as: head,
        body: result,
        headers: { 'if-match': '"8"' },
      });
      expect([stale.status, stale.body]).toMatchObject([400, { code: 'TagOfAnother' }]);
      const before = await http.send('POST', `${path}/result`, {
        ...{ as: head, body: result, headers: { 'if-match': '"case-1-2"' } },
      });
      expect([before.status, before.body]).toMatchObject([412, { code: 'StaleVersion' }]);
      // Issuing is signing: the last step goes with it.
      expect(await issue()).toMatchObject({ status: 200, body: { version: 5 } });
    });

    it('comes back with its result, which is recorded at the counter and returned there', async () => {
      // What is shown as finished can be returned: the counter has recorded the agency's result, its ninth event.
      const finished = await until('finished', async () => {
        const dossier = await http.dossier(id, clerk);
        return dossier.status === 'finished' ? dossier : undefined;
      });
      expect(finished).toMatchObject({
        status: 'finished',
        outcome: 'issued',
        finishedAt: at('15:00'),
        ...{ version: 9, caseVersion: 5 },
        stepsDone: ['verify', 'sign'],
        stepsLeft: [],
      });
      const { position } = await http.command(`${path}/return`, {
        as: clerk,
        body: { to: 'applicant', occurredAt: at('16:00') },
      });
      expect(await http.dossier(id, clerk, position)).toMatchObject({
        status: 'returned',
        statusCode: 10,
        returnedAt: at('16:00'),
      });
      const gone = await http.send('POST', `${path}/withdrawal`, {
        as: clerk,
        body: { reason: 'Đổi ý', occurredAt: at('16:30') },
      });
      expect([gone.status, gone.body]).toMatchObject([409, { code: 'NotInState' }]);
    });

    it('is found in lists, by its code, and by the public with the secret of its receipt', async () => {
      const { code = '', trackingSecret = '' } = await http.dossier(id, clerk);
      expect(await http.dossier(code, officer)).toMatchObject({ id });
      expect(await http.send('GET', '/dossiers?status=returned', { as: clerk })).toMatchObject({
        body: {
          items: expect.arrayContaining([expect.objectContaining({ id })]),
          held: [],
          lagMs: expect.any(Number),
          completeUpTo: expect.any(Number),
        },
      });
      const tracked = await http.send('GET', `/tracking/${code}?secret=${encodeURIComponent(trackingSecret)}`);
      expect([tracked.status, tracked.body]).toMatchObject([200, { code, status: 'returned' }]);
      expect(JSON.stringify(tracked.body)).not.toContain('Hoa');
      const guessed = await http.send('GET', `/tracking/${code}?secret=AAAAAAAAAAAAAAAA`);
      expect([guessed.status, guessed.body]).toMatchObject([404, { code: 'WrongSecret' }]);
    });

    it('can be replayed as it stood at any moment, and as it was known', async () => {
      const replay = async (question: string) => {
        const { code = '' } = await http.dossier(id, clerk);
        const { status, body } = await http.send('GET', `/replay?dossier=${code}${question}`, { as: inspector });
        expect(status).toBe(200);
        return body;
      };
      expect(await replay('')).toMatchObject({ dossier: id, state: { status: 'returned' }, beyond: 0 });
      const stood = await replay(`&asOf=${at('09:45')}`);
      expect(stood).toMatchObject({ state: { status: 'received', dueAt: '2022-03-18T10:00:00.000Z', overdue: false } });
      expect(stood).toMatchObject({
        events: expect.arrayContaining([expect.objectContaining({ type: 'ScanStored' })]),
      });
      // Everything was recorded long after it is said to have happened: then, nothing was known.
      expect(await replay(`&asKnown=${at('17:00')}`)).toMatchObject({ events: [] });
      expect(JSON.stringify(stood)).not.toContain('Hoa');
    });
  });

  describe('Personal data', () => {
    it('lies sealed in the log and is shown to nobody who has no business with it', async () => {
      const id = randomUUID();
      const { position } = await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
      const [stored] = (await http.exported()).filter((event) => event.position === position);
      expect(stored?.body).toContain('"DossierSubmitted"');
      expect(stored?.body).not.toMatch(/Hoa|022180001234|0912/);
      expect(await http.dossier(id, clerk, position)).toHaveProperty('applicant.name', 'Nguyễn Thị Hoa');
      const elsewhere = { ...clerk, id: 'clerk-1102', unit: 'mong-cai-one-stop' };
      const seen = await http.send('GET', `/dossiers/${id}`, { as: elsewhere });
      expect(JSON.stringify(seen.body)).not.toContain('Hoa');
      const unknown = await http.send('GET', `/dossiers/${randomUUID()}`, { as: elsewhere });
      const untold = ({ body }: { readonly body: unknown }) => JSON.stringify(body).replaceAll(/[0-9a-f-]{36}/g, '');
      expect([seen.status, untold(seen)]).toEqual([404, untold(unknown)]);
      for (const as of [elsewhere, applicant]) {
        const replayed = await http.send('GET', `/replay?dossier=${id}`, { as });
        expect([replayed.status, replayed.body]).toMatchObject([404, { code: 'DossierNotFound' }]);
        const list = await http.send('GET', `/dossiers?atLeast=${position}`, { as });
        expect([list.status, JSON.stringify(list.body)]).toEqual([200, expect.not.stringContaining(id)]);
      }
      const stranger = await http.send('GET', `/dossiers/${id}`, { as: applicant });
      expect([stranger.status, stranger.body]).toMatchObject([404, { code: 'DossierNotFound' }]);
    });
  });

  describe('Twenty clerks who receive at once', () => {
    it('get the day’s numbers without a gap', async () => {
      const ids = Array.from({ length: 20 }, () => randomUUID());
      const occurredAt = '2022-11-15T02:00:00.000Z';
      await Promise.all(
        ids.map((id) => http.command(`/dossiers/${id}`, { as: clerk, body: { ...submission, occurredAt } })),
      );
      const receipts = await Promise.all(
        ids.map((id) => http.command(`/dossiers/${id}/reception`, { as: clerk, body: { occurredAt } })),
      );
      const atLeast = Math.max(...receipts.map(({ position }) => position));
      const codes = await Promise.all(ids.map(async (id) => (await http.dossier(id, clerk, atLeast)).code));
      const expected = ids.map((_, index) => `000.00.21.H49-221115-${String(index + 1).padStart(4, '0')}`);
      expect(codes.sort()).toEqual(expected);
    });
  });
}

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ListLetters, ListNotifications, type NotificationSummary } from '@hoso/contracts';
import { readPdf } from '@hoso/forms/testing';
import { headerOf, textOf } from '../../../packages/notices/test/mail-server.ts';
import { type Api, applicant, clerk, head, inspector, officer, submission, until } from '../api.ts';
import { answered } from '../hoso-command.ts';
import type { Outside } from '../outside.ts';
import type { Trial } from '../ways.ts';

/** Applicants are told, by real servers of mail and text messages, each thing once. */
export function describeNotifications({ http: running, run, folder }: Trial, outside: () => Outside): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const submitted = async (person: object): Promise<string> => {
    const id = randomUUID();
    await http.command(`/dossiers/${id}`, {
      as: clerk,
      body: { ...submission, applicant: { kind: 'citizen', name: 'Nguyễn Thị Hoa', ...person } },
    });
    return id;
  };
  const post = (id: string, path: string, as = clerk, body: object = {}) =>
    http.command(`/dossiers/${id}/${path}`, { as, body: { ...body } });
  const notifications = async (id: string, as = clerk): Promise<readonly NotificationSummary[]> => {
    const { body } = await http.send('GET', `/dossiers/${id}/notifications`, { as });
    return ListNotifications.answer.parse(body).items;
  };
  const told = (id: string, ...topics: readonly string[]) =>
    until(`told of ${topics}`, async () => {
      const items = await notifications(id);
      const isOver = items.every(({ status }) => !['sending', 'waiting'].includes(status));
      return isOver && topics.every((topic) => items.some((one) => one.topic === topic)) ? items : undefined;
    });
  const mailsTo = (to: string) => outside().mail.taken.filter((mail) => mail.to.includes(to));
  const typesOf = async (id: string) =>
    (await http.exported()).flatMap(({ body }) => (body.includes(id) ? [String(JSON.parse(body).type)] : []));

  describe('An applicant', () => {
    it('is sent an e-mail at each turn, and his dossier says what the law wants told', async () => {
      const id = await submitted({ email: 'hoa@example.vn' });
      await post(id, 'scans', clerk, {
        document: 'application-form',
        sha256: 'a'.repeat(64),
        bytes: 9,
        mediaType: 'application/pdf',
      });
      await post(id, 'reception');
      await post(id, 'transfer', clerk, { agency: 'ha-long-office' });
      await until('opened', async () => ((await http.dossier(id, head)).caseVersion ? true : undefined));
      await post(id, 'assignment', head, { officer: officer.id });
      await post(id, 'steps', officer, { step: 'verify' });
      await post(id, 'result', head, { document: 'GCN 1' });
      const items = await told(id, 'received', 'early-result');
      expect(items.map(({ topic, status, means }) => [topic, status, means])).toEqual([
        ['received', 'sent', 'email'],
        ['early-result', 'sent', 'email'],
      ]);
      const { code = '' } = await http.dossier(id, clerk);
      const [first, second, ...more] = mailsTo('hoa@example.vn').map(({ raw }) => raw);
      expect(more).toEqual([]);
      expect(headerOf(first ?? '', 'Subject')).toBe(`Hồ sơ ${code} đã được tiếp nhận`);
      expect(textOf(first ?? '')).toContain('Kính gửi Ông/Bà Nguyễn Thị Hoa,');
      expect(headerOf(second ?? '', 'Subject')).toBe(`Hồ sơ ${code} có kết quả trước hạn`);
      expect(headerOf(second ?? '', 'Message-ID')).toBe(items[1]?.reference);
      const recorded = await until('recorded', async () => {
        const types = await typesOf(id);
        return types.includes('ResultNotified') && types.includes('EarlyResultNotified') ? types : undefined;
      });
      expect(recorded.filter((type) => type === 'NotificationSent').length).toBe(2);
      const said = await run('notifications', id);
      expect([said.code, said.stdout]).toEqual([0, expect.stringMatching(/early-result\s+sent\s+email/)]);
    });

    it('is sent a text message where no mailbox takes an e-mail', async () => {
      const id = await submitted({ email: 'nobody@example.vn', phone: '0912 345 678', noticeIn: 'en' });
      await post(id, 'supplement-request', clerk, { items: ['Giấy uỷ quyền'], reason: 'Thiếu' });
      const [item] = await told(id, 'supplement-wanted');
      expect(item).toMatchObject({ status: 'sent', means: 'sms', attempts: 2, failure: 'address', reference: 'sms-1' });
      expect(outside().texts).toMatchObject([
        {
          key: item?.notification,
          body: {
            to: '+84912345678',
            text: `Dossier ${id}: papers are missing. See the slip, or ask the one-stop unit.`,
          },
        },
      ]);
    });

    it('is sent a letter where nothing else reaches him, once it was printed and posted', async () => {
      const id = await submitted({ address: '12 Lê Lợi, Hạ Long' });
      await post(id, 'refusal', clerk, { reason: 'Không thuộc thẩm quyền' });
      const [item] = await told(id, 'refused-at-reception');
      expect(item).toMatchObject({ status: 'letter', means: 'letter', attempts: 0 });
      const { notification = '' } = item ?? {};
      const letters = ListLetters.answer.parse(await answered(run('letters', 'ha-long-one-stop', '--json')));
      expect(letters.items.map((one) => one.notification)).toContain(notification);
      const out = join(folder.path, 'letter.pdf');
      expect((await run('letter', id, notification, '--out', out)).code).toBe(0);
      const { pages } = await readPdf(readFileSync(out));
      const text = pages.map((page) => page.text).join(' ');
      for (const said of ['Nguyễn Thị Hoa', '12 Lê Lợi, Hạ Long', 'Lý do: Không thuộc thẩm quyền'])
        expect(text).toContain(said);
      expect(
        (await run('dossier', 'post-letter', id, '--notification', notification, '--item', 'RR123456785VN')).code,
      ).toBe(0);
      const sent = await until('sent', async () => (await notifications(id)).find(({ status }) => status === 'sent'));
      expect(sent).toMatchObject({ means: 'letter', item: 'RR123456785VN' });
    });

    it('whom nothing reaches is told nothing, and that can be seen', async () => {
      const id = await submitted({});
      await post(id, 'supplement-request', clerk, { items: ['Giấy uỷ quyền'], reason: 'Thiếu' });
      expect(await told(id, 'supplement-wanted')).toMatchObject([{ status: 'not-sent', because: 'no-contact' }]);
    });

    it('is sent the answer to his petition', async () => {
      const id = randomUUID();
      const petitioner = { kind: 'citizen', name: 'Trần Văn Kiến', email: 'kien@example.vn' };
      const about = { kind: 'petition', topic: 'delay', channel: 'counter', unit: head.unit };
      await http.command(`/petitions/${id}`, { as: clerk, body: { ...about, petitioner, text: 'Hồ sơ bị chậm' } });
      await http.command(`/petitions/${id}/answer`, { as: head, body: { verdict: 'upheld', answer: 'Đã xử lý' } });
      expect(await told(id, 'petition-answered')).toMatchObject([{ status: 'sent', means: 'email' }]);
      const [mail] = mailsTo('kien@example.vn');
      expect(textOf(mail?.raw ?? '')).toContain('Nội dung trả lời: Đã xử lý');
      expect(await notifications(id, head)).toHaveLength(1);
    });

    it('is told what he was told, and nobody else beside those who have his dossier', async () => {
      const id = randomUUID();
      await http.command(`/dossiers/${id}`, {
        as: applicant,
        body: {
          ...submission,
          channel: 'online',
          returnBy: 'online',
          applicant: { ...submission.applicant, noticeBy: 'sms' },
        },
      });
      await post(id, 'supplement-request', clerk, { items: ['Giấy uỷ quyền'], reason: 'Thiếu' });
      await told(id, 'supplement-wanted');
      for (const as of [applicant, inspector]) expect(await notifications(id, as)).toMatchObject([{ means: 'sms' }]);
      const stranger = { ...applicant, id: 'citizen-2' };
      expect(await http.send('GET', `/dossiers/${id}/notifications`, { as: stranger })).toMatchObject({
        status: 404,
        body: { code: 'DossierNotFound' },
      });
    });

    it('is not written to by who puts another address into his own', async () => {
      const answer = await http.send('PUT', `/dossiers/${randomUUID()}`, {
        as: clerk,
        body: {
          ...submission,
          applicant: { kind: 'citizen', name: 'Hoa', email: 'hoa@example.vn\r\nBcc: all@example.vn' },
        },
      });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'applicant.email' }] } });
    });
  });
}

import { randomUUID } from 'node:crypto';
import { type Actor, FindPetition } from '@hoso/contracts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { pdf } from '../../../packages/scans/test/files.ts';
import { type Api, clerk, head, inspector, officer, operator, submission, tokenFor, until } from '../api.ts';
import type { Trial } from '../ways.ts';
import { filesWith, privacyOfficer } from './erasure.ts';

/** Words that nobody else has, each written where an agency's people write. */
const written = {
  name: 'Công Tằng Tôn Nữ Thuỷtiên',
  scan: 'Bản khai của bà Ngọchuyền',
  step: 'Biên bản với bà Bạchtuyết',
  verification: 'Biên bản nhà ông Trườngsinh',
  content: 'Hỏi về bà Mỹduyên',
  answer: 'Bà Hồngloan đủ điều kiện',
  document: 'Công văn về ông Vĩnhphát',
  owed: 'Phí của bà Kimngân',
  receipt: 'Biên lai bà Thanhtrúc',
  result: 'Giấy chứng nhận bà Diễmkiều',
  note: 'Con gái Yếnnhi nhận',
  petition: 'Cán bộ gây khó cho bà Tườngvi',
  reply: 'Xin lỗi bà Nguyệtánh',
  instead: 'Theo lời bà Bíchliên',
};

/** The same of a dossier that an agency has worked on, of its scans, and of petitions about it. */
export function describeErasureOfWork({ folder, http: running, said }: Trial): void {
  const [id, petition] = [randomUUID(), randomUUID()];
  let http: Api;
  const post = (path: string, as: Actor, body: object = {}) =>
    http.command(`/dossiers/${id}/${path}`, { as, body: { ...body } });
  const inTime = (what: string, path: string, as: Actor, body: object = {}) =>
    until(what, async () => {
      const answer = await http.send('POST', `/dossiers/${id}/${path}`, { as, body });
      return answer.status === 200 ? answer : undefined;
    });

  beforeAll(async () => {
    http = running();
    const applicant = { kind: 'citizen', name: written.name };
    await http.command(`/dossiers/${id}`, { as: clerk, body: { ...submission, applicant } });
    const headers = {
      ...{ authorization: `Bearer ${await tokenFor(folder.path, clerk)}`, 'content-type': 'application/pdf' },
    };
    const scan = Buffer.concat([pdf.subarray(0, 9), Buffer.from(`% ${written.scan}\n`), pdf.subarray(9)]);
    const to = new URL(`/dossiers/${id}/scans/application-form`, http.url);
    expect((await fetch(to, { method: 'POST', headers, body: new Uint8Array(scan) })).status).toBe(201);
    await post('reception', clerk);
    await post('transfer', clerk, { agency: 'ha-long-office' });
    await inTime('its case', 'assignment', head, { officer: officer.id, reason: written.instead });
    await post('verifications', officer, { about: written.content, record: written.verification });
    const dueAt = new Date(Date.now() + 86_400_000).toISOString();
    await post('consultations', officer, { agency: 'ha-long-justice', content: written.content, dueAt });
    const consulted: Actor = { id: 'officer-0902', role: 'officer', unit: 'ha-long-justice' };
    const answer = { consultation: 1, answer: written.answer, document: written.document };
    await post('consultation-answers', consulted, answer);
    await post('financial-obligation', officer, { amount: 1, content: written.owed, pausesClock: false });
    await post('financial-obligation-fulfilled', officer, { receipt: written.receipt });
    await post('steps', officer, { step: 'verify', record: written.step });
    await post('result', head, { document: written.result });
    await inTime('its result', 'return', clerk, { to: 'authorised-person', note: written.note });
    const petitioner = { kind: 'citizen', name: written.name };
    const about = { topic: 'attitude', channel: 'counter', unit: 'ha-long-office', dossiers: [id] };
    const body = { kind: 'petition', ...about, petitioner, text: written.petition };
    await http.command(`/petitions/${petition}`, { as: clerk, body });
    await http.command(`/petitions/${petition}/answer`, {
      as: head,
      body: { verdict: 'upheld', answer: written.reply },
    });
  });

  describe('What was written while it was worked on', () => {
    it('is read by whom it concerns, before', async () => {
      const { body } = await http.send('GET', `/petitions/${petition}`, { as: inspector });
      expect(FindPetition.answer.parse(body).petition).toMatchObject({ text: written.petition, answer: written.reply });
    });

    it('is destroyed with the dossier, in petitions about it too, and no view brings it back', async () => {
      const body = { ground: 'retention-ended', decisionNo: '13/QĐ-UBND' };
      const { position } = await post('seal-destruction', privacyOfficer, body);
      expect(await http.dossier(id, clerk, position)).toMatchObject({ status: 'returned' });
      for (const view of ['dossiers', 'cases', 'petitions']) {
        expect(await http.send('POST', '/views/rebuild', { as: operator, body: { view } })).toMatchObject({
          status: 200,
        });
      }
      const shown = await http.send('GET', `/petitions/${petition}`, { as: inspector });
      const found = FindPetition.answer.parse(shown.body).petition;
      expect([found.verdict, found.text, found.answer, found.petitioner]).toEqual([
        ...['upheld', undefined, undefined, undefined],
      ]);
      const headers = { authorization: `Bearer ${await tokenFor(folder.path, clerk)}` };
      const scan = await fetch(new URL(`/dossiers/${id}/scans/application-form`, http.url), { headers });
      expect(scan.status).toBeGreaterThanOrEqual(400);
    });

    it('stands in no byte of logs, views, keys, files, exports or what was said', async () => {
      const exported = (await http.exported()).map(({ body }) => body).join('\n');
      const replay = JSON.stringify((await http.send('GET', `/replay?dossier=${id}`, { as: inspector })).body);
      const shown = JSON.stringify((await http.send('GET', `/dossiers/${id}/papers`, { as: clerk })).body);
      for (const word of Object.values(written)) {
        const isFound = [exported, replay, shown, said()].map((text) => text.includes(word));
        expect([word, ...isFound]).toEqual([word, false, false, false, false]);
        expect([word, filesWith(folder.path, word)]).toEqual([word, []]);
      }
      expect(filesWith(folder.path, petition).length).toBeGreaterThan(0);
    });
  });
}

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, DossierId, ListPapers, ListReads } from '@hoso/contracts';
import { readPdf } from '@hoso/forms/testing';
import { z } from 'zod';
import { type Api, applicant, clerk, head, inspector, operator, submission, tokenFor, until } from '../api.ts';
import { answered } from '../hoso-command.ts';
import { collection, journey, on, postman, strangePostman } from '../postal-journey.ts';
import type { Trial } from '../ways.ts';

const Problem = z.looseObject({ code: z.string() });

/** Papers and registers, over HTTP and on the command line, read back as somebody else's reader has them. */
export function describePapers({ http: running, run, folder }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const printed = async (path: string, as: Actor) => {
    const authorization = `Bearer ${await tokenFor(folder.path, as)}`;
    const response = await fetch(new URL(path, http.url), { headers: { authorization, 'accept-language': 'en' } });
    if (!response.ok) return { status: response.status, problem: Problem.parse(await response.json()).code };
    const headers = [response.headers.get('content-type'), response.headers.get('cache-control')];
    expect(headers).toEqual(['application/pdf', 'no-store']);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { code, pages } = await readPdf(bytes);
    return { status: 200, bytes, code, text: pages.map(({ text }) => text).join(' ') };
  };
  const papersOf = async (id: string, as: Actor) => {
    const { body } = await http.send('GET', `/dossiers/${id}/papers`, { as });
    return ListPapers.answer.parse(body).items.map(({ paper }) => paper);
  };

  describe('Papers', () => {
    const id = randomUUID();
    const { command, decide, submitted } = journey(() => http, id);
    let code: string;

    it('are there for each step of a dossier that comes and goes by post', async () => {
      await command('collection', postman, on(21, '08:00'), { ...collection, item: 'RR223456788VN' });
      expect(await papersOf(id, postman)).toEqual(['waybill-1', 'control-slip']);
      await command('seal', postman, on(21, '08:05'), { sealNo: 'S-1', applicantPresent: true });
      const minutes = { minutesNo: 'BB-21', sealNo: 'S-1', intact: true, signedBy: { agency: clerk.id } };
      await command('handover-minutes', postman, on(21, '09:00'), minutes);
      await submitted();
      await decide(21);
      await command('result-handover', postman, on(21, '16:30'), {
        ...{ item: 'RR323456785VN', counted: 1, sealNo: 'S-2', signedBy: { agency: clerk.id } },
      });
      code = (await http.dossier(id, clerk)).code ?? '';
      expect(await papersOf(id, clerk)).toEqual([
        ...['waybill-1', 'handover-minutes-1', 'receipt-1', 'transfer-slip-1', 'waybill-2', 'control-slip'],
      ]);
    });

    it('say what happened, with the code in words and in the QR code', async () => {
      const receipt = await printed(`/dossiers/${id}/papers/receipt.pdf`, clerk);
      expect([receipt.status, receipt.code]).toEqual([200, code]);
      for (const said of [code, submission.applicant.name, '10 giờ 30 phút, ngày 21 tháng 3 năm 2022', 'Mã tra cứu']) {
        expect(receipt.text).toContain(said);
      }
      const again = await printed(`/dossiers/${id}/papers/receipt-1.pdf`, clerk);
      expect(again.bytes).toEqual(receipt.bytes);
      const slip = await printed(`/dossiers/${id}/papers/control-slip.pdf`, inspector);
      for (const said of ['Biên bản BB-21', 'Trước hạn', 'Văn phòng HĐND và UBND']) {
        expect(slip.text).toContain(said);
      }
      expect(slip.text).not.toContain(submission.applicant.name);
    });

    it('are for who may read them, and for the post those that it signed', async () => {
      const asked = async (paper: string, as: Actor) => {
        const { status, problem } = await printed(`/dossiers/${id}/papers/${paper}.pdf`, as);
        return status === 200 ? 200 : problem;
      };
      expect(await asked('waybill-2', postman)).toBe(200);
      expect(await asked('receipt', postman)).toBe('RoleNotAllowed');
      expect(await asked('receipt', operator)).toBe('RoleNotAllowed');
      expect(await asked('waybill-1', strangePostman)).toBe('DossierNotFound');
      expect(await asked('receipt', applicant)).toBe('DossierNotFound');
      expect(await asked('apology', clerk)).toBe('PaperNotFound');
      expect(await asked('Receipt', clerk)).toBe('InvalidInput');
      expect(await asked('receipt-0', clerk)).toBe('InvalidInput');
      const unnamed = await printed(`/dossiers/${id}/papers/receipt`, clerk);
      expect([unnamed.status, unnamed.problem]).toEqual([400, 'InvalidInput']);
      expect((await fetch(new URL(`/dossiers/${id}/papers/receipt.pdf`, http.url))).status).toBe(401);
    });

    it('have each reading of them recorded', async () => {
      const { body } = await http.send('GET', `/reads?dossier=${id}`, { as: inspector });
      const reads = ListReads.answer.parse(body).items.filter(({ query }) => query === 'ReadPaper');
      expect(reads.map(({ actor, fields }) => [actor.id, fields])).toEqual([
        [postman.id, ['applicant']],
        [clerk.id, ['applicant']],
        [clerk.id, ['applicant']],
      ]);
    });

    it('are saved on the command line, whole or not at all', async () => {
      const out = join(folder.path, 'receipt.pdf');
      const saved = z.looseObject({ sha256: z.string(), bytes: z.int() });
      const { bytes } = saved.parse(await answered(run('--json', 'paper', code, 'receipt', '--out', out)));
      expect(bytes).toBe(readFileSync(out).length);
      expect((await readPdf(readFileSync(out))).code).toBe(code);
      const { stdout } = await run('--lang', 'vi', 'papers', id);
      expect(stdout).toContain('Giấy tiếp nhận hồ sơ và hẹn trả kết quả');
      const none = join(folder.path, 'none.pdf');
      const refused = await run('paper', id, 'stop-notice', '--out', none);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('PaperNotFound')]);
      expect(readdirSync(folder.path).filter((name) => name.startsWith('none.pdf'))).toEqual([]);
    });

    it('of one that never got a code are its supplement request and its refusal', async () => {
      const refused = DossierId.parse(randomUUID());
      const give = (path: string, body: object) => http.command(`/dossiers/${refused}${path}`, { as: clerk, body });
      await give('', { ...submission, occurredAt: on(22, '08:00') });
      const items = ['Giấy uỷ quyền'];
      await give('/supplement-request', { items, reason: 'Thiếu giấy uỷ quyền', occurredAt: on(22, '08:10') });
      await give('/supplement', { items, occurredAt: on(22, '09:00') });
      await give('/refusal', { reason: 'Không thuộc thẩm quyền', occurredAt: on(22, '09:10') });
      const slip = await printed(`/dossiers/${refused}/papers/supplement-request.pdf`, clerk);
      expect([slip.code, slip.text]).toEqual([refused, expect.stringContaining('1. Giấy uỷ quyền')]);
      const refusal = await printed(`/dossiers/${refused}/papers/refusal.pdf`, clerk);
      expect(refusal.text).toContain('Không thuộc thẩm quyền');
    });
  });

  describe('The register', () => {
    const path = '/units/ha-long-one-stop/register.pdf';
    const read = async (query: string, as: Actor) => {
      const { status, problem, text } = await printed(`${path}?${query}`, as);
      return status === 200 ? text : problem;
    };

    it('has what its unit received in the period', async () => {
      const text = await until('followed', async () => {
        const told = await read('from=2022-03-21&to=2022-03-21', clerk);
        return told?.includes('Cộng: 0') ? undefined : told;
      });
      expect(text).toContain(submission.applicant.name);
      expect(text).toContain('Mẫu số 06 - Thông tư số 01/2018/TT-VPCP');
      expect(await read('from=2021-01-04&to=2021-01-05', clerk)).toContain('Cộng: 0 hồ sơ');
    });

    it('is for its own counter and for who inspects, and of a year at most', async () => {
      expect(await read('from=2022-03-21&to=2022-03-21', inspector)).toContain(submission.applicant.name);
      expect(await read('from=2022-03-21&to=2022-03-21', head)).toBe('RoleNotAllowed');
      expect(await read('from=2022-03-21&to=2022-03-21', { ...clerk, unit: 'co-to-one-stop' })).toBe('WrongUnit');
      expect(await read('from=2022-03-21&to=2022-03-20', clerk)).toBe('PeriodInvalid');
      expect(await read('from=2022-01-01&to=2023-01-02', clerk)).toBe('PeriodInvalid');
      expect(await read('from=2022-02-30&to=2022-03-20', clerk)).toBe('InvalidInput');
      expect(await read('from=2022-03-21', clerk)).toBe('InvalidInput');
    });

    it('is saved on the command line', async () => {
      const out = join(folder.path, 'register.pdf');
      await answered(
        run('--json', 'register', 'ha-long-one-stop', '--from', '2022-03-01', '--to', '2022-03-31', '--out', out),
      );
      expect((await readPdf(readFileSync(out))).code).toBe('ha-long-one-stop 2022-03-01 2022-03-31');
      const nowhere = join(folder.path, 'nowhere.pdf');
      const refused = await run('register', 'nowhere', '--from', '2022-03-01', '--to', '2022-03-31', '--out', nowhere);
      expect([refused.code, existsSync(nowhere)]).toEqual([1, false]);
    });
  });
}

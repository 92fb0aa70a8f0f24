import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, ListProcedures, ProcedureImportReport, SearchDossiers } from '@hoso/contracts';
import { root } from '../../tree.ts';
import { type Api, clerk, inspector, operator, submission } from '../api.ts';
import { answered } from '../hoso-command.ts';
import type { Trial } from '../ways.ts';

/** Procedures from a file, dossiers of theirs, and how both are searched. */
export function describeProcedures({ folder, run, http: running }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const registrar: Actor = { id: 'registrar-01', role: 'registrar', unit: 'platform' };
  const realFile = join(root, '..', 'shared', 'data', 'procedures.jsonl.gz');
  const isThere = existsSync(realFile);

  const row = (at: number, name = `Thủ tục thứ ${at} của tỉnh`) => ({
    ...{
      code: `9.${String(at).padStart(6, '0')}`,
      name,
      levels: ['Cấp xã'],
      documents: [{ name: 'Đơn', originals: 1 }],
    },
    channels: [{ channel: 'counter', term: 3, termUnit: at % 2 === 0 ? 'workingDays' : null }],
  });
  /** A file in the trial folder. */
  function written(name: string, ...rows: readonly unknown[]): string {
    const path = join(folder.path, name);
    writeFileSync(path, gzipSync(rows.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n')));
    return path;
  }
  const importing = async (file: string, ...more: readonly string[]) =>
    ProcedureImportReport.parse(await answered(run('registry', 'import', file, '--json', ...more)));
  const post = (body: unknown, as: Actor | undefined, query = '', type = 'application/octet-stream') =>
    http.send('POST', `/procedures/imports${query}`, { as, body, headers: { 'content-type': type } });

  describe('An import of procedures', () => {
    it('publishes what can be read, tells the rest, and changes nothing the second time', async () => {
      const file = written('procedures.gz', row(1), '{"code": "9.', row(2), { ...row(3), levels: ['Cấp bộ'] });
      const first = await importing(file, '--effective-from', '2022-01-01');
      expect(first).toMatchObject({ rows: 4, published: 2, unchanged: 0, leftOut: 2, effectiveFrom: '2022-01-01' });
      expect(first.unread.map(({ line, leftOut }) => [line, leftOut])).toEqual([
        [1, false],
        [2, true],
        [4, true],
        [4, true],
      ]);
      expect(await importing(file)).toMatchObject({ published: 0, unchanged: 2, leftOut: 2, position: first.position });
      const said = await run('registry', 'import', file, '--lang', 'vi');
      expect(said.stdout).toMatch(/không đổi +2[\s\S]*1 +Dòng không phải JSON, bỏ qua +2\n/);
    });

    it('shows what a newer file changes before it is published, and as it is', async () => {
      await importing(written('older.gz', row(30), row(31)), '--effective-from', '2022-01-01');
      const newer = written('newer.gz', row(30, 'Cấp giấy mới'), row(31), row(32));
      const from = ['--effective-from', '2022-02-01'];
      const changes = [{ line: 1, code: '9.000030', version: 2, fields: ['name.en', 'name.vi'] }];
      const { head } = (await http.operations()).log;
      expect(await importing(newer, ...from, '--dry-run')).toMatchObject({
        published: 2,
        added: 1,
        unchanged: 1,
        changes,
      });
      expect((await http.operations()).log.head).toBe(head);
      const said = await run('registry', 'import', newer, ...from);
      expect(said.stdout).toMatch(/published +2\n[\s\S]*9\.000030 +2 +name\.en, name\.vi\n/);
      expect(await importing(newer, ...from)).toMatchObject({ published: 0, unchanged: 3, changes: [] });
    });

    it('is found by name and code, with marks and without, and goes on page by page', async () => {
      await importing(written('searched.gz', row(10, 'Cấp thẻ Đặc biệt'), row(11, 'Cấp lại thẻ đặc biệt')));
      const found = async (query: string) => {
        const { body } = await http.send('GET', `/procedures?${query}`);
        const { items, next, completeUpTo } = ListProcedures.answer.parse(body);
        expect(completeUpTo).toBeGreaterThan(0);
        return { codes: items.map(({ code }) => code), next };
      };
      for (const text of ['dac biet', 'ĐẶC BIỆT', 'the dac', '9.00001']) {
        expect((await found(`text=${encodeURIComponent(text)}`)).codes).toEqual(['9.000010', '9.000011']);
      }
      const { codes, next } = await found('text=dac%20biet&limit=1');
      expect(codes).toEqual(['9.000010']);
      expect(await found(`text=dac%20biet&limit=1&after=${next}`)).toMatchObject({ codes: ['9.000011'] });
      expect((await run('registry', 'list', '--text', 'cap lai dac')).stdout).toContain('9.000011');
    });

    it.each([
      ['of nobody', () => post('x', undefined), 401, 'TokenMissing'],
      ['of a clerk', () => post('x', clerk), 403, 'RoleNotAllowed'],
      ['of an operator', () => post('x', operator), 403, 'RoleNotAllowed'],
      ['of a text without a row', () => post('Xin chào', registrar), 400, 'FileNotReadable'],
      ['of nothing', () => post('', registrar), 400, 'FileNotReadable'],
      ['in JSON', () => post('{}', registrar, '', 'application/json'), 415, 'UnsupportedMediaType'],
      ['from a day that there is not', () => post('x', registrar, '?effectiveFrom=2022-02-30'), 400, 'InvalidInput'],
      ['with a question of its own', () => post('x', registrar, '?force=true'), 400, 'InvalidInput'],
    ] as const)('is refused %s', async (_, send, status, code) => {
      expect(await send()).toMatchObject({ status, body: { code } });
    });
    it('leaves nothing of a file that is cut off', async () => {
      const path = join(folder.path, 'cut.gz');
      writeFileSync(path, gzipSync(`${JSON.stringify(row(50))}\n${JSON.stringify(row(51))}`).subarray(0, -12));
      const before = (await http.operations()).log.head;
      const { code, stderr } = await run('registry', 'import', path);
      expect([code, stderr]).toEqual([2, expect.stringContaining('FileNotReadable')]);
      expect((await http.operations()).log.head).toBe(before);
    });

    (isThere ? it : it.skip)(
      `takes the 1,601 of the national portal${isThere ? '' : ` (skipped: ${realFile} is missing)`}`,
      async () => {
        const counts = { rows: 1_601, leftOut: 0, unreadCount: 1_514 };
        expect(await importing(realFile)).toMatchObject({ ...counts, published: 1_601, unchanged: 0 });
        expect(await importing(realFile, '--effective-from', '2030-01-01')).toMatchObject({ ...counts, published: 0 });
      },
    );
  });

  describe('A dossier of a procedure whose term has no unit', () => {
    it('is received with the date that the clerk says, which nobody judges', async () => {
      await importing(written('unstated.gz', row(21)));
      const id = '019d2bfd-3fe0-7abc-b9d6-000000000021';
      await http.command(`/dossiers/${id}`, { as: clerk, body: { ...submission, procedure: '9.000021' } });
      expect(await http.send('POST', `/dossiers/${id}/reception`, { as: clerk, body: {} })).toMatchObject({
        status: 400,
        body: { code: 'DueDateRequired' },
      });
      const dueAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
      const { position } = await http.command(`/dossiers/${id}/reception`, { as: clerk, body: { dueAt } });
      expect(await http.dossier(id, clerk, position)).toMatchObject({ dueAt, originalDueAt: dueAt });
      expect(await answered(run('clock', id, '--json'))).toMatchObject({
        why: { en: expect.stringContaining('no unit') },
      });
    });
  });

  describe('Searching dossiers', () => {
    const search = async (query: string, as: Actor = clerk) => {
      const { status, body } = await http.send('GET', `/dossiers/search?${query}`, { as });
      return status === 200 ? SearchDossiers.answer.parse(body) : { status, body };
    };

    it('finds by name, procedure and code, survives a rebuild, and names nobody in the view’s file', async () => {
      const id = '019d2bfd-3fe0-7abc-b9d6-000000000031';
      const applicant = { kind: 'citizen', name: 'Đặng Thị Tuyết Sương' };
      const { position } = await http.command(`/dossiers/${id}`, { as: clerk, body: { ...submission, applicant } });
      const found = { items: [{ id, applicantName: applicant.name }] };
      for (const text of ['Sương', 'suong', 'DANG THI TUYET SUONG']) {
        expect(await search(`text=${encodeURIComponent(text)}&atLeast=${position}`)).toMatchObject({
          by: 'applicant',
          ...found,
        });
      }
      expect(await search(`text=${submission.procedure}&limit=1`, inspector)).toMatchObject({
        by: 'procedure',
        ...found,
      });
      expect(await search('text=suong', { ...clerk, unit: 'co-to-one-stop' })).toMatchObject({ items: [] });
      expect(await search('text=suong', operator)).toMatchObject({ status: 403, body: { code: 'RoleNotAllowed' } });
      await answered(run('views', 'rebuild', 'dossier-search', '--json'));
      // Of the processes' way they lie a level deeper.
      const files = readdirSync(folder.path, { recursive: true, withFileTypes: true });
      const stored = files
        .filter((file) => file.isFile() && file.parentPath.split(sep).includes('views'))
        .map((file) => readFileSync(join(file.parentPath, file.name)));
      expect(stored.some((bytes) => bytes.includes(id))).toBe(true);
      for (const part of ['Sương', 'suong', 'Tuyết', 'tuyet']) {
        expect(stored.filter((bytes) => bytes.includes(part))).toEqual([]);
      }
      expect(await search('text=suong')).toMatchObject(found);
      expect((await run('dossier', 'search', 'suong')).stdout).toContain(applicant.name);
    });
    it.each([
      ['no text', '', 400, 'InvalidInput'],
      ['a text of blanks', 'text=%20%20', 400, 'InvalidInput'],
      ['10,000 letters', `text=${'a'.repeat(10_000)}`, 400, 'InvalidInput'],
      ['a cursor of another list', 'text=hoa&after=abc', 400, 'InvalidInput'],
      ['too large a page', 'text=hoa&limit=201', 400, 'InvalidInput'],
    ] as const)('refuses %s', async (_, query, status, code) =>
      expect(await search(query)).toMatchObject({ status, body: { code } }),
    );
  });
}

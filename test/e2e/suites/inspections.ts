import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Actor,
  FindInspection,
  type Inspection,
  ListInspections,
  ListReads,
  Receipt,
  StoredEvent,
} from '@hoso/contracts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Api, clerk, inspector, operator, submission, tokenFor } from '../api.ts';
import { answered, hoso } from '../hoso-command.ts';
import type { Trial } from '../ways.ts';

const theirHead: Actor = { id: 'head-0700', role: 'one-stop-head', unit: clerk.unit };
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const DrawnAgain = z.looseObject({ same: z.boolean(), population: z.int(), drawn: z.array(z.string()) });

/** An inspection from its opening to its conclusion, as inspectors and those who are inspected see it. */
export function describeInspections({ folder, run, http: running }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const id = randomUUID();
  const path = `/inspections/${id}`;
  const own = Array.from({ length: 3 }, (): string => randomUUID());
  const shown = async (as: Actor = inspector, of: string = id): Promise<Inspection> =>
    FindInspection.answer.parse((await http.send('GET', `/inspections/${of}`, { as })).body).inspection;
  const given = async (part: string, body: object, as: Actor = inspector): Promise<Receipt> => {
    const { status, body: answer } = await http.send('POST', `${path}/${part}`, { as, body });
    if (status >= 300) throw new Error(`${part}: ${status} ${JSON.stringify(answer)}`);
    return Receipt.parse(answer);
  };
  const scope = { kind: 'unannounced', title: 'Kiểm tra đột xuất', units: [clerk.unit], from: today(), to: today() };

  describe('An unannounced inspection', () => {
    it('is opened by an inspector, and hidden from whom it is about', async () => {
      for (const dossier of own) await http.command(`/dossiers/${dossier}`, { as: clerk, body: submission });
      const body = { ...scope, checklist: ['Có phiếu hẹn'] };
      expect(await http.send('PUT', path, { as: inspector, body })).toMatchObject({ status: 201 });
      expect(await http.send('GET', path, { as: theirHead })).toMatchObject({
        status: 404,
        body: { code: 'InspectionNotFound' },
      });
      const listed = async (as: Actor) =>
        ListInspections.answer.parse((await http.send('GET', '/inspections?atLeast=2', { as })).body).items;
      expect((await listed(theirHead)).filter((one) => one.id === id)).toEqual([]);
    });

    it.each([clerk, operator])('is no business of $role', async (as) => {
      expect(await http.send('GET', path, { as })).toMatchObject({ status: 403, body: { code: 'RoleNotAllowed' } });
      const body = { method: 'simple', size: 1 };
      expect(await http.send('POST', `${path}/sample`, { as, body })).toMatchObject({ status: 403 });
      expect(await http.send('GET', `${path}/population`, { as })).toMatchObject({ status: 403 });
    });

    it('draws a sample by a seed that nobody chose, which anybody draws again', async () => {
      await given('sample', { method: 'stratified', stratifyBy: 'procedure', size: 3 });
      const { sample } = await shown();
      expect(sample).toMatchObject({ method: 'stratified', seedFrom: 'ledger', times: 1 });
      expect(sample?.checkpoint).toContain(`\n${sample?.upTo}\n${sample?.seed}\n`);
      const again = DrawnAgain.parse(await answered(run('inspection', 'redraw', id, '--json')));
      expect(again).toMatchObject({ same: true, population: sample?.population, drawn: sample?.drawn });
      const body = { method: 'simple', size: 2, seed: 'mam-khac-2026' };
      expect(await http.send('POST', `${path}/sample`, { as: inspector, body })).toMatchObject({
        status: 409,
        body: { code: 'SampleAlreadyDrawn' },
      });
    });

    it('finds by evidence that there is', async () => {
      const [dossier = ''] = own;
      const [submitted] = (await http.exported()).filter(({ body }) => body.includes(`dossier-${dossier}`));
      const position = StoredEvent.parse(submitted).position;
      const body = { statement: 'Không số hóa', severity: 'M', dossier, positions: [position] };
      const other = { ...body, dossier: own[1] };
      expect(await http.send('POST', `${path}/findings`, { as: inspector, body: other })).toMatchObject({
        status: 400,
        body: { code: 'EvidenceOfAnother' },
      });
      await given('findings', body);
      await given('checks', { item: 1, verdict: 'broken', dossier });
      expect((await shown()).findings).toMatchObject([{ finding: 1, unit: clerk.unit, positions: [position] }]);
    });

    it('is replied to once it is open to the unit, by its head alone', async () => {
      const reply = { finding: 1, stance: 'disputes', reply: 'Đã quét' };
      expect(await http.send('POST', `${path}/replies`, { as: theirHead, body: reply })).toMatchObject({ status: 404 });
      await given('announcement', {});
      expect(await http.send('POST', `${path}/replies`, { as: clerk, body: reply })).toMatchObject({ status: 403 });
      await given('replies', reply, theirHead);
      const seen = await shown(theirHead);
      expect(seen).toMatchObject({ announced: true, checks: [], findings: [{ reply: { reply: 'Đã quét' } }] });
    });

    it('orders measures, and is closed', async () => {
      const dueAt = new Date(Date.now() + 86_400_000).toISOString();
      await given('measures', { text: 'Số hóa lại', finding: 1, dueAt });
      await given('closing', { conclusion: 'Vi phạm ở khâu số hóa' });
      await given('reports', { measure: 1, report: 'Đã số hóa' }, theirHead);
      const { position } = await given('follow-ups', { measure: 1, outcome: 'done' });
      const list = await http.send('GET', `/inspections?atLeast=${position}&status=closed`, { as: inspector });
      const counts = { sample: 3, findings: 1, unanswered: 0, measures: 1, unfinished: 0 };
      expect(ListInspections.answer.parse(list.body).items).toMatchObject([{ id, status: 'closed', ...counts }]);
      const told = await run('--lang', 'vi', 'inspection', 'show', id);
      expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining('Vi phạm ở khâu số hóa') });
    });

    it('has a result paper in both languages, for who may know of it', async () => {
      const paper = (language: string, as: Actor) =>
        http.send('GET', `${path}/papers/conclusion.${language}.pdf`, { as });
      for (const [language, as] of [
        ['vi', inspector],
        ['en', theirHead],
      ] as const) {
        const { status, headers, body } = await paper(language, as);
        expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
        expect(String(body).slice(0, 5)).toBe('%PDF-');
      }
      expect(await paper('vi', clerk)).toMatchObject({ status: 403 });
      expect(await paper('fr', inspector)).toMatchObject({ status: 400, body: { code: 'InvalidInput' } });
      const file = join(folder.path, 'conclusion.pdf');
      expect(await run('inspection', 'paper', id, '--out', file)).toMatchObject({ code: 0 });
      expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    });

    it('is packed, and the pack verified in an empty folder without the platform', async () => {
      const packed = join(folder.path, 'pack-trial', 'pack');
      const made = await answered(run('inspection', 'pack', id, '--out', packed, '--json'));
      expect(made).toMatchObject({ dossiers: 3, files: expect.any(Number) });
      const elsewhere = hoso(join(folder.path, 'pack-trial', 'nothing-here'));
      for (const one of [packed, `${packed}.zip`]) {
        expect(await answered(elsewhere('verify', one, '--json'))).toMatchObject({
          holds: true,
          dossiers: 3,
          faults: 0,
        });
      }
      const pages = readFileSync(join(packed, 'index.html'), 'utf8');
      expect(pages).toContain('Không số hóa');
      const all = readdirSync(packed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const texts = all.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
      expect(texts.filter((text) => text.includes(submission.applicant.name))).toEqual([]);
      expect((await shown()).packs).toMatchObject([{ personal: false }]);
      const event = join(packed, 'events', `${(await shown()).findings[0]?.positions[0]}.json`);
      writeFileSync(event, readFileSync(event, 'utf8').replace('DossierSubmitted', 'DossierSubmittes'));
      const { code, stdout } = await elsewhere('verify', packed);
      expect([code, stdout]).toEqual([1, expect.stringContaining('DOES NOT HOLD')]);
      expect(stdout).toMatch(/events\/\d+\.json: is not the file that the manifest names\n {2}event \d+: hashes/);
    });

    it('gives papers that name applicants to who asks for them, and says so for good', async () => {
      const packed = join(folder.path, 'pack-trial', 'personal');
      await answered(run('inspection', 'pack', id, '--out', packed, '--personal', '--json'));
      expect((await shown()).packs).toMatchObject([{ personal: false }, { personal: true }]);
      expect((await run('--as', 'clerk@ha-long-one-stop', 'inspection', 'pack', id, '--out', `${packed}-2`)).code).toBe(
        1,
      );
      expect(existsSync(`${packed}-2.zip`)).toBe(false);
    });

    it('is packed over HTTP as well, for who conducts it', async () => {
      const zip = async (as: Actor) => {
        const authorization = `Bearer ${await tokenFor(folder.path, as)}`;
        return await fetch(`${http.url}${path}/pack.zip`, { headers: { authorization } });
      };
      const answer = await zip(inspector);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
      const file = join(folder.path, 'pack-trial', 'downloaded.zip');
      writeFileSync(file, new Uint8Array(await answer.arrayBuffer()));
      const elsewhere = hoso(join(folder.path, 'pack-trial', 'nothing-here'));
      expect(await answered(elsewhere('verify', file, '--json'))).toMatchObject({
        holds: true,
        dossiers: 3,
        faults: 0,
      });
      const before = (await shown()).packs.length;
      expect((await zip(theirHead)).status).toBe(403);
      expect((await zip(clerk)).status).toBe(403);
      expect((await shown()).packs).toHaveLength(before);
    });

    it('is seen with what lies beside its dossiers', async () => {
      const { stdout } = await run('replay', own[0] ?? '', '--beside', '--lang', 'vi');
      expect(stdout).toMatch(/law .*|unit .*/);
      expect(stdout).toContain('clerk@ha-long-one-stop:clerk-0702');
    });

    it('whose words were read says who read them', async () => {
      const { body } = await http.send('GET', `/reads?dossier=${id}`, { as: inspector });
      const reads = ListReads.answer.parse(body).items;
      expect(reads[0]).toMatchObject({ query: 'FindInspection', purpose: 'inspection', dossiers: [id] });
      expect(reads.map(({ actor }) => actor.id)).toContain(theirHead.id);
    });
  });

  it('A head inspects his own unit the same way, and no other', async () => {
    const self = `/inspections/${randomUUID()}`;
    const other = { ...scope, units: ['co-to-one-stop'] };
    expect(await http.send('PUT', self, { as: theirHead, body: other })).toMatchObject({
      body: { code: 'OwnUnitOnly' },
    });
    expect(await http.send('PUT', self, { as: theirHead, body: scope })).toMatchObject({ status: 201 });
    const body = { method: 'by-risk', size: 1 };
    expect(await http.send('POST', `${self}/sample`, { as: theirHead, body })).toMatchObject({ status: 200 });
    const [, , of = ''] = self.split('/');
    expect(await shown(theirHead, of)).toMatchObject({ self: true, announced: true, conductedBy: clerk.unit });
    const asHead = ['--as', `${theirHead.role}@${theirHead.unit}:${theirHead.id}`];
    expect((await run(...asHead, 'inspection', 'redraw', of)).stdout).toContain('SAME');
    const packed = join(folder.path, 'pack-trial', 'own');
    await answered(run(...asHead, 'inspection', 'pack', of, '--out', packed, '--json'));
    const elsewhere = hoso(join(folder.path, 'pack-trial', 'nothing-here'));
    expect(await answered(elsewhere('verify', `${packed}.zip`, '--json'))).toMatchObject({ holds: true, dossiers: 1 });
  });
}

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  Finding,
  FindDossier,
  FindFinding,
  ListFindings,
  ListReads,
  ListSignals,
  Receipt,
  RejudgeReport,
  WhatIf,
} from '@hoso/contracts';
import fc from 'fast-check';
import { type Api, applicant, clerk, head, inspector, operator, submission, until } from '../api.ts';
import { answered } from '../hoso-command.ts';
import { carryOut, deeds } from '../random-lives.ts';
import type { Trial } from '../ways.ts';

/** What breaks the law is found, told, and found again. */
export function describeFindings({ run, http: running }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const findings = async (query: string, as = inspector) => {
    const { status, body } = await http.send('GET', `/findings?${query}`, { as });
    expect([status, body]).toMatchObject([200, {}]);
    return ListFindings.answer.parse(body);
  };
  const rejudged = async (body: object = {}) =>
    RejudgeReport.parse((await http.send('POST', '/rejudge', { as: inspector, body })).body);
  const id = randomUUID();
  const path = `/dossiers/${id}`;
  const insist = { reason: 'Người nộp đề nghị', authorisedBy: 'head-0701' };

  /** A second supplement request, insisted upon: V09. Answers its receipt. */
  async function violate(dossier: string) {
    await http.command(dossier, { as: clerk, body: submission });
    const slip = { items: ['Giấy ủy quyền'], reason: 'Thiếu' };
    await http.command(`${dossier}/supplement-request`, { as: clerk, body: slip });
    await http.command(`${dossier}/supplement`, { as: clerk, body: { items: slip.items } });
    return await http.command(`${dossier}/supplement-request`, { as: clerk, body: { ...slip, insist } });
  }

  describe('A violation made on purpose', () => {
    it('is found at once, with its article, who, where, and what would have been lawful', async () => {
      const { position } = await violate(path);
      const { items, judgedUpTo } = await findings(`dossier=${id}&rule=V09&atLeast=${position}`);
      expect(items).toMatchObject([
        {
          ...{ rule: 'V09', severity: 'H', dossier: id, person: clerk.id, unit: clerk.unit, status: 'open' },
          article: expect.stringContaining('NĐ 118/2025'),
          positions: expect.arrayContaining([position]),
          lawful: { vi: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) },
        },
      ]);
      expect(judgedUpTo).toBeGreaterThanOrEqual(position);
    });

    it('is shown to the units that have the dossier, and to nobody else', async () => {
      const own = (await findings('', clerk)).items.map(({ rule }) => rule);
      expect(own).toContain('V09');
      expect((await findings('', head)).items).toEqual([]);
      expect((await findings(`dossier=${id}`, head)).items).toEqual([]);
      expect((await findings('', operator)).items.map(({ rule }) => rule)).toEqual(own);
      expect((await http.send('GET', '/findings', { as: applicant })).status).toBe(403);
    });

    it('is told on the command line, in both languages, and can fail a script', async () => {
      const english = await run('audit', 'findings', '--rule', 'V09');
      expect(english).toMatchObject({ code: 0, stdout: expect.stringContaining('More than one supplement request') });
      const vietnamese = await run('--lang', 'vi', 'audit', 'findings', '--dossier', id);
      expect(vietnamese.stdout).toMatch(/V09 H {2}Yêu cầu bổ sung hồ sơ quá một lần \(NĐ 118\/2025.*\n {2}hồ sơ/);
      expect(vietnamese.stdout).toContain('Đầy đủ đến sự kiện');
      expect((await run('audit', 'findings', '--rule', 'V09', '--fail-on-findings')).code).toBe(1);
      expect((await run('audit', 'findings', '--rule', 'V38', '--fail-on-findings')).code).toBe(0);
      const lines = (await run('audit', 'findings', '--all', '--jsonl')).stdout.trim().split('\n');
      expect(lines.map((line) => Finding.parse(JSON.parse(line)).rule)).toContain('V09');
      expect((await run('audit', 'rules')).stdout).toMatch(/V09 .*nd61-2018 2 .*2018-06-21/);
    });

    it('is found over two dossiers: asked again behind a refusal, and one code for both', async () => {
      const [first, second] = [randomUUID(), randomUUID()];
      const slip = { items: ['Giấy ủy quyền'], reason: 'Thiếu' };
      const say = (dossier: string, what: string, body: object) =>
        http.command(`/dossiers/${dossier}${what}`, { as: clerk, body });
      await say(first, '', submission);
      await say(first, '/supplement-request', slip);
      const refused = await say(first, '/refusal', { reason: 'Hồ sơ không đủ' });
      await say(second, '', { ...submission, resubmissionOf: first });
      const asked = await say(second, '/supplement-request', slip);
      const again = (await findings(`dossier=${second}&rule=V09&atLeast=${asked.position}`)).items;
      expect(again).toMatchObject([{ person: clerk.id, facts: { count: 2, most: 1, other: first } }]);
      expect(again[0]?.positions).toEqual(expect.arrayContaining([refused.position, asked.position]));
      await say(second, '/supplement', { items: slip.items });
      await say(second, '/reception', {});
      const { body } = await http.send('GET', `/dossiers/${second}`, { as: clerk });
      const { code } = FindDossier.answer.parse(body).dossier;
      const third = randomUUID();
      await say(third, '', submission);
      const given = await say(third, '/reception', { code, insist });
      const twice = (await findings(`dossier=${third}&rule=V21&atLeast=${given.position}`)).items;
      expect(twice).toMatchObject([{ name: { en: 'One code given to two dossiers' }, facts: { code, other: second } }]);
      // The refusal was a mistake: the first one goes on, and so is no reason to call the second one its sequel.
      const corrected = await say(first, '/corrections', { of: refused.version, why: 'Ghi nhầm' });
      expect((await findings(`dossier=${second}&rule=V09&atLeast=${corrected.position}`)).items).toEqual([]);
      expect(await rejudged()).toMatchObject({ raised: 0, withdrawn: 0, leftOut: { count: 0, first: [] } });
    });

    it('is withdrawn once its entry was written off as a mistake', async () => {
      const other = randomUUID();
      const { position, version } = await violate(`/dossiers/${other}`);
      const query = `dossier=${other}&rule=V09`;
      expect((await findings(`${query}&atLeast=${position}`)).items).toMatchObject([{ status: 'open' }]);
      const mistake = { of: version, why: 'Ghi nhầm hồ sơ' };
      const corrected = await http.command(`/dossiers/${other}/corrections`, { as: clerk, body: mistake });
      expect((await findings(`${query}&atLeast=${corrected.position}`)).items).toEqual([]);
      expect((await findings(`${query}&all=true`)).items).toMatchObject([{ status: 'withdrawn' }]);
    });

    it('is reviewed by inspectors alone, stays so when judged again, and shows its evidence', async () => {
      const other = randomUUID();
      const { position } = await violate(`/dossiers/${other}`);
      const query = `dossier=${other}&rule=V09`;
      const [found] = (await findings(`${query}&atLeast=${position}`)).items;
      const page = `/findings/${found?.id}`;
      const reason = 'Yêu cầu thứ hai do lỗi in phiếu';
      for (const as of [clerk, head, operator, applicant]) {
        expect((await http.send('POST', `${page}/dismissal`, { as, body: { reason } })).status).toBe(403);
      }
      expect((await http.send('POST', `${page}/dismissal`, { as: inspector, body: {} })).status).toBe(400);
      const { body } = await http.send('POST', `${page}/confirmation`, { as: inspector, body: {} });
      expect(Receipt.parse(body)).toMatchObject({ id: found?.id, version: 2 });
      expect((await findings(query)).items).toMatchObject([{ status: 'confirmed', review: { by: inspector } }]);
      expect((await run('audit', 'dismiss', found?.id ?? '', '--reason', reason)).code).toBe(0);
      await rejudged();
      expect((await findings(query)).items).toEqual([]);
      expect((await findings(`${query}&all=true`)).items).toMatchObject([{ status: 'dismissed' }]);
      const shown = FindFinding.answer.parse((await http.send('GET', page, { as: inspector })).body);
      expect(shown).toMatchObject({
        reason,
        evidence: expect.arrayContaining([expect.objectContaining({ position })]),
      });
      for (const { inclusion } of shown.evidence) {
        expect((await http.send('GET', inclusion)).body).toMatchObject({ hashes: expect.any(Array) });
      }
      expect((await run('--lang', 'vi', 'audit', 'finding', found?.id ?? '')).stdout).toMatch(/đã bác bỏ[\s\S]*lý do/);
      expect((await http.send('GET', page, { as: head })).status).toBe(404);
    });

    it('is lost by a law that does not know it, and nothing of that is recorded', async () => {
      const set = JSON.parse(readFileSync('rules/nd118-2025.json', 'utf8'));
      const lenient = { ...set, id: 'lenient', rules: set.rules.filter((rule: { id: string }) => rule.id !== 'V09') };
      const { status, body } = await http.send('POST', '/what-if', { as: inspector, body: { rules: lenient } });
      expect([status, body]).toMatchObject([200, { gained: 0 }]);
      const { byUnit, items } = WhatIf.answer.parse(body);
      expect(byUnit).toMatchObject([{ unit: clerk.unit, gained: 0 }]);
      expect(new Set(items.map(({ change, rule }) => `${change} ${rule}`))).toEqual(new Set(['lost V09']));
      expect((await findings(`dossier=${id}&rule=V09`)).items).toHaveLength(1);
      const broken = await http.send('POST', '/what-if', { as: inspector, body: { rules: { ...lenient, rules: 7 } } });
      expect([broken.status, broken.body]).toMatchObject([400, { code: 'RulesInvalid' }]);
      const told = await answered(run('audit', 'what-if', '--rules', 'rules/nd118-2025.json', '--json'));
      expect(told).toMatchObject({ gained: 0, lost: 0, items: [] });
    });

    it('is no signal yet, and signals are told beside it', async () => {
      const told = ListSignals.answer.parse((await http.send('GET', '/signals?by=person', { as: inspector })).body);
      expect(told.all.map(({ kind }) => kind)).toContain('due-moved');
      expect(told.all.find(({ kind }) => kind === 'recorded-late')?.chances).toBeGreaterThan(0);
      expect((await run('--lang', 'vi', 'audit', 'signals')).stdout).toMatch(
        /toàn tỉnh[\s\S]*Lùi hẹn sát hoặc sau hạn/,
      );
    });

    it('is found again by judging again, which adds nothing', async () => {
      const first = await rejudged();
      expect(first).toMatchObject({ log: 'main', raised: 0, withdrawn: 0, recorded: true });
      expect(first.same).toBeGreaterThan(0);
      const { operations } = http;
      const before = (await operations()).audit?.head;
      expect(await answered(run('audit', 'rejudge', '--json'))).toMatchObject({ raised: 0, withdrawn: 0 });
      expect((await operations()).audit?.head).toBe(before);
    });
  });

  describe('A read of personal data', () => {
    it('is recorded before it is answered, and listed for inspectors', async () => {
      const before = await recorded();
      expect(await http.dossier(id, clerk)).toMatchObject({ applicant: { name: submission.applicant.name } });
      expect(await http.dossier(id, operator)).not.toHaveProperty('applicant');
      const [newest, ...older] = await recorded();
      expect(older).toEqual(before);
      expect(newest).toMatchObject({
        ...{ actor: clerk, dossiers: [id], fields: ['applicant'], purpose: 'casework', query: 'FindDossier' },
      });
      expect(JSON.stringify(newest)).not.toContain(submission.applicant.name);
      expect((await run('audit', 'reads', '--actor', clerk.id)).stdout).toContain(id);
      expect((await http.send('GET', '/reads', { as: operator })).status).toBe(403);
    });

    const recorded = async () =>
      ListReads.answer.parse((await http.send('GET', `/reads?dossier=${id}`, { as: inspector })).body).items;
  });

  describe('Whatever becomes of dossiers', () => {
    const dossiers = 4;
    it('was found live as judging again finds it', async () => {
      let most = 0;
      await fc.assert(
        fc.asyncProperty(deeds(dossiers), async (all) => {
          expect(await carryOut(http, dossiers, all)).toBeGreaterThan(0);
          const { log } = await http.operations();
          await findings(`atLeast=${log.head}`);
          // Limits of 2022 passed long ago: the next look at the clock finds them all.
          const agreed = await until('agreed', async () => {
            const again = await rejudged({ until: new Date(Date.now() - 1_500).toISOString() });
            return again.judgedUpTo >= log.head && again.raised === 0 && again.withdrawn === 0 ? again : undefined;
          });
          most = Math.max(most, agreed.same);
        }),
        { numRuns: 3, endOnFailure: true },
      );
      // How many a run finds is chance: one may end every dossier early.
      expect(most).toBeGreaterThan(0);
    }, 240_000);
  });
}

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, type Finding, ListFindings } from '@hoso/contracts';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { type Api, clerk, inspector, submission, until } from '../api.ts';
import { overflow, seriousFindings } from '../page-trial.ts';

/** A page that is open as somebody. */
export interface OpenPages {
  readonly http: () => Api;
  readonly open: (path: string, as: Actor, options?: BrowserContextOptions) => Promise<Page>;
  /** Takes back complaints that a test provokes. */
  readonly forgive: (pattern: RegExp) => void;
}

/** A finding's page: what an inspector sees there, and says. */
export function describePageReview({ http: running, open, forgive }: OpenPages): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const other: Actor = { ...inspector, id: 'inspector-2002' };

  async function secondSupplement(): Promise<Finding> {
    const dossier = randomUUID();
    const path = `/dossiers/${dossier}`;
    const slip = { items: ['CCCD'], reason: 'Thiếu giấy tờ' };
    await http.command(path, { as: clerk, body: submission });
    await http.command(`${path}/supplement-request`, { as: clerk, body: slip });
    await http.command(`${path}/supplement`, { as: clerk, body: { items: slip.items } });
    const insist = { reason: 'Còn thiếu' };
    await http.command(`${path}/supplement-request`, { as: clerk, body: { ...slip, items: ['Ảnh'], insist } });
    return await until('found', async () => {
      const { body } = await http.send('GET', `/findings?dossier=${dossier}&rule=V09`, { as: inspector });
      return ListFindings.answer.parse(body).items[0];
    });
  }

  describe('A finding’s page', () => {
    it('leads from the list to the events, in the dossier and in the ledger', async () => {
      const finding = await secondSupplement();
      const page = await open('/?place=findings&lang=en', inspector);
      await page.locator(`a[href*="${finding.id}"]`).click();
      await page.getByRole('heading', { level: 1, name: /^V09/ }).waitFor();
      await page.getByText(finding.article, { exact: true }).waitFor();
      const evidence = page.getByRole('region', { name: 'Evidence' }).getByRole('listitem');
      expect(await evidence.count()).toBe(finding.positions.length);
      const inclusion = await evidence
        .last()
        .getByRole('link', { name: 'its place in the ledger' })
        .getAttribute('href');
      expect(inclusion).toBe(`/ledger/inclusion?position=${finding.positions.at(-1)}`);
      await evidence.last().getByRole('link', { name: 'see it in the dossier' }).click();
      await page.locator('.event.current', { hasText: 'V09' }).waitFor();
    });

    it('takes a verdict: objections stand beside the field, and nothing typed is lost', async () => {
      const finding = await secondSupplement();
      const page = await open(`/?finding=${finding.id}&lang=en`, inspector);
      const form = page.getByRole('region', { name: "The inspector's verdict" });
      await form.getByLabel('Verdict').selectOption('dismissal');
      await form.getByRole('button', { name: 'Record the verdict' }).click();
      const reason = form.getByLabel('Reason');
      await form.locator('.wrong', { hasText: 'Required and missing' }).waitFor();
      expect(await reason.getAttribute('aria-invalid')).toBe('true');
      await reason.fill('Có biên bản kèm theo');
      // Somebody else says something while this is on its way.
      await page.route(
        '**/dismissal',
        async (route) => {
          await http.send('POST', `/findings/${finding.id}/confirmation`, { as: other, body: {} });
          await route.continue();
        },
        { times: 1 },
      );
      await form.getByRole('button', { name: 'Record the verdict' }).click();
      await form.getByText('Somebody else was faster').waitFor();
      const history = page.getByRole('region', { name: 'What was said of it' });
      await history.getByText(other.id).waitFor();
      expect(await reason.inputValue()).toBe('Có biên bản kèm theo');
      await form.getByRole('button', { name: 'Record the verdict' }).click();
      await history.getByText('Có biên bản kèm theo').waitFor();
      await form.getByText('Recorded.').waitFor();
      expect(await reason.inputValue()).toBe('');
      await page.getByText('dismissed', { exact: true }).first().waitFor();
      forgive(/400|412/);
    });

    it('says beside the field that an erased dossier keeps no text any more', async () => {
      const finding = await secondSupplement();
      const page = await open(`/?finding=${finding.id}&lang=vi`, inspector);
      const form = page.getByRole('region', { name: 'Kết luận của thanh tra' });
      await form.getByLabel('Lý do').fill('Đã xem biên bản');
      const insist = { reason: 'Người nộp yêu cầu xóa' };
      const officer: Actor = { id: 'privacy-2201', role: 'privacy-officer', unit: 'platform' };
      const body = { ground: 'asked-by-the-person', decisionNo: '12/QĐ-UBND', insist };
      const destroyed = await http.send('POST', `/dossiers/${finding.dossier}/seal-destruction`, { as: officer, body });
      expect(destroyed.status).toBe(200);
      await form.getByRole('button', { name: 'Ghi kết luận' }).click();
      await form.locator('.wrong', { hasText: 'đã bị hủy' }).waitFor();
      expect(await form.getByLabel('Lý do').inputValue()).toBe('Đã xem biên bản');
      forgive(/409/);
    });

    it.each(['light', 'dark'] as const)('has nothing that axe-core objects to, in %s', async (colorScheme) => {
      const finding = await secondSupplement();
      const viewport = { width: 320, height: 640 };
      const page = await open(`/?finding=${finding.id}&lang=vi`, inspector, { viewport, colorScheme });
      await page.getByRole('button', { name: 'Ghi kết luận' }).click();
      await page.locator('.wrong, .entries li').first().waitFor();
      expect([await seriousFindings(page), await overflow(page)]).toEqual([[], 0]);
    });

    it('of one that nobody raised says so, and leads on', async () => {
      const page = await open(`/?finding=${'0'.repeat(32)}&lang=en`, inspector);
      await page.getByText('There is no finding').waitFor();
      await page.getByRole('main').getByRole('link', { name: 'Findings' }).click();
      await page.getByLabel('Filter by rule').waitFor();
      forgive(/404/);
    });

    it('asks nothing of who only reads', async () => {
      const finding = await secondSupplement();
      const page = await open(`/?finding=${finding.id}&lang=en`, clerk);
      await page.getByRole('region', { name: 'What was said of it' }).waitFor();
      expect(await page.getByRole('button', { name: 'Record the verdict' }).count()).toBe(0);
    });
  });
}

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, FindInspection, type Inspection } from '@hoso/contracts';
import { checkPack, packAt } from '@hoso/inspection-packs';
import type { Download, Locator, Page } from 'playwright-core';
import { type Api, clerk, inspector, submission } from '../api.ts';
import { overflow, seriousFindings } from '../page-trial.ts';
import type { OpenPages } from './page-review.ts';

const theirHead: Actor = { id: 'head-0700', role: 'one-stop-head', unit: clerk.unit };
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);

/** Waits for it; where it does not come, the reason is what the page objects to. */
async function seen(what: Locator): Promise<void> {
  await what.waitFor().catch(async (cause: unknown) => {
    const page = what.page();
    const told = await page.locator('[role="alert"], [role="status"], .wrong').allTextContents();
    throw new Error(`not seen: ${what}; the page says ${JSON.stringify(told)}`, { cause });
  });
}

/** An inspection on the page, from its opening to what became of its measure. */
export function describePageInspections({ http: running, open, forgive }: OpenPages): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  let id = '';
  const shown = async (): Promise<Inspection> =>
    FindInspection.answer.parse((await http.send('GET', `/inspections/${id}`, { as: inspector })).body).inspection;
  const nextStep = (page: Page): Locator => page.getByRole('region', { name: 'Next step' });
  const give = async (page: Page, step: string, fill: (form: Locator) => Promise<unknown>): Promise<void> => {
    const form = nextStep(page);
    await form.getByLabel('Step', { exact: true }).selectOption({ label: step });
    await fill(form);
    await form.getByRole('button', { name: step }).click();
  };

  describe('An inspection on the page', () => {
    it('is opened, draws its sample by a seed that nobody chose, and draws it again', async () => {
      await http.command(`/dossiers/${randomUUID()}`, { as: clerk, body: submission });
      const page = await open('/?place=inspections&lang=en', inspector);
      const opening = page.getByRole('region', { name: 'Open an inspection' });
      await opening.getByLabel('Kind').selectOption('unannounced');
      await opening.getByLabel('Title').fill('Kiểm tra đột xuất');
      await opening.getByLabel('Ids of the units').fill(clerk.unit);
      await opening.getByLabel('Dossiers submitted from').fill(today());
      await opening.getByLabel('Checklist').fill('Có phiếu hẹn\nCó bản quét');
      await opening.getByRole('button', { name: 'Open an inspection' }).click();
      await opening.locator('.wrong', { hasText: 'Required and missing' }).waitFor();
      expect(await opening.getByLabel('Title').inputValue()).toBe('Kiểm tra đột xuất');
      await opening.getByLabel('to', { exact: true }).fill(today());
      await opening.getByRole('button', { name: 'Open an inspection' }).click();
      await page.getByRole('heading', { level: 1, name: 'Kiểm tra đột xuất' }).waitFor();
      id = new URL(page.url()).searchParams.get('inspection') ?? '';
      await give(page, 'Draw the sample', (form) => form.getByLabel('Dossiers to draw').fill('1'));
      const sample = page.getByRole('region', { name: 'Sample' });
      await sample.getByText("the ledger's root, which nobody chose").waitFor();
      await sample.getByRole('button', { name: 'Draw it again' }).click();
      await sample.getByText('SAME').waitFor();
      expect((await shown()).sample?.drawn).toHaveLength(1);
      forgive(/400/);
    });

    it('goes on from step to step, and a refusal that may be insisted upon asks for the reason', async () => {
      const page = await open(`/?inspection=${id}&lang=en`, inspector);
      await give(page, 'Answer the checklist', (form) => form.getByLabel('Answer').selectOption('broken'));
      await page.getByRole('region', { name: 'Checklist' }).getByText('broken', { exact: true }).waitFor();
      await give(page, 'Record a finding', (form) => form.getByLabel('What was found').fill('Không số hóa'));
      const form = nextStep(page);
      await form.getByLabel('Reason for insisting').fill('Sổ giấy, không có sự kiện');
      await form.getByRole('button', { name: 'Record a finding' }).click();
      await seen(page.getByRole('heading', { name: /^Finding 1/ }));
      await give(page, 'Open it to the inspected units', async () => undefined);
      await page.getByText('the unit does not know of it').waitFor({ state: 'detached' });
      const dueAt = `${new Date().getFullYear() + 1}-03-02T09:30`;
      await give(page, 'Order a measure', async (measure) => {
        await measure.getByLabel('What is to be done').fill('Số hóa lại');
        await measure.getByLabel('Due').fill(dueAt);
      });
      await seen(page.getByRole('heading', { name: /^Measure 1/ }));
      expect((await shown()).measures).toMatchObject([{ text: 'Số hóa lại', finding: 1, unit: clerk.unit }]);
      forgive(/409/);
    });

    it('is replied to by the head of the unit, who conducts nothing', async () => {
      const page = await open(`/?inspection=${id}&lang=en`, theirHead);
      const steps = nextStep(page).getByLabel('Step', { exact: true }).locator('option');
      await steps.first().waitFor({ state: 'attached' });
      expect(await steps.allTextContents()).toEqual(['Reply to a finding', 'Report on a measure']);
      await give(page, 'Reply to a finding', async (form) => {
        await form.getByLabel('Stance').selectOption('disputes');
        await form.getByLabel('Reply', { exact: true }).fill('Đã quét');
      });
      await page.getByText('Đã quét').waitFor();
      await give(page, 'Report on a measure', (form) => form.getByLabel('Report', { exact: true }).fill('Đã số hóa'));
      await page.getByText('Đã số hóa').waitFor();
    });

    it('is closed, followed up, and stands in the list', async () => {
      const page = await open(`/?inspection=${id}&lang=en`, inspector);
      await give(page, 'Close the inspection', (form) => form.getByLabel('Conclusion').fill('Vi phạm ở khâu số hóa'));
      await page.getByText('Vi phạm ở khâu số hóa').waitFor();
      await give(page, 'Follow a measure up', (form) => form.getByLabel('Outcome').selectOption('done'));
      await page.locator('.chip.finished', { hasText: 'done' }).waitFor();
      const saving = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Pack of evidence, to be verified offline (zip)' }).click();
      const pack = await packAt(await savedAs(await saving));
      const faults: string[] = [];
      const options = { keys: [], nowS: Math.ceil(Date.now() / 1_000), onProgress: () => undefined };
      const checked = pack && (await checkPack(pack, { ...options, onFault: ({ message }) => faults.push(message) }));
      expect([checked?.inspection, checked?.personal, faults]).toEqual([id, false, []]);
      await page.getByRole('link', { name: 'Inspections' }).click();
      await page.locator(`a[href*="${id}"]`).getByText('0 measures unfinished').waitFor();
      for (const name of ['vi', 'en']) {
        const paper = await http.send('GET', `/inspections/${id}/papers/conclusion.${name}.pdf`, { as: inspector });
        expect(paper.headers.get('content-type')).toBe('application/pdf');
      }
    });

    it.each(['light', 'dark'] as const)('has nothing that axe-core objects to, in %s', async (colorScheme) => {
      for (const path of [`/?inspection=${id}&lang=vi`, '/?place=inspections&lang=vi']) {
        const page = await open(path, inspector, { viewport: { width: 320, height: 640 }, colorScheme });
        await page.locator('main .fresh').first().waitFor();
        expect([path, await seriousFindings(page), await overflow(page)]).toEqual([path, [], 0]);
      }
    });
  });
}

/** Browsers keep a download without its name. */
async function savedAs(download: Download): Promise<string> {
  const path = `${await download.path()}.zip`;
  await download.saveAs(path);
  return path;
}

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, clerk, head, inspector, officer, operator, submission, until } from '../api.ts';
import { overflow, seriousFindings } from '../page-trial.ts';
import type { OpenPages } from './page-review.ts';

/** What there is to work on, and petitions, as those see them who answer for it. */
export function describePageWork({ http: running, open }: OpenPages): void {
  describe('On the page', () => {
    let http: Api;
    const dossier = randomUUID();
    const petition = randomUUID();
    beforeAll(async () => {
      http = running();
      await http.command(`/dossiers/${dossier}`, { as: clerk, body: submission });
      await http.command(`/dossiers/${dossier}/reception`, { as: clerk });
      const insist = { reason: 'Hồ sơ giấy' };
      await http.command(`/dossiers/${dossier}/transfer`, { as: clerk, body: { agency: head.unit, insist } });
      await until('a case', async () => {
        const body = { officer: officer.id };
        const { status } = await http.send('POST', `/dossiers/${dossier}/assignment`, { as: head, body });
        return status === 200 ? true : undefined;
      });
      const body = {
        ...{ kind: 'petition', topic: 'delay', channel: 'counter', unit: head.unit, dossiers: [dossier] },
        ...{ petitioner: submission.applicant, text: 'Chờ đã lâu' },
      };
      await http.command(`/petitions/${petition}`, { as: clerk, body });
    });

    describe('work', () => {
      it('is an officer’s own or his unit’s, and each leads to its dossier', async () => {
        const page = await open('/?place=work&lang=en', officer);
        const work = page.getByRole('region', { name: 'Work' });
        await work.getByLabel('Of').selectOption('own');
        await work.locator(`a[href*="${dossier}"]`, { hasText: officer.id }).click();
        await page.locator('.event.current').waitFor();
        await page.goBack();
        await work.getByLabel('Due').selectOption('overdue');
        await work.locator('.fresh').waitFor();
        await work.locator(`a[href*="${dossier}"]`).waitFor({ state: 'detached' });
      });

      it('is at a counter what it took in and what is not finished, by its due date', async () => {
        const page = await open('/?place=work&lang=en', clerk);
        const work = page.getByRole('region', { name: 'Work' });
        await work.locator(`a[href*="${dossier}"]`, { hasText: 'Appointment' }).waitFor();
        expect(await work.getByLabel('Of').count()).toBe(0);
      });
    });

    describe('a petition', () => {
      it('waits for its answer, and says what it says to who reads of people', async () => {
        const page = await open('/?place=petitions&lang=en', head);
        await page.locator(`a[href*="${petition}"]`, { hasText: 'to be answered' }).click();
        await page.getByText('Chờ đã lâu').waitFor();
        await page.locator(`a[href*="dossier=${dossier}"]`).waitFor();
        const other = await open(`/?petition=${petition}&lang=en`, operator);
        await other.getByText('Sealed; your role may not read it').first().waitFor();
        expect(await other.getByText('Chờ đã lâu').count()).toBe(0);
      });

      it('is assigned and answered by the forms on its page, and objections stand beside their field', async () => {
        const page = await open(`/?petition=${petition}&lang=en`, head);
        const step = page.getByRole('region', { name: 'What can be done' });
        const assign = step.getByRole('button', { name: 'Assign an officer' });
        await step.getByLabel('Officer', { exact: true }).fill('officer-9999');
        await assign.click();
        await step.locator('.wrong', { hasText: 'officer-9999' }).waitFor();
        await step.getByLabel('Officer', { exact: true }).fill(officer.id);
        await assign.click();
        await step.getByLabel('Answer', { exact: true }).fill('Đã giải quyết');
        await step.getByRole('button', { name: 'Answer', exact: true }).click();
        const told = page.getByRole('region', { name: 'Petition', exact: true });
        await told.getByText('Đã giải quyết').waitFor();
        await told.getByText('answered', { exact: true }).waitFor();
        await told.getByText(officer.id).waitFor();
      });

      it('is received at a counter by the form beside the list', async () => {
        const page = await open('/?place=petitions&lang=en', clerk);
        const form = page.getByRole('region', { name: 'Receive a petition or complaint' });
        await form.getByLabel('What it says', { exact: true }).fill('Chờ lâu ở quầy');
        await form.getByLabel('Petitioner', { exact: true }).fill('Trần Văn Nam');
        await form.getByRole('button', { name: 'Receive a petition or complaint' }).click();
        await page.getByRole('region', { name: 'Petition', exact: true }).getByText('Chờ lâu ở quầy').waitFor();
      });

      it.each(['light', 'dark'] as const)('has nothing that axe-core objects to, in %s', async (colorScheme) => {
        const viewport = { width: 320, height: 640 };
        for (const path of ['/?place=work&lang=vi', '/?place=petitions&lang=vi', `/?petition=${petition}&lang=vi`]) {
          const page = await open(path, inspector, { viewport, colorScheme });
          await page.locator('main .fresh').first().waitFor();
          expect([path, await seriousFindings(page), await overflow(page)]).toEqual([path, [], 0]);
        }
      });
    });
  });
}

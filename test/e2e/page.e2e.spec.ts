import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@hoso/contracts';
import type { Browser, Page } from 'playwright-core';
import { type Api, api, clerk, inspector, operator, submission } from './api.ts';
import { longCase } from './long-case.ts';
import { findChromium, launchChromium, withoutChromium } from './browser.ts';
import { linkSecret, type OpenPage, openPage, overflow, seriousFindings, wholeDossier } from './page-trial.ts';
import { describePageInspections } from './suites/page-inspections.ts';
import { describePageWork } from './suites/page-work.ts';
import { describePageReview, type OpenPages } from './suites/page-review.ts';
import { type PlatformProcess, startPlatform, trialFolder } from './platform-process.ts';

const program = findChromium();
const title = program === undefined ? `The page (${withoutChromium})` : 'The page';

(program === undefined ? describe.skip : describe)(title, () => {
  const folder = trialFolder();
  const opened: OpenPage[] = [];
  let platform: PlatformProcess;
  let browser: Browser;
  let http: Api;
  let dossier: { readonly id: string; readonly code: string };
  beforeAll(async () => {
    [platform, browser] = await Promise.all([startPlatform({ data: folder.path }), launchChromium(program ?? '')]);
    http = api(platform.url, folder.path);
    dossier = await wholeDossier(http);
  }, 60_000);
  afterEach(async () => {
    const complaints = opened.flatMap((one) => one.complaints);
    await Promise.all(opened.splice(0).map((one) => one.close()));
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop('SIGTERM');
    folder.remove();
  });

  const visit = async (path = '/', options = {}, as?: Actor): Promise<Page> => {
    const one = await openPage(browser, { url: platform.url, data: folder.path, path, ...(as ? { as } : {}) }, options);
    opened.push(one);
    return one.page;
  };
  const open = async (path = '/', options = {}): Promise<Page> => {
    const page = await visit(path, options, inspector);
    await page.getByRole('searchbox').waitFor();
    return page;
  };
  const openDossier = async (options = {}): Promise<Page> => {
    const page = await open(`/?dossier=${dossier.id}`, options);
    await page.getByRole('slider').waitFor();
    await page.locator('.event.current').waitFor();
    return page;
  };
  const said = (page: Page): Promise<string | null> => page.locator('.slider output').textContent();

  describe('to a visitor', () => {
    it('shows only public tracking, by code and secret', async () => {
      const page = await visit();
      expect(await page.getByRole('searchbox').count()).toBe(0);
      expect(await page.getByText(dossier.code).count()).toBe(0);
      const { trackingSecret = '' } = await http.dossier(dossier.id, clerk);
      await page.getByLabel('Dossier code').fill(dossier.code);
      await page.getByLabel('Tracking secret').fill(trackingSecret);
      await page.getByRole('button', { name: 'Track' }).click();
      await page.getByText('Finished', { exact: true }).first().waitFor();
      expect(await page.getByText('Nguyễn Thị Hoa').count()).toBe(0);
    });

    it('leaves no secret of a link in the address or the history', async () => {
      const page = await open();
      expect(page.url()).not.toContain('sign-in');
      expect(await page.evaluate('document.cookie')).toBe('');
      await page.reload();
      await page.getByRole('searchbox').waitFor();
    });

    it('says kindly that a session is over, and keeps the place', async () => {
      const page = await open(`/?dossier=${dossier.id}`);
      await page.context().clearCookies();
      const first = page.getByRole('button', { name: 'First' });
      await first.click({ timeout: 2_000 }).catch(() => undefined);
      // The answer that he is nobody any more is an error to the browser too.
      await page.getByText('Your session has ended').waitFor();
      forgive(opened, /401/);
      await page.goto(`${page.url()}#sign-in=${await linkSecret(folder.path, inspector)}`);
      await page.reload();
      expect(page.url()).toContain(dossier.id);
    });
  });

  describe('finds a dossier', () => {
    it('by its code, and leads to it', async () => {
      const page = await open();
      await page.getByRole('searchbox').fill(dossier.code);
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Results' }).getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: dossier.code }).waitFor();
      expect(page.url()).toContain(`dossier=${dossier.id}`);
      await page.goBack();
      await page.getByRole('heading', { name: 'Newest dossiers' }).waitFor();
    });

    it('by its applicant, with or without marks, and by its procedure', async () => {
      const name = 'Vũ Thị Thượng Uyển';
      const { id } = await wholeDossier(http, { ...submission.applicant, name });
      const page = await open();
      const results = page.getByRole('region', { name: 'Results' });
      for (const text of [name, 'vu thi thuong uyen']) {
        await page.getByRole('searchbox').fill(text);
        await page.keyboard.press('Enter');
        await results.getByText('by applicant').waitFor();
        await results.locator(`a[href*="${id}"]`, { hasText: name }).waitFor();
      }
      await page.getByRole('searchbox').fill(submission.procedure);
      await page.keyboard.press('Enter');
      await results.getByText('by procedure').waitFor();
      await results.getByRole('link').first().waitFor();
      await page.getByRole('searchbox').fill('Không Ai Tên Thế');
      await page.keyboard.press('Enter');
      await results.getByText('No dossier was found.').waitFor();
    });

    it('among the newest, and never writes what was looked for into the address', async () => {
      const page = await open();
      await page.getByRole('region', { name: 'Newest dossiers' }).getByText(dossier.code).waitFor();
      await page.getByRole('searchbox').fill('Nguyễn Thị Hoa');
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Results' }).waitFor();
      expect(page.url()).not.toMatch(/Nguy|Hoa/);
    });
  });

  describe('walks through time', () => {
    it('by the slider and its steps, with the state of that moment', async () => {
      const page = await openDossier();
      const state = page.getByRole('region', { name: /Now|At that moment/ });
      await state.getByText('Finished', { exact: true }).first().waitFor();
      const last = await said(page);
      await page.getByRole('button', { name: 'First' }).click();
      await state.getByText('Registered').waitFor();
      expect(await said(page)).toMatch(/^Event 1 of \d+: Dossier submitted/);
      await page.getByRole('button', { name: 'Next event' }).click();
      await page.getByRole('button', { name: 'Next event' }).click();
      await state.getByText('Received', { exact: true }).first().waitFor();
      await page.getByRole('button', { name: 'Now', exact: true }).click();
      expect(await said(page)).toBe(last);
    });

    it('as it was known and as it stood: what was entered late stands out, and moves', async () => {
      const page = await openDossier();
      expect(await page.locator('.event.is-late').count()).toBeGreaterThan(0);
      await page
        .getByText(/entered \d d late/)
        .first()
        .waitFor();
      await page.getByRole('radio', { name: 'instant', exact: true }).check();
      const fourDaysAgo = new Date(Date.now() - 4 * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 16);
      await page.getByLabel('Go to an instant').fill(fourDaysAgo);
      const state = page.getByRole('region', { name: 'At that moment' });
      await state.getByText('Not submitted').waitFor();
      await page.getByRole('radio', { name: 'as it stood' }).check();
      await state.getByText('Registered').waitFor();
      await page.waitForURL(/read=stood/);
    });

    it('to an address that can be sent to others: dossier, moment, reading, language', async () => {
      const page = await openDossier();
      await page.getByRole('button', { name: 'First' }).click();
      await page.waitForURL(/at=%23\d+/);
      const address = page.url().slice(platform.url.length);
      expect(address).toContain('lang=en');
      const other = await open(address, { locale: 'vi-VN' });
      await other.getByText(/^Event 1 of/).waitFor();
    });

    it('with instants before the dossier, and in the future', async () => {
      for (const at of ['1990-01-01T00:00:00.000Z', '2190-01-01T00:00:00.000Z', '#999999999', '#0', 'nonsense']) {
        const page = await open(`/?dossier=${dossier.id}&at=${encodeURIComponent(at)}&read=stood`);
        await page.locator('.state .chip').first().waitFor();
      }
    });
  });

  describe('keeps itself fresh', () => {
    it('when a command is given, by itself', async () => {
      const page = await open();
      await page.getByText('Live', { exact: true }).waitFor();
      const id = randomUUID();
      await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
      await page.locator(`a[href*="${id}"]`).waitFor();
    });

    it('also while the log never rests', async () => {
      const page = await open();
      await page.getByText('Live', { exact: true }).waitFor();
      const newest = page.locator('[aria-labelledby=newest] .row').first();
      const seen = new Set<string | null>();
      while (seen.size <= 2) {
        const body = { ...submission, occurredAt: new Date().toISOString() };
        await http.command(`/dossiers/${randomUUID()}`, { as: clerk, body });
        seen.add(await newest.getAttribute('href'));
      }
    });

    it('tells a lost connection, comes again, and shows what it missed', async () => {
      const ownFolder = trialFolder();
      const first = await startPlatform({ data: ownFolder.path });
      const one = await openPage(browser, { url: first.url, data: ownFolder.path, as: inspector });
      const { page } = one;
      await page.getByText('Live', { exact: true }).waitFor();
      await first.stop('SIGKILL');
      await page.locator('.connection').getByText('Connection lost').first().waitFor();
      const again = await startPlatform({ data: ownFolder.path, args: ['--port', new URL(first.url).port] });
      try {
        const id = randomUUID();
        await api(again.url, ownFolder.path).command(`/dossiers/${id}`, { as: clerk, body: submission });
        await page.locator(`a[href*="${id}"]`).waitFor();
        await page.getByText('Connected again').waitFor({ state: 'attached' });
      } finally {
        await one.close();
        await again.stop('SIGTERM');
        ownFolder.remove();
      }
    }, 60_000);

    it('shows a dossier that one looks at moving on', async () => {
      const { id } = await wholeDossier(http);
      const page = await open(`/?dossier=${id}`);
      await page.locator('.event.current').waitFor();
      await http.command(`/dossiers/${id}/return`, { as: clerk, body: { to: 'applicant' } });
      await page.getByRole('heading', { name: 'Result returned' }).waitFor();
    });
  });

  it('shows a violation made on purpose, by itself, with its article', async () => {
    const id = randomUUID();
    await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
    const page = await open(`/?dossier=${id}`);
    const findings = page.getByRole('region', { name: 'Findings' });
    await findings.getByText('There is no finding').waitFor();
    const reason = 'Thiếu giấy tờ';
    await http.command(`/dossiers/${id}/supplement-request`, { as: clerk, body: { items: ['CCCD'], reason } });
    await http.command(`/dossiers/${id}/supplement`, { as: clerk, body: { items: ['CCCD'] } });
    const insist = { reason: 'Còn thiếu' };
    await http.command(`/dossiers/${id}/supplement-request`, {
      as: clerk,
      body: { items: ['Ảnh'], reason, insist },
    });
    const finding = findings.getByRole('article').filter({ hasText: 'V09' }).filter({ hasText: 'NĐ 118/2025' });
    await finding.waitFor();
    await page.getByRole('button', { name: 'First' }).click();
    await page.getByRole('button', { name: /^Next finding/ }).click();
    await page.locator('.event.current', { hasText: 'V09' }).waitFor();
    await finding
      .getByRole('button', { name: /^event/ })
      .first()
      .click();
    await page.locator('.event.current', { hasText: 'V09' }).waitFor();
  });

  const pages: OpenPages = {
    http: () => http,
    open: (path, as, options) => visit(path, options, as),
    forgive: (pattern) => forgive(opened, pattern),
  };
  describePageReview(pages);
  describePageInspections(pages);
  describePageWork(pages);

  describe('in both languages', () => {
    it('speaks what the browser asks for, and remembers another choice', async () => {
      const page = await open('/', { locale: 'vi-VN' });
      await page.getByRole('heading', { name: 'Hồ sơ mới nhất' }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('vi');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Newest dossiers' }).waitFor();
      await page.goto(platform.url);
      await page.getByRole('heading', { name: 'Newest dossiers' }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    });
  });

  it('is walked without a mouse: search, open, step through events', async () => {
    const page = await open();
    await tabTo(page, 'a.skip');
    await tabTo(page, '#search');
    await page.keyboard.type(dossier.code);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Results' }).getByRole('link').waitFor();
    await tabTo(page, '.found a');
    await page.keyboard.press('Enter');
    await page.locator('.event.current').waitFor();
    await tabTo(page, '.slider input[type=range]');
    const before = await said(page);
    await page.keyboard.press('ArrowLeft');
    expect(await said(page)).not.toBe(before);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    expect(await said(page)).toContain('Event 1 of');
    await tabTo(page, '.event.current button');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await said(page)).toContain('Event 3 of');
    expect(await page.locator('[aria-posinset="3"] :focus').count()).toBe(1);
  });

  it('tells figures by anything, and leads from each to its dossiers', async () => {
    const page = await open('/?place=figures&lang=en');
    await page.getByRole('combobox', { name: 'By' }).selectOption('oneStop');
    await page.locator('table tbody button').first().click();
    await page
      .getByRole('region', { name: /: (Dossiers|Early|On time)/ })
      .getByRole('link')
      .first()
      .click();
    await page.locator('.state .chip').first().waitFor();
    expect(page.url()).toContain('dossier=');
  });

  describe.each([
    { width: 320, height: 640 },
    { width: 1440, height: 900 },
  ])('at $width pixels', (viewport) => {
    it.each(['light', 'dark'] as const)(
      'in %s has nothing that axe-core objects to, and nothing stands out',
      async (colorScheme) => {
        for (const path of ['/', `/?dossier=${dossier.id}`, '/?place=units', '/?place=findings', '/?place=figures']) {
          const page = await open(path, { viewport, colorScheme });
          await page.locator('main .fresh, main .notice').first().waitFor();
          if (path.includes('dossier')) await page.locator('.state .chip').first().waitFor();
          expect([path, await seriousFindings(page), await overflow(page)]).toEqual([path, [], 0]);
        }
        const visitor = await visit('/', { viewport, colorScheme });
        expect([await seriousFindings(visitor), await overflow(visitor)]).toEqual([[], 0]);
      },
      60_000,
    );
  });

  it.each(['vi', 'en'])('breaks no word of the clock at 320 pixels (%s)', async (language) => {
    const page = await open(`/?dossier=${dossier.id}&lang=${language}`, { viewport: { width: 320, height: 640 } });
    const reasons = page.locator('.clock td:last-child');
    await reasons.first().waitFor();
    for (const cell of await reasons.all()) expect((await cell.boundingBox())?.width).toBeGreaterThan(60);
  });

  it('draws few rows when its slider is dragged over 20,000 events, and asks only where it rests', async () => {
    const count = 20_000;
    const body = Buffer.from(longCase('long', count));
    const headers = { 'content-type': 'application/xml' };
    expect((await http.send('POST', '/logs/long/imports', { as: operator, body, headers })).status).toBe(201);
    const page = await open('/?dossier=long&log=long');
    const slider = page.getByRole('slider');
    await page.locator(`.slider input[max="${count - 1}"]`).waitFor({ timeout: 30_000 });
    let asked = 0;
    page.on('request', (request) => {
      asked += request.url().includes('/replay') ? 1 : 0;
    });
    const { x = 0, y = 0, width = 0, height = 0 } = (await slider.boundingBox()) ?? {};
    await page.mouse.move(x + width - 8, y + height / 2);
    await page.mouse.down();
    for (let step = 0; step < dragSteps; step++) {
      await page.mouse.move(x + 8 + (width - 16) * Math.abs(Math.cos(step / 12)), y + height / 2);
    }
    await page.mouse.up();
    expect(await page.locator('.event').count()).toBeLessThan(60);
    await page.locator('.state:not(.asking)').waitFor();
    expect(asked).toBeLessThan(dragSteps);
    await slider.press('Home');
    await slider.press('ArrowRight');
    await page.getByText(/^Event 1 of 20,000/).waitFor();
    await page.locator('.event.current[aria-posinset="1"]').waitFor();
  }, 90_000);

  describe('with hostile texts', () => {
    const hostile = {
      markup: '<img src=x onerror="document.title=1"><script>document.title=2</script>{{7*7}}',
      rightToLeft: '\u05d0\u05d1\u05d2 HOÀ \u0627\u0644\u0639\u0631\u0628\u064a\u0629 abc',
      marks: `H${'\u0300\u0323\u0489'.repeat(60)}oa`,
    };

    it.each(Object.entries(hostile))('%s stays text, in its place', async (_, name) => {
      const { id } = await wholeDossier(http, { ...submission.applicant, name });
      const page = await open(`/?dossier=${id}`, { viewport: { width: 320, height: 640 } });
      await page.locator('.facts .written').first().waitFor();
      await page.locator('.event.current').waitFor();
      expect(await page.locator('bdi', { hasText: name.normalize('NFC').trim().slice(0, 3) }).count()).toBeGreaterThan(
        0,
      );
      expect(await page.title()).toMatch(/Hoso$/);
      expect(await page.locator('img[src=x]').count()).toBe(0);
      expect(await overflow(page)).toBe(0);
    });

    it('of ten thousand characters are searched for and shown without harm', async () => {
      const page = await open('/', { viewport: { width: 320, height: 640 } });
      await page.getByRole('searchbox').fill('đ'.repeat(10_000));
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Results' }).waitFor();
      expect(await overflow(page)).toBe(0);
      const other = await open(`/?dossier=${'%F0%9F%92%A9'.repeat(1_000)}&at=%00&unit=<b>`);
      await other.getByRole('heading', { level: 1 }).first().waitFor();
      forgive(opened, /40[04]/);
    });
  });
});

/** Takes back complaints that a test provokes. */
function forgive(opened: readonly OpenPage[], pattern: RegExp): void {
  for (const one of opened) one.complaints = one.complaints.filter((complaint) => !pattern.test(complaint));
}

const dragSteps = 150;
const tabsMax = 60;

/** Presses Tab until what the selector names has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let tab = 0; tab < tabsMax; tab++) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`${selector} is not reached by ${tabsMax} tabs`);
}

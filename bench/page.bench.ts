import { randomUUID } from 'node:crypto';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '@hoso/contracts';
import { mintToken, signInPurpose, tokenKeys } from '@hoso/nest';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { longCase } from '../test/e2e/long-case.ts';
import { findChromium, launchChromium, withoutChromium } from '../test/e2e/browser.ts';
import { inFolder, median, root, startPlatform } from './platform.ts';

const runs = 7;
const longEvents = 20_000;
const dragSteps = 150;
const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };

/**
 * The built page as it is sent (`value`: brotli, in kB of 1,000 bytes), and, where Chromium can be had, how long from
 * asking for its address to a first useful screen on the demo: the newest dossiers, with a cold cache. `frameMs` is the
 * median frame while the slider is dragged over a dossier of 20,000 events.
 */
export const bench = { name: 'page', run: () => inFolder(run) };

async function run(folder: string) {
  const sizes = { brotliKb: sizeKb('br'), gzipKb: sizeKb('gz') };
  return { value: sizes.brotliKb, unit: 'kB', detail: { ...sizes, ...(await firstScreens(folder)) } };
}

/** All files together, index and icon too. */
function sizeKb(ending: 'br' | 'gz'): number {
  const built = join(root, 'services', 'console', 'dist');
  const bytes = globSync(`**/*.${ending}`, { cwd: built }).reduce(
    (sum, file) => sum + statSync(join(built, file)).size,
    0,
  );
  if (bytes === 0) throw new Error(`${built} is empty: build first`);
  return Math.round(bytes / 100) / 10;
}

async function firstScreens(folder: string): Promise<object> {
  const program = findChromium();
  if (program === undefined) return { firstScreen: withoutChromium };
  const platform = await startPlatform(folder, 'default');
  const browser = await launchChromium(program);
  try {
    const timesMs: number[] = [];
    for (let one = 0; one < runs; one++) timesMs.push(await firstScreenMs(browser, platform.url, folder));
    const frameMs = await draggedFrameMs(browser, platform.url, folder);
    return { firstScreenMs: median(timesMs), slowestMs: Math.max(...timesMs), runs, frameMs };
  } finally {
    await browser.close();
    await platform.stop();
  }
}

async function signedIn(browser: Browser, url: string, folder: string) {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
  const link = await mintToken(tokenKeys(join(folder, 'keys')), inspector, { expiresInS: 60, purpose: signInPurpose });
  await context.request.post(`${url}/session`, { data: { link } });
  return { context, page: await context.newPage() };
}

async function draggedFrameMs(browser: Browser, url: string, folder: string): Promise<number> {
  const operator: Actor = { id: 'operator-1', role: 'operator', unit: 'platform' };
  const token = await mintToken(tokenKeys(join(folder, 'keys')), operator, { expiresInS: 600 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/xml', 'command-id': randomUUID() };
  const body = Buffer.from(longCase('long', longEvents));
  const imported = await fetch(`${url}/logs/long/imports`, { method: 'POST', headers, body });
  if (!imported.ok) throw new Error(`the long dossier was not taken: ${await imported.text()}`);
  const { context, page } = await signedIn(browser, url, folder);
  await page.goto(`${url}/?dossier=long&log=long`);
  await page.locator(`.slider input[max="${longEvents - 1}"]`).waitFor();
  const { x = 0, y = 0, width = 0, height = 0 } = (await page.getByRole('slider').boundingBox()) ?? {};
  await page.mouse.move(x + width - 8, y + height / 2);
  await page.mouse.down();
  await page.evaluate(noteFrames);
  for (let step = 0; step < dragSteps; step++) {
    await page.mouse.move(x + 8 + (width - 16) * Math.abs(Math.cos(step / 12)), y + height / 2);
  }
  const frames = z.array(z.number()).parse(await page.evaluate('window.framesMs'));
  await context.close();
  return Math.round(median(frames));
}

/** Signed in already, everything else as for the first time. The page's own clock counts from the navigation. */
async function firstScreenMs(browser: Browser, url: string, folder: string): Promise<number> {
  const { context, page } = await signedIn(browser, url, folder);
  await page.addInitScript(noteFirstScreen);
  await page.goto(url);
  await page.locator('[aria-labelledby=newest] .fresh').waitFor();
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))');
  const ms = Number(await page.evaluate('window.firstScreenMs'));
  await context.close();
  return Math.round(ms);
}

/** Notes how long each frame takes. */
const noteFrames = `(() => {
  window.framesMs = [];
  let before = performance.now();
  const next = (now) => {
    window.framesMs.push(now - before);
    before = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})()`;

/** The freshness below the newest dossiers is drawn with them. */
const noteFirstScreen = `new MutationObserver((_, observer) => {
  if (!document.querySelector('[aria-labelledby=newest] .fresh')) return;
  observer.disconnect();
  requestAnimationFrame(() => { window.firstScreenMs = performance.now(); });
}).observe(document, { childList: true, subtree: true });`;

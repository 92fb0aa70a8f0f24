import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Actor, routes } from '@hoso/contracts';
import { mintToken, signInPurpose, tokenKeys } from '@hoso/nest';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { z } from 'zod';
import { type Api, clerk, head, officer, submission, until } from './api.ts';

/** A page open in a browser, and everything it complained about. */
export interface OpenPage {
  readonly page: Page;
  complaints: string[];
  readonly close: () => Promise<void>;
}

/** Opens the platform's page, signed in by a link where an actor is given. */
export async function openPage(
  browser: Browser,
  {
    url,
    data,
    path = '/',
    as,
  }: { readonly url: string; readonly data: string; readonly path?: string; readonly as?: Actor },
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const open: OpenPage = { page, complaints: [], close: () => context.close() };
  page.on('pageerror', (error) => open.complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const address = message.location().url;
    if (isServed(address)) open.complaints.push(`${message.text()} ${address}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(url).host) open.complaints.push(`asked elsewhere: ${request.url()}`);
  });
  await page.goto(`${url}${path}${as ? `#sign-in=${await linkSecret(data, as)}` : ''}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  return open;
}

const patterns = routes.map(({ path }) => new RegExp(`^${path.replaceAll(/:\\w+/g, '[^/]+')}$`));
const own = /^\/($|assets\/|session$|events\/|icon)/;

/** Whether there is anything at an address: parts that the platform does not have yet are told of as such. */
function isServed(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { pathname } = new URL(address);
  return own.test(pathname) || patterns.some((pattern) => pattern.test(pathname));
}

/** The secret of a sign-in link, as `hoso token --link` makes it. */
export function linkSecret(data: string, actor: Actor): Promise<string> {
  return mintToken(tokenKeys(join(data, 'keys')), actor, { expiresInS: 600, purpose: signInPurpose });
}

const Violations = z.array(
  z.looseObject({ id: z.string(), impact: z.string().nullish(), nodes: z.array(z.looseObject({ html: z.string() })) }),
);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core objects to seriously on a page, a line each. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = Violations.parse(await page.evaluate('axe.run(document).then(({ violations }) => violations)'));
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** How far a page's content stands out beyond the window, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** A dossier from its submission to its result, with one scan that was entered three days late. */
export async function wholeDossier(
  http: Api,
  applicant: object = submission.applicant,
): Promise<{ id: string; code: string }> {
  const id = randomUUID();
  const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
  await http.command(`/dossiers/${id}`, { as: clerk, body: { ...submission, applicant, occurredAt: daysAgo(5) } });
  await http.command(`/dossiers/${id}/scans`, {
    as: clerk,
    body: {
      document: 'application-form',
      sha256: 'ab'.repeat(32),
      bytes: 10,
      mediaType: 'application/pdf',
      occurredAt: daysAgo(3),
    },
  });
  await http.command(`/dossiers/${id}/reception`, { as: clerk });
  const { position } = await http.command(`/dossiers/${id}/transfer`, { as: clerk, body: { agency: head.unit } });
  await http.dossier(id, clerk, position);
  await until('a case', async () => {
    const { status } = await http.send('POST', `/dossiers/${id}/assignment`, {
      as: head,
      body: { officer: officer.id },
    });
    return status === 200 ? true : undefined;
  });
  await http.command(`/dossiers/${id}/steps`, { as: officer, body: { step: 'verify' } });
  const issued = await http.command(`/dossiers/${id}/result`, { as: head, body: { document: 'GCN 22.A.0361' } });
  const { code = '' } = await http.dossier(id, clerk, issued.position);
  return { id, code };
}

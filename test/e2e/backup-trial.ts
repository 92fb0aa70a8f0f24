import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListDossiers, ListFindings, Receipt, type StoredEvent } from '@hoso/contracts';
import { z } from 'zod';
import { type Api, clerk, inspector, submission, until } from './api.ts';

/** A command that was acknowledged, and when. */
export interface Acknowledged {
  readonly commandId: string;
  readonly receipt: Receipt;
  readonly atMs: number;
}

/** A clerk who submits and receives dossier after dossier until the platform is gone. */
export async function work(http: Api, done: Acknowledged[]): Promise<void> {
  for (;;) {
    const path = `/dossiers/${randomUUID()}`;
    for (const [method, to, body] of [
      ['PUT', path, submission],
      ['POST', `${path}/reception`, {}],
    ] as const) {
      const commandId = randomUUID();
      const headers = { 'command-id': commandId };
      const answer = await http.send(method, to, { as: clerk, body, headers }).catch(() => undefined);
      if (!answer || answer.status >= 300) return;
      done.push({ commandId, receipt: Receipt.parse(answer.body), atMs: performance.now() });
    }
  }
}

/** A second request for supplements, insisted upon: audit's own log gets a finding. */
export async function violate(http: Api): Promise<string> {
  const dossier = randomUUID();
  const path = `/dossiers/${dossier}`;
  const slip = { items: ['Giấy ủy quyền'], reason: 'Thiếu' };
  const insist = { reason: 'Người nộp đồng ý' };
  await http.command(path, { as: clerk, body: submission });
  await http.command(`${path}/supplement-request`, { as: clerk, body: slip });
  await http.command(`${path}/supplement`, { as: clerk, body: { items: slip.items } });
  await http.command(`${path}/supplement-request`, { as: clerk, body: { ...slip, insist } });
  await until('found', async () => ((await findings(http, dossier)).length > 0 ? true : undefined));
  return dossier;
}

/** A dossier that goes to its agency: a policy opens the case there, before the backup or after its restore. */
export async function transfer(http: Api): Promise<void> {
  const path = `/dossiers/${randomUUID()}`;
  const scan = { document: 'application-form', sha256: 'a'.repeat(64), bytes: 1, mediaType: 'application/pdf' };
  await http.command(path, { as: clerk, body: submission });
  await http.command(`${path}/reception`, { as: clerk });
  await http.command(`${path}/scans`, { as: clerk, body: scan });
  await http.command(`${path}/transfer`, { as: clerk, body: { agency: 'ha-long-office' } });
}

/** Until the platform is gone. */
export async function keepTransferring(http: Api): Promise<void> {
  try {
    for (;;) await transfer(http);
  } catch {
    // The platform is gone.
  }
}

/** So that audit's own log, which is copied first, lacks what the log already proves. */
export async function keepViolating(http: Api): Promise<void> {
  try {
    for (;;) await violate(http);
  } catch {
    // The platform is gone.
  }
}

export async function findings(http: Api, dossier: string) {
  const { body } = await http.send('GET', `/findings?dossier=${dossier}`, { as: inspector });
  return ListFindings.answer.parse(body).items;
}

export async function everyDossier(http: Api): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const { body } = await http.send('GET', `/dossiers?limit=200${after}`, { as: clerk });
    const page = ListDossiers.answer.parse(body);
    ids.push(...page.items.map(({ id }) => id));
    if (page.next === undefined) return ids;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

/** A log of another municipality: its file is an upload. */
export function importedFile(folder: string): string {
  const path = join(folder, 'other.xes');
  const event =
    '<event><string key="concept:name" value="A"/>' +
    '<date key="time:timestamp" value="2022-03-15T08:00:00.000+07:00"/></event>';
  writeFileSync(
    path,
    `<?xml version="1.0"?>\n<log><trace><string key="concept:name" value="one"/>${event}</trace></log>`,
  );
  return path;
}

const Body = z.looseObject({ commandId: z.string(), type: z.string(), dossierId: z.string().optional() });
export const bodyOf = ({ body }: StoredEvent) => Body.parse(JSON.parse(body));
export const Made = z.looseObject({
  keys: z.boolean(),
  logs: z.array(z.looseObject({ store: z.string(), name: z.string(), head: z.int() })),
  uploads: z.object({ count: z.int(), bytes: z.int() }),
});
export const headOf = ({ logs }: z.infer<typeof Made>, store: string, name: string): number =>
  logs.find((log) => log.store === store && log.name === name)?.head ?? 0;

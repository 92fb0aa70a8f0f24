import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Api, api, clerk, until } from './api.ts';
import { type PlatformProcess, startPlatform, trialFolder } from './platform-process.ts';
import { collection, journey, on, postman } from './postal-journey.ts';

describe('kill -9 right after the handover minutes are signed', () => {
  let folder: ReturnType<typeof trialFolder>;
  let platform: PlatformProcess | undefined;
  beforeEach(() => {
    folder = trialFolder();
  });
  afterEach(async () => {
    await platform?.stop('SIGKILL');
    folder.remove();
  });
  const start = async (): Promise<Api> => {
    platform = await startPlatform({ data: folder.path });
    return api(platform.url, folder.path);
  };
  const counted = async (http: Api): Promise<readonly [submissions: number, all: number]> => {
    const bodies = (await http.exported()).map(({ body }) => body);
    return [bodies.filter((body) => body.includes('"type":"DossierSubmitted"')).length, bodies.length];
  };

  it('submits every dossier once, however often it starts again', async () => {
    const ids = Array.from({ length: 12 }, () => randomUUID());
    let http = await start();
    for (const id of ids) {
      const { command } = journey(() => http, id);
      await command('collection', postman, on(14, '08:00'), collection);
      await command('seal', postman, on(14, '08:05'), { sealNo: 'S-1', applicantPresent: true });
    }
    const minutes = { minutesNo: 'BB-1', signedBy: { agency: clerk.id }, occurredAt: on(15, '09:00') };
    const signing = ids.map((id) => http.command(`/dossiers/${id}/handover-minutes`, { as: postman, body: minutes }));
    await Promise.all(signing);
    await platform?.stop('SIGKILL');

    http = await start();
    for (const id of ids) {
      const dossier = await journey(() => http, id).submitted();
      expect(dossier).toMatchObject({ submittedAt: on(15, '09:00'), applicant: collection.applicant });
    }
    const [submissions, all] = await counted(http);
    expect(submissions).toBe(ids.length);
    await platform?.stop('SIGKILL');

    http = await start();
    await until('all policies are where the log is', async () => {
      const { followers, log } = await http.operations();
      return followers.every(({ completeUpTo }) => completeUpTo >= log.head) ? true : undefined;
    });
    expect(await counted(http)).toEqual([submissions, all]);
  });
});

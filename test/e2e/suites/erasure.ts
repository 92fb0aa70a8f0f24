import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Actor, ListFindings, ListNotifications, Replay, SearchDossiers } from '@hoso/contracts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, clerk, inspector, operator, submission, until } from '../api.ts';
import type { Trial } from '../ways.ts';

export const privacyOfficer: Actor = { id: 'privacy-0001', role: 'privacy-officer', unit: 'platform' };
const destruction = { ground: 'retention-ended', decisionNo: '12/QĐ-UBND' };

/** Words that nobody else has: wherever they stand, they were left there. */
const planted = {
  name: 'Tôn Nữ Quýnhtrâm',
  idNumber: '022199887766',
  address: 'Ngõ Mộngkhuê 7, Hạ Long',
  phone: '0912 777 313',
  email: 'quynhtram@planted.example',
  item: 'Giấy của bà Thiềuhoa',
  reason: 'Vì bà Lêngátú yêu cầu',
};

/**
 * The end of a person's data: nothing of it is in any byte that the platform keeps, and everything else stays.
 */
export function describeErasure({ folder, http: running, run, said }: Trial): void {
  const id = randomUUID();
  const post = (path: string, as: Actor, body: object = {}) =>
    http.command(`/dossiers/${id}/${path}`, { as, body: { ...body } });
  let http: Api;
  beforeAll(async () => {
    http = running();
    const { name, idNumber, address, phone, email, item, reason } = planted;
    const person = { kind: 'citizen', name, idNumber, address, phone, email };
    await http.command(`/dossiers/${id}`, {
      as: clerk,
      body: { ...submission, applicant: person, returnAddress: address },
    });
    await post('supplement-request', clerk, { items: [item], reason });
    await post('supplement', clerk, { items: [item] });
    await post('supplement-request', clerk, { items: [item], reason, insist: { reason } });
    await post('withdrawal', clerk, { reason });
  });

  const found = async (text: string) => {
    const { body } = await http.send('GET', `/dossiers/search?text=${encodeURIComponent(text)}`, { as: clerk });
    return SearchDossiers.answer.parse(body).items.map((one) => one.id);
  };
  const findings = async () => {
    const { body } = await http.send('GET', `/findings?dossier=${id}`, { as: inspector });
    return ListFindings.answer.parse(body).items.map(({ id: finding }) => finding);
  };

  describe('Personal data', () => {
    it('is read by the counter, and found by name, before', async () => {
      expect(await http.dossier(id, clerk)).toMatchObject({ applicant: { name: planted.name } });
      expect(
        await until('found', async () => ((await found(planted.name)).length > 0 ? found(planted.name) : undefined)),
      ).toEqual([id]);
      expect(await until('judged', async () => ((await findings()).length > 0 ? findings() : undefined))).toHaveLength(
        1,
      );
    });

    it.each([
      ['a clerk', clerk],
      ['an inspector', inspector],
      ['an operator', operator],
    ])('is not destroyed by %s', async (_, as) => {
      const answer = await http.send('POST', `/dossiers/${id}/seal-destruction`, { as, body: destruction });
      expect(answer).toMatchObject({ status: 403, body: { code: 'RoleNotAllowed' } });
    });

    it('is destroyed on a ground and by a decision, which alone are recorded', async () => {
      const bad = { ground: 'because', decisionNo: planted.name };
      expect(
        await http.send('POST', `/dossiers/${id}/seal-destruction`, { as: privacyOfficer, body: bad }),
      ).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'ground' }, { field: 'decisionNo' }] },
      });
      // Whoever is to be forgotten was told, twice, before he is.
      await until('told', async () => {
        const { body } = await http.send('GET', `/dossiers/${id}/notifications`, { as: clerk });
        const { items } = ListNotifications.answer.parse(body);
        return items.filter(({ status }) => status === 'sent').length === 2 ? items : undefined;
      });
      const before = { log: (await http.exported()).length, findings: await findings(), replay: await replayed() };
      const done = await run(
        'seal',
        'destroy',
        id,
        '--ground',
        destruction.ground,
        '--decision-no',
        destruction.decisionNo,
      );
      expect([done.code, done.stderr]).toEqual([0, '']);
      const again = await post('seal-destruction', privacyOfficer, destruction);
      expect((await http.exported()).filter(({ body }) => body.includes('PersonalDataDestroyed'))).toHaveLength(1);
      expect((await http.exported()).length).toBe(before.log + 1);
      // Counts, status and findings stay; of the person nothing is answered.
      const now = await http.dossier(id, clerk, again.position);
      expect([now.status, now.supplements, now.applicant]).toEqual(['withdrawn', 2, undefined]);
      expect(await until('forgotten', async () => ((await found(planted.name)).length === 0 ? [] : undefined))).toEqual(
        [],
      );
      expect(await findings()).toEqual(before.findings);
      expect({ ...(await replayed()), events: undefined }).toEqual({ ...before.replay, events: undefined });
    });

    it('does not come back when views are built and findings judged anew', async () => {
      for (const view of ['dossier-search', 'dossiers', 'notifications', 'shipments']) {
        const { status } = await http.send('POST', '/views/rebuild', { as: operator, body: { view } });
        expect([view, status]).toEqual([view, 200]);
      }
      expect(await found(planted.name)).toEqual([]);
      expect(await http.dossier(id, clerk)).toMatchObject({ status: 'withdrawn' });
      expect(await http.send('POST', '/rejudge', { as: inspector, body: {} })).toMatchObject({
        status: 200,
        body: { raised: 0, withdrawn: 0, same: 1 },
      });
    });

    it('is taken from nobody after its end', async () => {
      const answer = await http.send('POST', `/dossiers/${id}/withdrawal`, {
        as: clerk,
        body: { reason: 'Lý do khác' },
      });
      expect(answer.status).toBe(409);
    });

    it('leaves every proof as it was', async () => {
      const copy = join(folder.path, 'ledger-copy');
      expect(await run('ledger', 'export', copy)).toMatchObject({ code: 0 });
      expect(await run('verify', copy)).toMatchObject({ code: 0, stdout: expect.stringContaining('HOLDS') });
    });

    it('stands in no byte of logs, views, keys, files or what was said', async () => {
      const exported = (await http.exported()).map(({ body }) => body).join('\n');
      for (const word of Object.values(planted)) {
        expect([word, exported.includes(word), said().includes(word)]).toEqual([word, false, false]);
        expect([word, filesWith(folder.path, word)]).toEqual([word, []]);
      }
      // The search itself finds what is there.
      expect(filesWith(folder.path, id).length).toBeGreaterThan(0);
    });
  });

  async function replayed() {
    const { body } = await http.send('GET', `/replay?dossier=${id}`, { as: inspector });
    const { state } = Replay.answer.parse(body);
    return state;
  }
}

/**
 * The files below a folder in whose bytes a text stands, in either form of Unicode, as UTF-16 or as base64. Servers
 * name files anew and remove them while they run: where one is gone all are looked for again, since it may stand
 * elsewhere.
 */
export function filesWith(folder: string, text: string): readonly string[] {
  const forms = ['NFC', 'NFD'].flatMap((form) => {
    const normal = text.normalize(form);
    const utf8 = Buffer.from(normal);
    return [utf8, Buffer.from(normal, 'utf16le'), Buffer.from(utf8.toString('base64').replace(/.{0,2}=*$/, ''))];
  });
  for (;;) {
    try {
      return filesIn(folder).filter((path) => {
        const bytes = readFileSync(path);
        return forms.some((form) => bytes.includes(form));
      });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

function isGone(error: unknown): boolean {
  return Error.isError(error) && 'code' in error && error.code === 'ENOENT';
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const what = lstatSync(path);
    return what.isDirectory() ? filesIn(path) : what.isFile() ? [path] : [];
  });
}

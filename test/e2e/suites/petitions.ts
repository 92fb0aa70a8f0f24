import { randomUUID } from 'node:crypto';
import { type Actor, FindPetition, ListPetitions, Replay } from '@hoso/contracts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Api, applicant, clerk, head, inspector, officer, submission } from '../api.ts';
import { answered } from '../hoso-command.ts';
import { on } from '../postal-journey.ts';
import type { Trial } from '../ways.ts';

/** Petitions and complaints from their reception to the petitioner's rating, over HTTP and by the command line. */
export function describePetitions({ http: running, run }: Trial): void {
  const [petition, complaint, dossier] = [randomUUID(), randomUUID(), randomUUID()];
  const privacyOfficer: Actor = { id: 'privacy-0001', role: 'privacy-officer', unit: 'platform' };
  const text = 'Không nhận hồ sơ gửi qua bưu điện';
  const written = {
    ...{ kind: 'petition', topic: 'channel-refused', channel: 'online', unit: 'ha-long-one-stop' },
    ...{ dossiers: [dossier], petitioner: { kind: 'citizen', name: 'Phạm Thị Lan' }, text },
  };
  let http: Api;
  beforeAll(async () => {
    http = running();
    const body = { ...submission, channel: 'online', occurredAt: on(15, '08:00') };
    await http.command(`/dossiers/${dossier}`, { as: applicant, body });
  });
  const act = (path: string, as: Actor, time: string, body: object = {}) =>
    http.command(`/petitions/${petition}/${path}`, { as, body: { ...body, occurredAt: on(15, time) } });
  const find = async (as: Actor, atLeast?: number) => {
    const query = atLeast === undefined ? '' : `?atLeast=${atLeast}`;
    const { body } = await http.send('GET', `/petitions/${petition}${query}`, { as });
    return FindPetition.answer.parse(body).petition;
  };

  describe('A petition, over HTTP', () => {
    it('is written online by who applies, about his own dossier', async () => {
      const body = { ...written, occurredAt: on(15, '09:00') };
      const other = { ...applicant, id: 'citizen-2' };
      expect(await http.send('PUT', `/petitions/${petition}`, { as: other, body })).toMatchObject({
        ...{ status: 403, body: { code: 'NotYourDossier' } },
      });
      const unknown = { ...body, dossiers: [dossier, randomUUID()] };
      expect(await http.send('PUT', `/petitions/${petition}`, { as: applicant, body: unknown })).toMatchObject({
        ...{ status: 404, body: { code: 'DossierNotFound' } },
      });
      const receipt = await http.command(`/petitions/${petition}`, { as: applicant, body });
      expect(receipt).toMatchObject({ id: petition, version: 1 });
      // Fifteen working days by the rule set in force.
      expect(await find(applicant, receipt.position)).toMatchObject({
        ...{ status: 'open', awaits: 'answer', dueAt: '2022-04-05T10:00:00.000Z', dossiers: [dossier], text },
      });
    });

    it('is work of the unit, then of the agency that it was forwarded to, then of an officer', async () => {
      const { position } = await act('forwarding', clerk, '10:00', { unit: 'ha-long-office', reason: 'Thẩm quyền' });
      await act('assignment', head, '10:30', { officer: officer.id });
      const { body } = await http.send('GET', `/petitions?officer=${officer.id}&atLeast=${position + 1}`, { as: head });
      const { items } = ListPetitions.answer.parse(body);
      expect(items.find(({ id }) => id === petition)).toMatchObject({ unit: 'ha-long-office', overdue: true });
      expect(await http.send('POST', `/petitions/${petition}/answer`, { as: clerk, body: {} })).toMatchObject({
        ...{ status: 400, body: { errors: [{ field: 'verdict' }] } },
      });
      const answer = { verdict: 'upheld', answer: 'Đúng' };
      expect(await http.send('POST', `/petitions/${petition}/answer`, { as: clerk, body: answer })).toMatchObject({
        ...{ status: 403, body: { code: 'WrongUnit' } },
      });
    });

    it('is answered and rated; the dossier names it, in what is shown of it and in its history', async () => {
      await act('answer', officer, '15:00', { verdict: 'upheld', answer: 'Đúng như phản ánh' });
      const { position } = await act('rating', applicant, '16:00', { rating: 2 });
      expect(await find(inspector, position)).toMatchObject({
        ...{ status: 'answered', verdict: 'upheld', onTime: true, rating: 2, answer: 'Đúng như phản ánh' },
      });
      const about = { petition, kind: 'petition', topic: 'channel-refused', outcome: 'upheld' };
      expect(await http.dossier(dossier, clerk, position)).toMatchObject({ petitions: [about], version: 1 });
      const { body } = await http.send('GET', `/replay?dossier=${dossier}`, { as: inspector });
      const types = Replay.answer.parse(body).events.map(({ type }) => type);
      expect(types).toEqual(expect.arrayContaining(['PetitionTied', 'PetitionSettled']));
    });

    it('says nothing any more once the key of its dossier is destroyed', async () => {
      await http.command(`/dossiers/${dossier}/withdrawal`, { as: applicant, body: { reason: 'Không cần nữa' } });
      const body = { ground: 'asked-by-the-person', decisionNo: '9/QĐ-UBND' };
      await http.command(`/dossiers/${dossier}/seal-destruction`, { as: privacyOfficer, body });
      const shown = await find(inspector);
      expect(shown).toMatchObject({ status: 'answered', verdict: 'upheld', rating: 2 });
      expect([shown.text, shown.answer, shown.petitioner]).toEqual([undefined, undefined, undefined]);
    });
  });

  describe('A complaint, on the command line', () => {
    const at = (time: string) => ['--occurred-at', `2022-03-16T${time}`];
    const Given = z.looseObject({ petition: z.string(), version: z.int(), position: z.int() });
    const give = async (verb: string, ...words: readonly string[]) =>
      Given.parse(await answered(run('petition', verb, complaint, ...words, '--json')));
    it('is accepted before it is answered, by a head', async () => {
      const office = ['--as', 'head@ha-long-office:head-0801'];
      const what = ['--kind', 'complaint', '--topic', 'delay', '--channel', 'counter', '--unit', 'ha-long-office'];
      const who = ['--petitioner-kind', 'citizen', '--petitioner-name', 'Phạm Thị Lan', '--text', 'Chậm'];
      expect(await give('receive', ...what, ...who, ...at('08:00'))).toMatchObject({ petition: complaint, version: 1 });
      const early = await run(
        'petition',
        'answer',
        complaint,
        '--verdict',
        'not-upheld',
        '--answer',
        'Không',
        ...office,
      );
      expect([early.code, early.stderr]).toEqual([1, expect.stringContaining('ComplaintNotAccepted')]);
      await give('accept', ...at('09:00'), ...office);
      await give('extend', '--reason', 'Phức tạp', ...at('09:30'), ...office);
      const { position } = await give(
        'answer',
        '--verdict',
        'not-upheld',
        '--answer',
        'Không',
        ...at('10:00'),
        ...office,
      );
      const { body } = await http.send('GET', `/petitions/${complaint}?atLeast=${position}`, { as: inspector });
      expect(FindPetition.answer.parse(body).petition).toMatchObject({
        ...{ status: 'answered', verdict: 'not-upheld', extensions: 1, onTime: true },
      });
      const all = ['--status', 'all', '--unit', 'ha-long-office', '--json'];
      const listed = ListPetitions.answer.parse(await answered(run('petition', 'list', ...all)));
      expect(listed.items.map(({ id }) => id)).toContain(complaint);
      expect((await run('petition', 'show', complaint)).stdout).toContain('not-upheld');
    });
  });
}

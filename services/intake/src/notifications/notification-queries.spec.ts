import type { Actor } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { hoa, submittedBy, type Trial, trial } from '../../test/notification-trial.ts';
import type { ToldEvent } from '../../test/paper-history.ts';
import {
  listLetters,
  listNotifications,
  type NotificationQueryPorts,
  type NotificationReader,
  readLetter,
} from './notification-queries.ts';

const story = [submittedBy({ ...hoa, noticeBy: 'letter' }), a.supplementRequested] as readonly ToldEvent[];
const inspector: Actor = { id: 'inspector-01', role: 'inspector', unit: 'inspectorate' };
const operator: Actor = { id: 'operator-01', role: 'operator', unit: 'platform' };
const id = a.dossierId;

async function told(events = story): Promise<{ one: Trial; ports: NotificationQueryPorts; notification: string }> {
  const one = await trial(events);
  await one.deliver();
  const [{ notification = '' } = {}] = await one.summaries();
  const reader: NotificationReader = {
    page: async ({ prefix = [] }) => ({
      ...{ completeUpTo: 9, lagMs: 0, held: [] },
      items: (await one.summaries()).filter(({ dossier, oneStop }) => [dossier, oneStop].includes(prefix[0] ?? '')),
    }),
  };
  return { one, ports: { ...one.ports, reader }, notification };
}

describe('What an applicant was told', () => {
  it.each([a.clerk, inspector, operator])('is listed for $role', async (actor) => {
    const { ports } = await told();
    const { items } = await listNotifications(ports, { id }, actor);
    expect(items).toMatchObject([{ topic: 'supplement-wanted', status: 'letter' }]);
    expect(JSON.stringify(items)).not.toMatch(/Hoa|Lê Lợi|0912/);
  });
  it.each([a.strangeClerk, a.otherApplicant])('is of no dossier that $id may read', async (actor) => {
    const { ports } = await told();
    await expect(listNotifications(ports, { id }, actor)).rejects.toThrow('DossierNotFound');
  });
});

describe('Letters that wait', () => {
  it('are listed for their own unit, and who inspects', async () => {
    const { ports } = await told();
    const ask = { unit: a.oneStopId, limit: 50 };
    for (const actor of [a.clerk, inspector]) expect((await listLetters(ports, ask, actor)).items.length).toBe(1);
    await expect(listLetters(ports, ask, a.strangeClerk)).rejects.toThrow('WrongUnit');
    await expect(listLetters(ports, ask, a.applicant)).rejects.toThrow('RoleNotAllowed');
  });
});

describe('A letter', () => {
  it('says to whom it goes, once it is recorded that it is opened', async () => {
    const { one, ports, notification } = await told();
    const { content } = await readLetter(ports, { id, notification }, a.clerk);
    expect(content).toMatchObject({
      ...{ title: 'supplement-wanted', dossier: id, place: 'Quảng Ninh', issuer: ['Tên ha-long-one-stop'] },
      ...{ applicant: { name: hoa.name, address: hoa.address }, at: '2022-03-15T05:00:00.000Z' },
    });
    expect(one.reads.at(-1)).toMatchObject({ actor: a.clerk, query: 'ReadLetter', purpose: 'casework' });
  });
  it('is there also after it was posted', async () => {
    const { one, ports, notification } = await told();
    await one.run({ type: 'PostLetter', data: { notification } });
    expect((await readLetter(ports, { id, notification }, a.clerk)).content.dossier).toBe(id);
  });
  it('opens nothing for who may not read it', async () => {
    const { one, ports, notification } = await told();
    const before = one.reads.length;
    await expect(readLetter(ports, { id, notification }, a.strangeClerk)).rejects.toThrow('DossierNotFound');
    await expect(readLetter(ports, { id, notification }, operator)).rejects.toThrow('RoleNotAllowed');
    await expect(readLetter(ports, { id, notification: id }, a.clerk)).rejects.toThrow('NotificationNotFound');
    expect(one.reads.length).toBe(before);
  });
  it('is not made out of what was sent otherwise', async () => {
    const { ports, notification } = await told([submittedBy(hoa), a.supplementRequested] as readonly ToldEvent[]);
    await expect(readLetter(ports, { id, notification }, a.clerk)).rejects.toThrow('LetterNotFound');
  });
  it('is gone with the person', async () => {
    const { one, ports, notification } = await told();
    one.world.isKeyDestroyed = true;
    await expect(readLetter(ports, { id, notification }, a.clerk)).rejects.toThrow('KeyDestroyed');
  });
});

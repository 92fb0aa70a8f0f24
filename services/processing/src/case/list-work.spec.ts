import { ListWork } from '@hoso/contracts';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import { documentOf, type History } from '../../test/case-history.ts';
import * as a from '../../test/case-stories.ts';
import { cases } from './cases.view.ts';
import { listWork, type WorkPorts } from './list-work.ts';

const fresh = { completeUpTo: 9, lagMs: 0, held: [] };
const now = '2022-03-17T03:00:00.000Z';
const otherHead = { ...a.head, unit: 'ha-long-finance' };
const inspector = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' } as const;

/** Cases by the names that the specs give them, each with what became of it. */
const stories: Readonly<Record<string, readonly History[]>> = {
  late: [a.openedWith({ dueAt: '2022-03-16T10:00:00.000Z' }), a.assigned],
  soon: [a.openedWith({ dueAt: a.dueAt }), a.assigned],
  far: [a.openedWith({ dueAt: '2022-03-30T10:00:00.000Z' })],
  stands: [a.openedWith({ dueAt: '2022-03-16T10:00:00.000Z' }), a.assigned, a.stopped],
  done: [a.openedWith({ dueAt: '2022-03-16T10:00:00.000Z' }), a.assigned, a.issued],
  elsewhere: [a.openedWith({ agency: 'ha-long-finance', dueAt: a.dueAt })],
};

async function ports(): Promise<WorkPorts> {
  const generation = await memoryViewStore().live(cases);
  const documents = Object.entries(stories).map(([key, history], index) => {
    const document = documentOf(history);
    return { key, document: document && { ...document, dossier: key }, position: index + 1, previous: 0 };
  });
  await generation.save(documents, { checkpoints: [], held: [], released: [] });
  return {
    page: async (query) => {
      const { items, next } = await generation.page(query);
      return { ...fresh, items: [...items], ...(next === undefined ? {} : { next }) };
    },
    clock: () => Date.parse(now),
  };
}

const listed = async (ask: object, actor: Parameters<typeof listWork>[2] = a.head) => {
  const { items } = await listWork(await ports(), ListWork.ask.parse(ask), actor);
  return items.map(({ dossier }) => dossier);
};

describe('The work', () => {
  it('of a unit is what it has to do, the most urgent first, and last what the clock stands for', async () => {
    expect(await listed({})).toEqual(['late', 'soon', 'far', 'stands']);
    expect(await listed({}, otherHead)).toEqual(['elsewhere']);
  });
  it('of an officer is what he was given', async () =>
    expect(await listed({ officer: a.officer.id })).toEqual(['late', 'soon', 'stands']));
  it('is overdue, or due soon, by the log’s clock', async () => {
    expect(await listed({ due: 'overdue' })).toEqual(['late']);
    expect(await listed({ due: 'soon' })).toEqual(['soon']);
    expect(await listed({ due: 'soon', days: 30 })).toEqual(['soon', 'far']);
    expect(await listed({ due: 'overdue', officer: a.otherOfficer.id })).toEqual([]);
  });
  it('comes in pages', async () => {
    const all = await ports();
    const first = await listWork(all, ListWork.ask.parse({ limit: 3 }), a.head);
    const rest = await listWork(all, ListWork.ask.parse({ limit: 3, after: first.next }), a.head);
    expect([first, rest].map(({ items }) => items.length)).toEqual([3, 1]);
    expect(rest.next).toBeUndefined();
  });
  it('says who has it, and whether it is late', async () => {
    const { items, ...told } = await listWork(await ports(), ListWork.ask.parse({ due: 'overdue' }), a.head);
    expect(told).toEqual(fresh);
    expect(items).toMatchObject([{ officer: a.officer.id, overdue: true, clockRuns: true, status: 'open' }]);
  });
  it('is a unit’s own, but for who reads every dossier', async () => {
    expect(await listed({}, inspector)).toEqual(['late', 'elsewhere', 'soon', 'far', 'stands']);
    expect(await listed({ unit: 'ha-long-finance' }, inspector)).toEqual(['elsewhere']);
    await expect(listed({ officer: a.officer.id }, inspector)).rejects.toMatchObject({ code: 'UnitOfOfficer' });
    await expect(listed({ unit: a.agencyId }, otherHead)).rejects.toMatchObject({ code: 'WrongUnit' });
    const applicant = { id: 'citizen-1', role: 'applicant', unit: 'public' } as const;
    await expect(listed({}, applicant)).rejects.toMatchObject({ code: 'RoleNotAllowed' });
  });
});

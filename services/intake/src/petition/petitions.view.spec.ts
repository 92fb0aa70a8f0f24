import { FindPetition, ListPetitions, type PersonalRead, Role } from '@hoso/contracts';
import { type Read, streamName, uuidV8 } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { dossierId } from '../../test/dossier-stories.ts';
import * as a from '../../test/petition-stories.ts';
import { petitionDeadlines } from './petition-deadlines.ts';
import { findPetition, listPetitions, type PetitionQueryPorts } from './petition-queries.ts';
import type { PetitionEvent } from './petition-state.ts';
import { type PetitionDocument, petitions } from './petitions.view.ts';

const seal = (id: string) => ({ kid: id, iv: 'aXY=', ct: 'Y3Q=', tag: 'dGFn' });
const idOf = (n: number) => `017f8a00-0000-7000-8000-0000000000b${n}`;

type Told = PetitionEvent & Partial<Pick<Read<PetitionEvent>, 'occurredAt' | 'actor' | 'recordedAt'>>;

/** The document that the view makes of a petition's history, its texts sealed as the store has them. */
function documentOf(history: readonly Told[], id = a.petitionId): PetitionDocument {
  const document = history.reduce<PetitionDocument | undefined>((before, event, index) => {
    const { data } = event;
    const sealed = ['petitioner', 'text', 'answer'].filter((name) => name in data).map((name) => [name, seal(id)]);
    const envelope = {
      ...{ occurredAt: a.receivedAt, recordedAt: a.receivedAt, actor: a.clerk, ...event },
      ...{ log: uuidV8('log'), id: uuidV8(id, index), commandId: uuidV8(id, 'command', index), commandType: 'Told' },
      ...{ correlationId: uuidV8(id), schemaVersion: 1, stream: streamName('petition', id), version: index + 1 },
      ...{ position: index + 2, dossierId: id, data: { ...data, ...Object.fromEntries(sealed) } },
    };
    return petitions.evolve(before, envelope as Read<PetitionEvent>);
  }, undefined);
  if (!document) throw new Error('the view has no such petition');
  return document;
}

describe('The view of petitions', () => {
  it('tells how one stands, and nothing of what it says', () => {
    const document = documentOf([a.received, a.assigned]);
    expect(document.summary).toEqual({
      ...{ id: a.petitionId, kind: 'petition', topic: 'channel-refused', channel: 'counter', status: 'open' },
      ...{ awaits: 'answer', unit: a.office, receivedBy: a.counter, officer: a.officer.id, dossiers: [dossierId] },
      ...{ receivedAt: a.receivedAt, dueAt: a.dueAt, extensions: 0, version: 2 },
    });
    expect(document.sealed.text).toEqual({
      sealed: seal(a.petitionId),
      eventId: uuidV8(a.petitionId, 0),
      pointer: '/text',
    });
    expect(JSON.stringify(document)).not.toContain(a.received.data.text);
  });
  it('tells whether it was answered in time, and how content the petitioner was', () => {
    const late = { ...a.answered, occurredAt: '2022-04-05T10:00:00.001Z' };
    expect(documentOf([a.received, { ...a.answered, occurredAt: a.dueAt }]).summary.onTime).toBe(true);
    expect(documentOf([a.received, late, a.rated]).summary).toMatchObject({
      onTime: false,
      verdict: 'upheld',
      rating: 3,
    });
    expect(documentOf([a.received, a.withdrawn]).summary).toMatchObject({ status: 'withdrawn' });
    const { onTime, awaits } = documentOf([a.received, a.withdrawn]).summary;
    expect([onTime, awaits]).toEqual([undefined, undefined]);
  });
  it('goes to the agency it was forwarded to, which has nobody for it yet', () => {
    const { summary, units } = documentOf([a.received, a.assigned, a.forwarded]);
    expect([summary.unit, summary.officer]).toEqual(['ha-long-finance', undefined]);
    expect(units).toEqual([a.office, a.counter, 'ha-long-finance']);
  });
});

describe('The deadline of a petition', () => {
  const sentBy = (now: string, ...history: readonly Told[]) =>
    petitionDeadlines.whenever(documentOf(history), now).map(({ type, at }) => [type, at]);
  it('is told two days before it, and when it passes', () => {
    expect(sentBy('2022-04-03T09:59:59.999Z', a.received)).toEqual([]);
    expect(sentBy('2022-04-03T10:00:00.000Z', a.received)).toEqual([['RemindPetition', '2022-04-03T10:00:00.000Z']]);
    expect(sentBy(a.dueAt, a.received, a.reminded)).toEqual([['MarkPetitionOverdue', a.dueAt]]);
    expect(sentBy(a.dueAt, a.received, a.reminded, a.overdue)).toEqual([]);
  });
  it('moves with an extension, and is none at its end', () => {
    expect(sentBy(a.dueAt, a.received, a.extended)).toEqual([]);
    expect(sentBy(a.extendedDueAt, a.received, a.extended)).toHaveLength(2);
    expect(sentBy(a.extendedDueAt, a.received, a.answered)).toEqual([]);
    expect(sentBy(a.extendedDueAt, a.received, a.withdrawn)).toEqual([]);
  });
  it('is not told of what was past when it was recorded', () => {
    expect(sentBy(a.extendedDueAt, { ...a.received, recordedAt: '2022-04-06T02:00:00.000Z' })).toEqual([]);
  });
});

describe('Petitions, asked for', () => {
  const fresh = { completeUpTo: 9, lagMs: 0, held: [] };
  let log: (PersonalRead | 'opened')[];
  let destroyed: boolean;
  let ports: PetitionQueryPorts;

  /** 1 is with its officer, 2 was forwarded, 3 comes from a citizen, 4 is another unit's, 5 was answered. */
  beforeEach(async () => {
    log = [];
    destroyed = false;
    const store = memoryViewStore();
    const generation = await store.live(petitions);
    const elsewhere = { ...a.received, data: { ...a.received.data, unit: 'co-to-office', receivedBy: 'co-to-office' } };
    const told: readonly (readonly Told[])[] = [
      [a.received, a.assigned],
      [a.received, a.forwarded],
      [a.receivedOnline],
      [elsewhere],
      [a.received, a.answered],
    ];
    const changes = told.map((history, at) => {
      const key = idOf(at + 1);
      return { key, document: documentOf(history, key), position: at + 2, previous: 0 };
    });
    await generation.save(changes, { checkpoints: [], held: [], released: [] });
    ports = {
      reader: {
        find: async (key) => ({ ...fresh, document: await generation.find(key) }),
        page: async (query) => {
          const { items, ...rest } = await generation.page(query);
          return { ...fresh, ...rest, items: [...items] };
        },
      },
      sealer: {
        open: async (_, { pointer }) => {
          log.push('opened');
          if (destroyed) return undefined;
          return { value: pointer === '/petitioner' ? a.received.data.petitioner : a.received.data.text };
        },
      },
      reads: { record: async (read) => void log.push(read) },
      clock: () => Date.parse(a.dueAt) + 1,
    };
  });
  const find = async (n: number, actor: typeof a.clerk) =>
    FindPetition.answer.parse(await findPetition(ports, FindPetition.ask.parse({ id: idOf(n) }), actor)).petition;
  const list = async (ask: object, actor: typeof a.clerk) =>
    ListPetitions.answer.parse(await listPetitions(ports, ListPetitions.ask.parse(ask), actor)).items;
  const idsOf = async (ask: object, actor: typeof a.clerk) => (await list(ask, actor)).map(({ id }) => id).sort();

  it('are read by who has to do with them, which is recorded first', async () => {
    const shown = await find(1, a.officer);
    expect(shown).toMatchObject({ text: a.received.data.text, petitioner: a.received.data.petitioner, overdue: true });
    expect(log[0]).toMatchObject({ query: 'FindPetition', dossiers: [idOf(1), dossierId], purpose: 'casework' });
    expect(log.slice(1)).toEqual(['opened', 'opened']);
    expect(await find(2, { ...a.head, unit: 'ha-long-finance' })).toMatchObject({ text: a.received.data.text });
    expect(await find(3, a.citizen)).toMatchObject({ text: a.received.data.text });
  });
  it('are none to anybody else', async () => {
    await expect(find(1, a.stranger)).rejects.toMatchObject({ code: 'PetitionNotFound' });
    await expect(find(3, a.otherCitizen)).rejects.toMatchObject({ code: 'PetitionNotFound' });
    await expect(find(1, a.citizen)).rejects.toMatchObject({ code: 'PetitionNotFound' });
    await expect(find(9, a.head)).rejects.toMatchObject({ code: 'PetitionNotFound' });
    expect(log).toEqual([]);
  });
  it('say nothing once their key is destroyed, nor to who looks after systems', async () => {
    destroyed = true;
    expect((await find(1, a.officer)).text).toBeUndefined();
    log = [];
    expect((await find(1, { id: 'operator-1', role: 'operator', unit: 'platform' })).text).toBeUndefined();
    expect(log).toEqual([]);
  });
  it('are a unit’s work, an officer’s, a citizen’s own', async () => {
    expect(await idsOf({}, a.head)).toEqual([idOf(1), idOf(3)]);
    expect(await idsOf({ officer: a.officer.id }, a.head)).toEqual([idOf(1)]);
    expect(await idsOf({ status: 'all' }, a.head)).toEqual([idOf(1), idOf(3), idOf(5)]);
    expect(await idsOf({ due: 'overdue' }, a.head)).toEqual([idOf(1), idOf(3)]);
    expect(await idsOf({ due: 'soon' }, a.head)).toEqual([]);
    expect(await idsOf({}, a.citizen)).toEqual([idOf(3)]);
    const inspector = { id: 'inspector-1', role: 'inspector', unit: 'inspectorate' } as const;
    expect(await idsOf({}, inspector)).toHaveLength(4);
    expect(await idsOf({ unit: 'ha-long-finance' }, inspector)).toEqual([idOf(2)]);
    await expect(list({ unit: 'co-to-office' }, a.head)).rejects.toMatchObject({ code: 'WrongUnit' });
    await expect(list({ officer: 'officer-0902' }, inspector)).rejects.toMatchObject({ code: 'UnitOfOfficer' });
  });
  it.each(Role.options.filter((role) => role === 'registrar'))('are nothing for %s', async (role) => {
    await expect(list({}, { ...a.clerk, role })).rejects.toMatchObject({ code: 'RoleNotAllowed' });
  });
});

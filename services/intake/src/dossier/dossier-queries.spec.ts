import { type Actor, FindDossier, ListDossiers, type PersonalRead, Role, TrackDossier } from '@hoso/contracts';
import { StoreUnavailable } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { documentOf, recorded } from '../../test/history.ts';
import { type DossierQueries, dossierQueries } from './dossier-queries.ts';
import { dossiers } from './dossiers.view.ts';

const fresh = { completeUpTo: 9, lagMs: 0, held: [] };
const secrets = new Map<string, string>();
const tracking = {
  secretOf: (id: string) => `SECRET-${id.slice(-4)}`,
  matches: (id: string, given: string) => {
    secrets.set(id, given);
    return given === `SECRET-${id.slice(-4)}`;
  },
};
const seal = (id: string) => ({ kid: id, iv: 'aXY=', ct: 'Y3Q=', tag: 'dGFn' });
const idOf = (n: number) => `017f8a00-0000-7000-8000-00000000000${n}`;
const codeOf = (n: number) => `000.00.21.H49-220315-000${n}`;

let destroyed: ReadonlySet<string>;
/** What was recorded, in the order of recording and opening. */
let log: (PersonalRead | 'opened')[];
let mayRecord: boolean;
let queries: DossierQueries;

/**
 * Four dossiers: 1 by its applicant online and received, 2 to 4 at the counter, 3 with its agency, 4 at another
 * unit.
 */
beforeEach(async () => {
  destroyed = new Set();
  log = [];
  mayRecord = true;
  const store = memoryViewStore();
  const generation = await store.live(dossiers);
  const told = [1, 2, 3, 4].map((n) => {
    const origin = n === 1 ? a.submittedOnline : a.submitted;
    const oneStop = n === 4 ? 'co-to-one-stop' : a.oneStopId;
    const submitted = {
      ...origin,
      data: { ...origin.data, applicant: seal(idOf(n)), oneStop },
      occurredAt: `2022-03-1${n}T02:30:00.000Z`,
    } as typeof a.submitted;
    const received = {
      ...a.received,
      data: { ...a.received.data, code: codeOf(n), dueAt: `2022-03-2${n}T10:00:00.000Z` },
    };
    const history = n === 2 ? [submitted] : n === 3 ? [submitted, received, a.transferred] : [submitted, received];
    return { key: idOf(n), document: documentOf(recorded(history, idOf(n))), position: n + 1, previous: 0 };
  });
  await generation.save(told, { checkpoints: [], held: [], released: [] });
  queries = dossierQueries({
    reader: {
      find: async (key) => ({ ...fresh, document: await generation.find(key) }),
      page: async (query) => {
        const { items, ...rest } = await generation.page(query);
        return { ...fresh, ...rest, items: [...items] };
      },
      freshness: async () => fresh,
      catchUp: async () => {},
    },
    sealer: {
      open: async ({ kid }, { pointer }) => {
        log.push('opened');
        return destroyed.has(kid) || pointer !== '/applicant' ? undefined : { value: a.person };
      },
    },
    reads: {
      record: async (read) => {
        if (!mayRecord) throw new StoreUnavailable('full');
        log.push(read);
      },
    },
    registry: {
      unit: async (id) => ({
        ...a.oneStop,
        id,
        kind: id.endsWith('one-stop') ? ('one-stop' as const) : ('agency' as const),
      }),
    },
    tracking,
  });
});

const officer: Actor = { id: 'officer-0902', role: 'officer', unit: a.agency };
const inspector: Actor = { id: 'inspector-01', role: 'inspector', unit: 'inspectorate' };
const operator: Actor = { id: 'operator-01', role: 'operator', unit: 'platform' };

async function found(id: string, actor: Actor | undefined) {
  const answer = await queries.find(FindDossier.ask.parse({ id }), actor);
  return FindDossier.answer.parse(answer).dossier;
}
async function listed(ask: object, actor: Actor | undefined) {
  const answer = ListDossiers.answer.parse(await queries.list(ListDossiers.ask.parse(ask), actor));
  return { ids: answer.items.map(({ id }) => Number(id.slice(-1))), next: answer.next };
}

describe('One dossier', () => {
  it('is found by id and by code, with how fresh the answer is', async () => {
    expect((await found(idOf(1), a.clerk)).id).toBe(idOf(1));
    expect((await found(codeOf(1), a.clerk)).id).toBe(idOf(1));
    expect(await queries.find({ id: idOf(1) }, a.clerk)).toMatchObject(fresh);
  });
  it('is not found where there is none', async () => {
    await expect(found(idOf(9), a.clerk)).rejects.toMatchObject({ code: 'DossierNotFound', params: { id: idOf(9) } });
    await expect(found(codeOf(9), a.clerk)).rejects.toMatchObject({ code: 'DossierNotFound' });
  });
  it.each([
    ['a clerk of its unit', 1, a.clerk, true, true],
    ['its applicant', 1, a.applicant, true, true],
    ['whoever runs systems in its unit', 1, { ...a.clerk, role: 'operator' as const }, false, false],
    ['an officer at its counter', 1, a.officerAtCounter, true, false],
    ['an officer of its agency', 3, officer, true, false],
    ['an inspector', 1, inspector, true, false],
    ['an operator', 1, operator, false, false],
    ['a postal employee of its unit', 1, { ...operator, role: 'postal', unit: a.oneStopId }, false, false],
  ] as const)('shows %s what is his to see', async (_, n, actor, applicant, secret) => {
    const dossier = await found(idOf(n), actor);
    expect(dossier.applicant).toEqual(applicant ? a.person : undefined);
    expect(dossier.trackingSecret).toEqual(secret ? `SECRET-000${n}` : undefined);
  });
  it.each([
    ['an officer of another agency', officer],
    ['a clerk of another unit', a.strangeClerk],
    ['a registrar of its unit', { ...operator, role: 'registrar', unit: a.oneStopId }],
    ['another applicant', a.otherApplicant],
    ['a clerk’s namesake', { ...a.applicant, id: a.clerk.id }],
  ] as const)('is to %s as one that does not exist', async (_, actor) => {
    for (const id of [idOf(1), codeOf(1), idOf(9), codeOf(9)]) {
      await expect(found(id, actor)).rejects.toMatchObject({ code: 'DossierNotFound', params: { id } });
    }
  });
  it('is not shown to nobody', () =>
    expect(found(idOf(1), undefined)).rejects.toMatchObject({ code: 'RoleNotAllowed' }));
  it('is shown without its applicant once the key is destroyed', async () => {
    destroyed = new Set([idOf(1)]);
    expect(await found(idOf(1), a.clerk)).not.toHaveProperty('applicant');
  });
});

describe('Reading personal data', () => {
  const read = { dossiers: [idOf(1)], fields: ['applicant'], query: 'FindDossier' };
  it.each([
    ['a clerk’s casework', a.clerk, 'casework'],
    ['an inspection', inspector, 'inspection'],
    ['one’s own dossier', a.applicant, 'own-dossier'],
  ] as const)('is recorded before anything is opened: %s', async (_, actor, purpose) => {
    await found(idOf(1), actor);
    expect(log).toEqual([{ actor, purpose, ...read }, 'opened']);
  });
  it('is refused where it cannot be recorded, and nothing is opened', async () => {
    mayRecord = false;
    await expect(found(idOf(1), a.clerk)).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(log).toEqual([]);
  });
  it('is not recorded where nothing is opened', async () => {
    await found(idOf(1), operator);
    await listed({}, inspector);
    expect(log).toEqual([]);
  });
});

describe('Lists of dossiers', () => {
  it('show a clerk his unit’s, newest first, and no other’s', async () => {
    expect((await listed({}, a.clerk)).ids).toEqual([3, 2, 1]);
    expect((await listed({ unit: a.oneStopId }, a.clerk)).ids).toEqual([3, 2, 1]);
    await expect(listed({ unit: 'co-to-one-stop' }, a.clerk)).rejects.toMatchObject({ code: 'WrongUnit' });
  });
  it('show an officer what his agency handles', async () => expect((await listed({}, officer)).ids).toEqual([3]));
  it('show inspectors and operators everything, or a unit', async () => {
    expect((await listed({}, inspector)).ids).toEqual([4, 3, 2, 1]);
    expect((await listed({}, operator)).ids).toEqual([4, 3, 2, 1]);
    expect((await listed({ unit: 'co-to-one-stop' }, inspector)).ids).toEqual([4]);
    expect((await listed({ unit: a.agency }, inspector)).ids).toEqual([3]);
  });
  it('show applicants their own', async () => {
    expect((await listed({}, a.applicant)).ids).toEqual([1]);
    expect((await listed({ status: 'received' }, a.applicant)).ids).toEqual([1]);
    expect((await listed({ dueBefore: '2022-12-31T00:00:00.000Z' }, a.applicant)).ids).toEqual([1]);
    expect((await listed({}, a.otherApplicant)).ids).toEqual([]);
    await expect(listed({ unit: a.oneStopId }, a.applicant)).rejects.toMatchObject({ code: 'WrongUnit' });
  });
  it('show registrars nothing', () =>
    expect(listed({}, { ...operator, role: 'registrar' })).rejects.toMatchObject({ code: 'RoleNotAllowed' }));
  it('show whoever asks just the dossiers that he may also look at one by one', async () => {
    const units = [a.oneStopId, 'co-to-one-stop', a.agency, 'elsewhere'];
    const everyone = Role.options.flatMap((role) => units.map((unit): Actor => ({ ...a.applicant, role, unit })));
    for (const actor of everyone) {
      const shown = await Promise.all(
        [4, 3, 2, 1].map((n) =>
          found(idOf(n), actor).then(
            () => n,
            () => undefined,
          ),
        ),
      );
      const list = await listed({}, actor).catch(() => ({ ids: [] }));
      expect([actor.role, actor.unit, list.ids]).toEqual([
        actor.role,
        actor.unit,
        shown.filter((n) => n !== undefined),
      ]);
    }
  });
  it('are narrowed by status', async () => {
    expect((await listed({ status: 'registered' }, inspector)).ids).toEqual([2]);
    expect((await listed({ status: 'received' }, a.clerk)).ids).toEqual([1]);
  });
  it('are narrowed by appointment, the most urgent first, up to the very instant', async () => {
    expect((await listed({ dueBefore: '2022-03-23T10:00:00.000Z' }, inspector)).ids).toEqual([1, 3]);
    expect((await listed({ dueBefore: '2022-03-23T09:59:59.999Z' }, inspector)).ids).toEqual([1]);
    expect((await listed({ dueBefore: '2022-12-31T00:00:00.000Z', status: 'in-process' }, inspector)).ids).toEqual([3]);
    expect((await listed({ dueBefore: '2022-12-31T00:00:00.000Z' }, officer)).ids).toEqual([3]);
  });
  it('come in pages', async () => {
    const first = await listed({ limit: 2 }, a.clerk);
    expect(first.ids).toEqual([3, 2]);
    expect(await listed({ limit: 2, after: first.next }, a.clerk)).toEqual({ ids: [1], next: undefined });
  });
});

describe('Public tracking', () => {
  const track = (code: string, secret: string) => queries.track(TrackDossier.ask.parse({ code, secret }));
  it('tells the bearer of the receipt where his dossier is, and no more', async () => {
    expect(TrackDossier.answer.parse(await track(codeOf(3), 'SECRET-0003'))).toEqual({
      code: codeOf(3),
      status: 'in-process',
      statusCode: 4,
      procedure: '1.004873',
      receivedAt: a.receivedAt,
      dueAt: '2022-03-23T10:00:00.000Z',
      ...fresh,
    });
  });
  it('says the same of a wrong secret and of an unknown code, having compared both times', async () => {
    secrets.clear();
    await expect(track(codeOf(3), 'SECRET-0001')).rejects.toMatchObject({ code: 'WrongSecret', params: {} });
    await expect(track(codeOf(9), 'SECRET-0003')).rejects.toMatchObject({ code: 'WrongSecret', params: {} });
    expect([...secrets.values()]).toEqual(['SECRET-0001', 'SECRET-0003']);
  });
});

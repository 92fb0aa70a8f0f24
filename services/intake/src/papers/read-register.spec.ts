import { type Actor, type PersonalRead, ReadRegister } from '@hoso/contracts';
import { StoreUnavailable } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { law2022, law2026 } from '../../test/laws.ts';
import { documentOf, recorded } from '../../test/history.ts';
import { dossiers } from '../dossier/dossiers.view.ts';
import { readRegister, type RegisterPorts } from './read-register.ts';

const idOf = (n: number) => `017f8a00-0000-7000-8000-00000000000${n}`;
const seal = (id: string) => ({ kid: id, iv: 'aXY=', ct: 'Y3Q=', tag: 'dGFn' });
const codeOf = (n: number) => `000.00.21.H49-22031${n}-0001`;

let log: (PersonalRead | 'opened')[];
let mayRecord: boolean;
let destroyed: string | undefined;
let ports: RegisterPorts;
let now: string;

/** Received on 11 to 15 March, the last instant of the 12th among them; 4 only submitted, 5 at another unit. */
beforeEach(async () => {
  log = [];
  mayRecord = true;
  destroyed = undefined;
  now = '2026-04-01T00:00:00.000Z';
  const generation = await memoryViewStore().live(dossiers);
  const told = [1, 2, 3, 4, 5].map((n) => {
    const oneStop = n === 5 ? 'co-to-one-stop' : a.oneStopId;
    const submitted = {
      ...a.submitted,
      data: { ...a.submitted.data, applicant: seal(idOf(n)), oneStop },
    } as typeof a.submitted;
    const occurredAt = n === 2 ? '2022-03-12T16:59:59.999Z' : `2022-03-1${n}T03:00:00.000Z`;
    const received = { ...a.received, data: { ...a.received.data, code: codeOf(n) }, occurredAt };
    const history = n === 4 ? [submitted] : n === 1 ? [submitted, received, a.withdrawn] : [submitted, received];
    return { key: idOf(n), document: documentOf(recorded(history, idOf(n))), position: n + 1, previous: 0 };
  });
  await generation.save(told, { checkpoints: [], held: [], released: [] });
  ports = {
    clock: () => Date.parse(now),
    reader: {
      page: async (query) => {
        const { items, ...rest } = await generation.page(query);
        return { ...{ completeUpTo: 9, lagMs: 0, held: [] }, ...rest, items: [...items] };
      },
    },
    sealer: {
      open: async ({ kid }) => {
        log.push('opened');
        return kid === destroyed ? undefined : { value: { ...a.person, phone: '0912 345 678' } };
      },
    },
    reads: {
      record: async (read) => {
        if (!mayRecord) throw new StoreUnavailable('full');
        log.push(read);
      },
    },
    registry: {
      procedure: async () => a.procedure,
      unit: async (id) => ({ ...a.oneStop, id, kind: id.endsWith('one-stop') ? 'one-stop' : 'agency' }),
      newestCalendar: async () => a.calendar,
      calendar: async () => a.calendar,
      law: async (on) => (on < '2025-09-15' ? law2022 : law2026),
      boundLaw: async () => law2022,
    },
  };
});

const inspector: Actor = { id: 'inspector-01', role: 'inspector', unit: 'inspectorate' };

async function register(change: Partial<Parameters<typeof ReadRegister.ask.parse>[0] & object> = {}, actor = a.clerk) {
  const ask = ReadRegister.ask.parse({ unit: a.oneStopId, from: '2022-03-11', to: '2022-03-31', ...change });
  return ReadRegister.answer.parse(await readRegister(ports, ask, actor));
}

async function codes(change: object) {
  return (await register(change)).items.map(({ code }) => code);
}

describe('The register of a one-stop unit', () => {
  it('has what it received, in order, from the first day to the end of the last', async () => {
    expect(await codes({})).toEqual([codeOf(1), codeOf(2), codeOf(3)]);
    expect(await codes({ from: '2022-03-12', to: '2022-03-12' })).toEqual([codeOf(2)]);
    expect(await codes({ from: '2022-03-13' })).toEqual([codeOf(3)]);
    expect(await codes({ to: '2022-03-11' })).toEqual([codeOf(1)]);
  });

  it('bears the date of its last day, or of today where that is still to come', async () => {
    expect((await register()).on).toBe('2022-03-31');
    now = '2022-03-15T17:00:00.000Z';
    expect((await register()).on).toBe('2022-03-16');
  });

  it('comes page by page', async () => {
    const first = await register({ limit: 2 });
    expect(first.items.map(({ code }) => code)).toEqual([codeOf(1), codeOf(2)]);
    expect(await codes({ limit: 2, after: first.next })).toEqual([codeOf(3)]);
  });

  it('says of each who applied, once that is recorded', async () => {
    const { items, unit, formSet } = await register({ to: '2022-03-11' });
    expect([unit, formSet]).toEqual(['Hạ Long one-stop', 'tt01-2018']);
    expect(items).toEqual([
      {
        code: codeOf(1),
        procedure: 'Marital status',
        applicant: { name: a.person.name, phone: '0912 345 678' },
        receivedAt: '2022-03-11T03:00:00.000Z',
        dueAt: a.lawfulDueAt,
        returnBy: 'counter',
        note: 'Rút hồ sơ',
      },
    ]);
    expect(log).toEqual([
      {
        actor: a.clerk,
        dossiers: [idOf(1)],
        fields: ['applicant.name', 'applicant.address', 'applicant.phone'],
        purpose: 'casework',
        query: 'ReadRegister',
      },
      'opened',
    ]);
  });

  it('opens nothing that cannot be recorded', async () => {
    mayRecord = false;
    await expect(register()).rejects.toThrow(StoreUnavailable);
    expect(log).toEqual([]);
  });

  it('keeps the line of whoever was erased', async () => {
    destroyed = idOf(2);
    const { items } = await register();
    expect(items.map(({ applicant }) => applicant !== undefined)).toEqual([true, false, true]);
  });

  it.each([
    ['another counter', a.strangeClerk, {}, 'WrongUnit'],
    ['an officer', a.officerAtCounter, {}, 'RoleNotAllowed'],
    ['an applicant', a.applicant, {}, 'RoleNotAllowed'],
    ['an operator', { ...inspector, role: 'operator' as const }, {}, 'RoleNotAllowed'],
    ['nobody before its first day', a.clerk, { to: '2022-03-10' }, 'PeriodInvalid'],
    ['nobody for more than a year', a.clerk, { to: '2023-03-12' }, 'PeriodInvalid'],
    ['nobody at an agency', inspector, { unit: a.agency }, 'NotAOneStopUnit'],
  ])('is not for %s', async (_who, actor, change, code) => {
    await expect(register(change, actor)).rejects.toThrow(code);
    expect(log).toEqual([]);
  });

  it('is for who inspects, and of a whole year', async () => {
    expect((await register({ to: '2023-03-11' }, inspector)).items.length).toBe(3);
  });
});

import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Actor,
  CheckLog,
  CompareMoments,
  FindDossier,
  FindFinding,
  FindUnit,
  ImportXes,
  ListDeviations,
  ListFindings,
  ListHeldDossiers,
  ListLogs,
  ListReads,
  ListRules,
  ListSignals,
  ListUnitLoads,
  type QueryType,
  ReadLog,
  RejudgeLog,
  Replay,
  refuse,
  type Role,
  ShowClock,
  WhatIf,
} from '@hoso/contracts';
import { type Bus, LogTail } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { inProcessBus } from '@hoso/messaging';
import { BusStrategy, RefusalFilter, type ServiceParts } from '@hoso/nest';
import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { audit } from '../src/index.ts';
import { type LogShelf, logShelf, xes } from './log-shelf.ts';
import { dossierId, record, told } from './story.ts';

const code = '000.00.21.H49-220315-0001';
const again = {
  ...told.supplementRequested,
  at: '2022-03-14T05:00:00.000Z',
  data: { ...told.supplementRequested.data, count: 2 },
};
const rules = {
  ...{ id: 'town', version: 1, effectiveFrom: '2010-01-01' },
  rules: [{ id: 'R', template: 'response', activity: 'Receive', then: 'Decide' }],
};

let shelf: LogShelf;
let bus: Bus;
let service: INestMicroservice;

beforeEach(async () => {
  shelf = logShelf();
  bus = inProcessBus({ publishedUpTo: 0 });
  const unused = () => Promise.reject(new Error('audit opens no personal data'));
  const parts: ServiceParts = {
    ...{ store: shelf.main, tail: new LogTail(shelf.main), views: memoryViewStore() },
    ...{ sealer: { seal: unused, open: unused, lifeOf: unused }, clock: () => Date.parse('2022-03-22T00:00:00.000Z') },
    reads: { record: unused },
    verify: async (token) => Actor.parse(JSON.parse(token ?? 'null')),
    // Intake over the bus, as the platform has it.
    ask: async (query, question) =>
      query.answer.parse(await bus.request(query.subject, { data: question, headers: {} }, 1_000)),
  };
  const { module } = audit(shelf);
  service = await NestFactory.createMicroservice(module(parts), {
    ...{ strategy: new BusStrategy(bus, 'audit'), logger: false },
  });
  service.useGlobalFilters(new RefusalFilter());
  await service.listen();
});

afterEach(async () => {
  await service.close();
  await bus.close();
  await shelf.close();
});

function ask({ subject }: QueryType, data: unknown, role: Role = 'inspector'): Promise<unknown> {
  const token = JSON.stringify({ id: 'somebody', role, unit: 'somewhere' });
  return bus.request(subject, { data, headers: { token } }, 10_000);
}

const importing = () =>
  ask(ImportXes, {
    log: 'town',
    upload: shelf.upload(xes({ name: 'case-1', events: [['Receive', '2011-01-01T00:00:00Z']] })),
  });

describe('Audit', () => {
  it('imports, judges, lists, reads and replays for an inspector', async () => {
    expect(await importing()).toMatchObject({ cases: 1, events: 1, added: { events: 1 } });
    expect(await ask(CheckLog, { log: 'town', rules })).toMatchObject({ rules: [{ id: 'R', broken: 1 }] });
    expect(await ask(ListDeviations, { log: 'town', rules })).toMatchObject({ items: [{ rule: 'R', case: 'case-1' }] });
    expect(await ask(ListLogs, {})).toMatchObject({ items: [{ name: 'main' }, { name: 'town', kind: 'imported' }] });
    expect(await ask(ReadLog, { log: 'town' })).toMatchObject({ items: [{ position: 1 }, { position: 2 }] });
    expect(await ask(Replay, { log: 'town', dossier: 'case-1' })).toMatchObject({ state: { status: 'Receive' } });
  });

  it('judges a log of dossiers again, records what it finds, and lists it', async () => {
    await record(shelf.main, [told.submitted, told.supplementRequested, again, told.received]);
    const first = { log: 'main', events: 4, dossiers: 1, raised: 1, withdrawn: 0, same: 0, recorded: true };
    expect(RejudgeLog.answer.parse(await ask(RejudgeLog, { log: 'main' }))).toMatchObject({ ...first, judgedUpTo: 5 });
    expect(await ask(RejudgeLog, {})).toMatchObject({ raised: 0, withdrawn: 0, same: 1 });
    const { items, ...fresh } = ListFindings.answer.parse(await ask(ListFindings, { log: 'main' }));
    expect(fresh).toEqual({ completeUpTo: 5, judgedUpTo: 5, lagMs: 0, held: [] });
    expect(items).toMatchObject([{ rule: 'V09', dossier: dossierId, unit: 'ha-long-one-stop', status: 'open' }]);
    expect(await ask(ListFindings, { dossier: dossierId }, 'clerk')).toMatchObject({ items: [] });
  });

  it('tells what would have been found at an earlier moment, and records nothing of that', async () => {
    await record(shelf.main, [told.submitted, told.supplementRequested, again]);
    const earlier = { until: '2026-11-23T07:59:59.999Z' };
    expect(await ask(RejudgeLog, earlier)).toMatchObject({ events: 0, raised: 0, recorded: false });
    const now = { until: '2026-11-23T08:00:00.000Z' };
    expect(await ask(RejudgeLog, now)).toMatchObject({ raised: 1, recorded: false });
    expect(await ask(ListFindings, {})).toMatchObject({ items: [], judgedUpTo: 0 });
  });

  it('gathers signals over a whole log, and refuses a period that ends before it begins', async () => {
    await record(shelf.main, [told.submitted, told.scanned, told.supplementRequested]);
    const { items, all, count, unread } = ListSignals.answer.parse(await ask(ListSignals, { by: 'person' }));
    // The story is recorded in one moment, years after it is said to have happened.
    expect(items).toMatchObject([{ kind: 'recorded-late', person: 'clerk-0701', hits: 2, chances: 2, strength: 0 }]);
    expect([count, unread, all.length]).toEqual([1, 0, 7]);
    // Nobody has the calendar that it is bound to.
    await record(shelf.main, [told.received]);
    expect(await ask(ListSignals, {})).toMatchObject({ unread: 1, count: 1 });
    const backwards = ask(ListSignals, { from: '2022-03-02', to: '2022-03-01' });
    await expect(backwards).rejects.toMatchObject({ code: 'PeriodInvalid' });
    expect(await ask(ListSignals, { to: '2022-03-01' })).toMatchObject({ items: [] });
  });

  it('shows the rules to everybody, in both languages', async () => {
    const { items, undecided } = ListRules.answer.parse(await ask(ListRules, {}, 'applicant'));
    expect(undecided.map(({ rule, reason }) => [rule, reason.en.length > 0])).toEqual([
      ['V43', true],
      ['V46', true],
      ['V49', true],
    ]);
    expect(items.find(({ rule }) => rule === 'V09')).toMatchObject({
      ruleSet: { id: 'nd61-2018', effectiveFrom: '2018-06-21' },
      severity: 'H',
      name: { vi: expect.stringContaining('bổ sung'), en: expect.stringContaining('supplement') },
    });
    expect(items.filter(({ rule, ruleSet }) => rule === 'V21' && ruleSet.id === 'nd61-2018')).toMatchObject([
      { scope: 'dossier', name: { en: 'Malformed dossier code, or wrong date in it' } },
      { scope: 'across-dossiers', name: { en: 'One code given to two dossiers' } },
    ]);
    expect(items.map(({ ruleSet }) => ruleSet.effectiveFrom)).toEqual(
      items.map(({ ruleSet }) => ruleSet.effectiveFrom).sort(),
    );
  });

  it('compares moments, shows the clock, and what lies where with its freshness', async () => {
    await record(shelf.main, [told.submitted, told.received]);
    expect(await ask(CompareMoments, { dossier: dossierId, fromAsKnown: '#2' })).toMatchObject({ addedCount: 1 });
    expect(await ask(ShowClock, { dossier: dossierId })).toMatchObject({
      clock: 'running',
      why: { vi: expect.any(String) },
    });
    // Nothing follows the log here: the answer says that it does not hold these events yet.
    expect(await ask(ListUnitLoads, {})).toMatchObject({ items: [], completeUpTo: 0, lagMs: expect.any(Number) });
    await bus.reply(FindUnit.subject, 'registry', async ({ data }) => {
      const { id } = FindUnit.ask.parse(data);
      return refuse('UnitNotFound', { id });
    });
    const nowhere = ask(ListHeldDossiers, { unit: 'nowhere' });
    await expect(nowhere).rejects.toMatchObject({ code: 'UnitNotFound', params: { id: 'nowhere' } });
    await expect(ask(ListSignals, { unit: 'nowhere' })).rejects.toMatchObject({ code: 'UnitNotFound' });
  });

  it('tells of damage by the log and the positions where it lies, and judges nothing', async () => {
    await importing();
    const store = shelf.logs.open('town');
    if (!store) throw new Error('it was imported');
    // As a page looks that something else has written over while the log is open.
    const { readAll } = store;
    Object.assign(store, {
      readAll: async (...asked: Parameters<typeof readAll>) =>
        (await readAll(...asked)).map((event) => (event.position === 2 ? { ...event, body: '\u0000\u0000' } : event)),
    });
    const told = { name: 'Internal', code: 'LogDamaged', params: { log: 'town', from: 2, to: 2 } };
    await expect(ask(CheckLog, { log: 'town', rules })).rejects.toMatchObject(told);
    await expect(ask(ListDeviations, { log: 'town', rules })).rejects.toMatchObject(told);
    await expect(ask(Replay, { log: 'town', dossier: 'case-1' })).rejects.toMatchObject(told);
  });

  it('asks intake for the dossier of a code', async () => {
    await record(shelf.main, [told.submitted, told.received]);
    const asked: unknown[] = [];
    await bus.reply(FindDossier.subject, 'intake', async ({ data }) => {
      asked.push(data);
      const { submitted, received } = told;
      return {
        dossier: {
          ...{ id: dossierId, code, status: 'received', statusCode: 2, procedure: '1.001193', channel: 'online' },
          ...{ oneStop: 'ha-long-one-stop', returnBy: 'counter', submittedAt: submitted.at, receivedAt: received.at },
          ...{ scans: [], stepsDone: [], stepsLeft: [], supplements: 0, reappointments: 0, version: 2 },
        },
        ...{ completeUpTo: 3, lagMs: 0, held: [] },
      };
    });
    expect(await ask(Replay, { dossier: code })).toMatchObject({ dossier: dossierId, state: { code } });
    expect(asked).toEqual([{ id: code }]);
  });

  it('tells whoever may not read a dossier that there is none', async () => {
    await record(shelf.main, [told.submitted, told.received]);
    for (const query of [Replay, CompareMoments, ShowClock]) {
      for (const role of ['officer', 'applicant'] as const) {
        const refused = ask(query, { dossier: dossierId }, role);
        await expect(refused).rejects.toMatchObject({ code: 'DossierNotFound', params: { id: dossierId } });
      }
    }
  });

  const denied: readonly [QueryType, unknown, Role][] = [
    [ImportXes, { log: 'town', upload: 'a'.repeat(64) }, 'clerk'],
    [CheckLog, { log: 'town', rules }, 'head'],
    [ListDeviations, { log: 'town', rules }, 'registrar'],
    [ReadLog, {}, 'officer'],
    [ListLogs, {}, 'applicant'],
    [ListFindings, {}, 'applicant'],
    [RejudgeLog, {}, 'head'],
    [FindFinding, { id: 'a'.repeat(32) }, 'registrar'],
    [ListReads, {}, 'operator'],
    [ListSignals, {}, 'head'],
    [WhatIf, { rules: {} }, 'head'],
    [Replay, { dossier: dossierId }, 'registrar'],
    [ListUnitLoads, {}, 'applicant'],
    [ListUnitLoads, {}, 'registrar'],
    [ListHeldDossiers, { unit: 'ha-long-office' }, 'applicant'],
  ];
  it.each(denied.map(([query, question, role]) => ({ name: query.name, role, query, question })))(
    'refuses $name to a(n) $role',
    async ({ query, question, role }) => {
      await expect(ask(query, question, role)).rejects.toMatchObject({ code: 'RoleNotAllowed', params: { role } });
    },
  );

  const malformed: readonly [QueryType, string, unknown][] = [
    [ImportXes, 'log', { log: 'Town Hall', upload: 'a'.repeat(64) }],
    [ImportXes, 'upload', { log: 'town', upload: '../main.sqlite' }],
    [Replay, 'asOf', { dossier: dossierId, asOf: '2022-02-30T00:00:00.000Z' }],
    [Replay, 'asKnown', { dossier: dossierId, asKnown: 'yesterday' }],
    [Replay, 'asKnown', { dossier: dossierId, asKnown: '#0' }],
    [Replay, 'limit', { dossier: dossierId, limit: 1_001 }],
    [Replay, 'after', { dossier: dossierId, after: -1 }],
    [CompareMoments, 'toAsOf', { dossier: dossierId, toAsOf: '#' }],
    [CompareMoments, 'limit', { dossier: dossierId, limit: 'many' }],
    [ShowClock, 'asOf', { dossier: dossierId, asOf: '2022-03-15' }],
    [ListUnitLoads, 'at', { at: 'now' }],
    [ListHeldDossiers, 'after', { unit: 'ha-long-office', after: 'x' }],
    [ReadLog, 'after', { after: -1 }],
    [ListDeviations, 'limit', { log: 'town', rules, limit: 0 }],
    [ListFindings, 'rule', { rule: 'V9999' }],
    [ListFindings, 'severity', { severity: 'X' }],
    [FindFinding, 'id', { id: 'A'.repeat(32) }],
    [RejudgeLog, 'until', { until: 'tomorrow' }],
    [ListReads, 'after', { after: 'x' }],
    [WhatIf, 'to', { rules: {}, to: '2022-02-30' }],
    [WhatIf, 'limit', { rules: {}, limit: 10_001 }],
    [ListSignals, 'kind', { kind: 'lateness' }],
    [ListSignals, 'from', { from: '2022-02-30' }],
    [ListSignals, 'limit', { limit: 0 }],
    [CheckLog, 'zeta', { log: 'town', rules, zeta: 2 }],
  ];
  it.each(malformed.map(([query, field, question]) => ({ name: query.name, field, query, question })))(
    'names $field, which $name cannot take so',
    async ({ query, field, question }) => {
      const fields = expect.stringContaining(`"field":"${field}"`);
      await expect(ask(query, question)).rejects.toMatchObject({ name: 'InvalidInput', params: { fields } });
    },
  );
});

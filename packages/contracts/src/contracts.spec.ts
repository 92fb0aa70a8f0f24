import { canonicalJson } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { arbitraryOf, mayMiss, objectsIn } from '../test/arbitrary-of.ts';
import {
  CheckLog,
  CommandMessage,
  CompareMoments,
  CompareVersions,
  caseEvents,
  ClockRestarted,
  DossierReceived,
  DossierSubmitted,
  dossierEvents,
  FindCalendar,
  FindCollection,
  FindDossier,
  FindExtensionSlip,
  FindLaw,
  FindProcedure,
  FindRecipient,
  FindRuleSet,
  FindShipments,
  FindUnit,
  ImportProcedures,
  ImportXes,
  importedEvents,
  intakeCommands,
  ListDeviations,
  ListVariants,
  ListDossiers,
  ListHeldDossiers,
  ListLogs,
  ListOfficers,
  ListProcedures,
  ListRuleSets,
  ListShipments,
  ListUnitLoads,
  ListUnits,
  ListViews,
  numberingEvents,
  OperationsStatus,
  postalCommands,
  ProcedurePublished,
  processingCommands,
  ReadLog,
  Receipt,
  RebuildView,
  Replay,
  RetryHeld,
  refusals,
  registryCommands,
  registryEvents,
  routes,
  ShowClock,
  ShowDirectlyFollows,
  ShowProfile,
  shipmentEvents,
  SearchDossiers,
  TrackDossier,
  UnitRegistered,
} from './index.ts';

const commands = [...registryCommands, ...[...intakeCommands, ...processingCommands, ...postalCommands]];
const catalogues = [dossierEvents, caseEvents, shipmentEvents, numberingEvents, registryEvents, importedEvents];
const events = catalogues.flatMap(({ types }) => [...types.values()]);
const queries = [
  ...[FindProcedure, ListProcedures, FindUnit, ListUnits, FindCalendar, ImportProcedures],
  ...[FindLaw, FindRuleSet, ListRuleSets, ListOfficers, CompareVersions],
  ...[FindDossier, ListDossiers, SearchDossiers, TrackDossier, FindExtensionSlip, FindRecipient],
  ...[FindShipments, ListShipments, FindCollection],
  ...[Replay, CheckLog, ListDeviations, ImportXes, ListLogs, ReadLog],
  ...[ShowDirectlyFollows, ListVariants, ShowProfile],
  ...[CompareMoments, ShowClock, ListUnitLoads, ListHeldDossiers],
  ...[OperationsStatus, RetryHeld, ListViews, RebuildView],
];
const schemas: readonly (readonly [string, z.ZodType])[] = [
  ['CommandMessage', CommandMessage],
  ['Receipt', Receipt],
  ...commands.map(({ name, data }) => [name, data] as const),
  ...events.map(({ name, schema }) => [name, schema] as const),
  ...queries.map(({ name, ask }) => [`the question ${name}`, ask] as const),
  ...queries.map(({ name, answer }) => [`the answer of ${name}`, answer] as const),
];

/** Something of every kind that JSON knows, and some that look right at first sight. */
const wrong: readonly unknown[] = [
  null,
  {},
  [],
  -1.5,
  1e300,
  '',
  'x'.repeat(5_000),
  '\u0000',
  '\ud800',
  '2022-02-30T00:00:00.000Z',
  { unknown: 1 },
  [{}],
];

/** The patterns in a schema that do not say by example what they want. */
function bareFormsIn(part: unknown, seen = new Set<unknown>()): readonly string[] {
  if (typeof part !== 'object' || part === null || seen.has(part)) return [];
  seen.add(part);
  if (part instanceof z.core.$ZodCheckStringFormat && part._zod.def.format === 'regex' && !part._zod.def.error) {
    return [String(part._zod.def.pattern)];
  }
  const made = part instanceof z.core.$ZodType || part instanceof z.core.$ZodCheck ? part._zod.def : part;
  return Object.values(made).flatMap((inner) => bareFormsIn(inner, seen));
}

describe('Every schema of the contracts', () => {
  const asked: readonly (readonly [string, z.ZodType])[] = [
    ...commands.map(({ name, data }) => [name, data] as const),
    ...queries.map(({ name, ask }) => [name, ask] as const),
  ];
  it.each(asked)('%s says by example what form a field takes', (_, schema) => expect(bareFormsIn(schema)).toEqual([]));

  it.each(schemas)('%s takes what it describes, and the same after canonical JSON', (_, schema) => {
    fc.assert(
      fc.property(arbitraryOf(schema), (value) => {
        const parsed = schema.parse(value);
        expect(schema.parse(JSON.parse(canonicalJson(parsed)))).toEqual(parsed);
      }),
      { numRuns: 25 },
    );
  });

  it.each(schemas)('%s refuses members it does not know, at every depth', (name, schema) => {
    for (const object of objectsIn(schema)) {
      const strict = object.def.catchall instanceof z.ZodNever;
      expect({ name, members: Object.keys(object.shape), strict }).toMatchObject({ strict: true });
    }
    if (!(schema instanceof z.ZodObject)) return;
    fc.assert(
      fc.property(arbitraryOf(schema), (value) => {
        expect(schema.safeParse({ ...Object(value), unknownMember: 1 }).success).toBe(false);
      }),
      { numRuns: 5 },
    );
  });

  it.each(schemas)('%s refuses members of another kind, and names the member', (_, schema) => {
    if (!(schema instanceof z.ZodObject)) return;
    fc.assert(
      fc.property(arbitraryOf(schema), fc.constantFrom(...wrong), (value, bad) => {
        for (const [member, inner] of Object.entries(schema.shape)) {
          if (z.safeParse(inner, bad).success) continue;
          const issues = schema.safeParse({ ...Object(value), [member]: bad }).error?.issues ?? [];
          expect(issues.map(({ path }) => path[0])).toContain(member);
        }
      }),
      { numRuns: 25 },
    );
  });

  it.each(schemas)('%s has no member that takes anything, but rules and recorded data', (_, schema) => {
    if (!(schema instanceof z.ZodObject)) return;
    const lenient = Object.entries(schema.shape).filter(([, inner]) =>
      wrong.every((bad) => z.safeParse(inner, bad).success),
    );
    expect(lenient.map(([member]) => member).filter((member) => member !== 'rules')).toEqual([]);
  });

  it.each(schemas)('%s misses what is needed', (_, schema) => {
    if (!(schema instanceof z.ZodObject)) return;
    const [value] = fc.sample(arbitraryOf(schema), { numRuns: 1, seed: 7 });
    for (const [member, inner] of Object.entries(schema.shape)) {
      const { [member]: left, ...rest } = Object(value);
      expect(schema.safeParse(rest).success).toBe(mayMiss(inner));
    }
  });
});

describe('Texts', () => {
  it.each([
    ['decomposed marks', 'Nguyễn'.normalize('NFD'), 'Nguyễn'.normalize('NFC')],
    ['blanks around', '  Hạ Long ', 'Hạ Long'],
  ])('are stored the same with %s', (_, typed, stored) => {
    const data = SubmitName.parse({ name: typed });
    expect(data.name).toBe(stored);
  });
  it.each([
    ['nothing', ''],
    ['blanks only', ' \n '],
    ['U+0000', 'a\u0000'],
    ['an escape', 'a\u001b[31m'],
    ['a lone surrogate', 'a\ud800'],
    ['too much', 'x'.repeat(201)],
  ])('are not %s', (_, typed) => expect(SubmitName.safeParse({ name: typed }).success).toBe(false));
});
const SubmitName = z.strictObject({ name: intakeCommands[0].data.shape.applicant.shape.name });

describe('Names', () => {
  it('of events are unique on the whole platform', () => {
    const names = events.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
  it('of commands and queries are unique', () => {
    const names = [...commands, ...queries].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
  it('of subjects name their service, and a query’s is its own', () => {
    for (const { subject } of [...commands, ...queries])
      expect(subject).toMatch(/^[a-z-]+\.(commands|queries)\.[a-z]+$/);
    const subjects = queries.map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(subjects.length);
  });
});

describe('Events of an older shape', () => {
  it('read as what they said: a dossier that no shipment brought, a unit without a post office', () => {
    const oneStop = 'ha-long-one-stop';
    const kind = 'citizen' as const;
    const submitted = {
      procedure: '1.001612',
      channel: 'post',
      oneStop,
      applicant: { kind, name: 'Hoa' },
      returnBy: 'post',
    };
    expect(DossierSubmitted.upcast(submitted, 1)).toEqual(submitted);
    const unit = {
      id: oneStop,
      name: { vi: 'a', en: 'b' },
      kind: 'one-stop',
      level: 'commune',
      agencies: [],
      officers: [],
    };
    expect(UnitRegistered.upcast({ ...unit, source: 'c' }, 1)).toEqual({ ...unit, source: 'c' });
    expect([DossierSubmitted.version, UnitRegistered.version]).toEqual([4, 3]);
  });
});

describe('Terms without a unit', () => {
  const terms = { counter: { unit: 'sameDay' } } as const;
  const procedure = {
    ...{ code: '1.001193', version: 1, name: { vi: 'a', en: 'b' }, effectiveFrom: '2019-01-06', levels: ['commune'] },
    ...{ terms, documents: [], fee: {}, steps: [{ code: 'sign', name: { vi: 'a', en: 'b' }, role: 'head' }] },
    ...{ clerkMayProcess: false, source: { text: 'a' }, assumed: [] },
  };
  const at = '2022-03-15T03:00:00.000Z';
  const received = {
    ...{ code: '000.00.21.H49-220315-0001', startAt: at, lawfulDueAt: at, dueAt: at, steps: [], documents: [] },
    ...{ procedure: { code: '1.001193', version: 1 }, term: terms.counter, clerkMayProcess: false },
    calendar: { id: 'quang-ninh', version: 1 },
  };
  const restarted = { at, from: at, dueAt: at, case: 1 };
  it('came later: what was stored before reads as it did', () => {
    expect(ProcedurePublished.upcast(procedure, 1)).toEqual(procedure);
    expect(DossierReceived.upcast(received, 1)).toEqual(received);
    expect(ClockRestarted.upcast(restarted, 1)).toEqual(restarted);
    expect([ProcedurePublished.version, DossierReceived.version, ClockRestarted.version]).toEqual([3, 5, 3]);
  });
  it('are taken with their number or without it, and leave a dossier without a lawful date', () => {
    for (const term of [{ unit: 'unstated' }, { unit: 'unstated', amount: 0 }]) {
      const { lawfulDueAt, ...undated } = received;
      expect(DossierReceived.schema.safeParse({ ...undated, term }).success).toBe(true);
      expect(ProcedurePublished.schema.safeParse({ ...procedure, terms: { post: term } }).success).toBe(true);
    }
    const { dueAt, ...undated } = restarted;
    expect(ClockRestarted.schema.safeParse(undated).success).toBe(true);
    for (const amount of [-1, 0.5, '3']) {
      expect(DossierReceived.schema.safeParse({ ...received, term: { unit: 'unstated', amount } }).success).toBe(false);
    }
  });
});

describe('Refusals', () => {
  it.each(Object.entries(refusals))(
    '%s is said in Vietnamese and in English, with the same parameters',
    (_, { vi, en }) => {
      expect(vi.trim()).not.toBe('');
      expect(en.trim()).not.toBe('');
      expect(vi).not.toBe(en);
      expect(placeholders(vi)).toEqual(placeholders(en));
    },
  );
});

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)).sort();
}

describe('Routes', () => {
  it('are each there once', () => {
    const keys = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s describes its parameters',
    (_, route) => {
      const named = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => String(name));
      expect(Object.keys(route.params.shape).sort()).toEqual(named.sort());
      if ('query' in route) for (const name of named) expect(Object.keys(route.query.ask.shape)).toContain(name);
      expect(route.summary.vi).not.toBe(route.summary.en);
    },
  );
  it('reach every command but those that only the platform gives', () => {
    // The edge gives `StoreScan` once it has kept what came in.
    const given = routes.flatMap((route) => ('command' in route ? [route.command.name] : []));
    const routed = new Set(['StoreScan', ...given]);
    const unrouted = commands.map(({ name }) => name).filter((name) => !routed.has(name));
    const ofDossiers = ['SubmitCollected', 'RecordResult', 'RecordReturned', 'RecordNotDelivered'];
    const ofTime = ['FollowDueDate', 'Remind', 'MarkOverdue', 'ProposeAutoClose'];
    const back = ['TakeDossierBack', 'TakeResultBack', 'PauseClock', 'ResumeClock'];
    expect(unrouted).toEqual([...ofDossiers, ...back, 'OpenCase', 'CloseCase', ...ofTime, 'ArrangeShipment']);
  });
});

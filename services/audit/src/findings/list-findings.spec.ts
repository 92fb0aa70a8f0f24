import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, ListFindings, refuse } from '@hoso/contracts';
import { instantOf, uuidV8 } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { type FindingDocument, findings } from './findings.view.ts';
import { listFindings, type ListFindingsPorts } from './list-findings.ts';

const oneStop = 'ha-long-one-stop';
const agency = 'ha-long-office';
const dossier = (n: number) => uuidV8('dossier', n);

function documentOf(n: number, about: Partial<FindingDocument['finding']>, heldBy: FindingDocument['heldBy']) {
  const document: FindingDocument = {
    finding: {
      ...{ id: n.toString(16).padStart(32, '0'), rule: 'V09', severity: 'H', status: 'open', article: '61 Đ11' },
      ...{ ruleSet: { id: 'nd61-2018', version: 1, effectiveFrom: '2018-06-21' }, name: { vi: 'a', en: 'a' } },
      ...{ dossier: dossier(1), positions: [n], lawful: { vi: 'a', en: 'a' }, facts: {} },
      ...{ certainAt: instantOf(n), raisedAt: instantOf(n), ...about },
    },
    heldBy,
    raised: n,
  };
  return { key: document.finding.id, document, position: n, previous: 0 };
}

let ports: ListFindingsPorts;
beforeEach(async () => {
  const generation = await memoryViewStore().live(findings);
  const documents = [
    documentOf(1, { unit: oneStop, person: 'clerk-0702' }, { oneStop }),
    documentOf(2, { rule: 'V02', unit: agency, person: 'officer-0802', severity: 'M' }, { oneStop, agency }),
    documentOf(3, { status: 'withdrawn' }, { oneStop }),
    documentOf(4, { dossier: dossier(2), unit: 'co-to-one-stop' }, { oneStop: 'co-to-one-stop' }),
    documentOf(5, { rule: 'V01', unit: agency, person: 'head-0801' }, { oneStop, agency }),
  ];
  await generation.save(documents, { checkpoints: [], held: [], released: [] });
  ports = {
    readerOf: async () => ({
      judged: async () => ({ judgedUpTo: 40, lagMs: 3, held: ['x'] }),
      find: (id) => generation.find(id),
      page: (query) => generation.page(query),
      handsOf: async (id) => ({
        ...{ submittedBy: { id: 'clerk-0702', role: 'clerk' }, carriers: [] },
        ...(id === dossier(1) ? { oneStop, agencies: [agency] } : { oneStop: 'co-to-one-stop', agencies: [] }),
      }),
      requireUnit: async (id) => (id === oneStop || id === 'quiet-office' ? undefined : refuse('UnitNotFound', { id })),
      requirePerson: async (person) => (person === 'officer-quiet' ? undefined : refuse('PersonNotFound', { person })),
    }),
    kindOf: async (id) => (id.endsWith('one-stop') ? 'one-stop' : id === 'nowhere' ? undefined : 'agency'),
    isRule: (rule) => rule === 'V09' || rule === 'V15',
  };
});

const inspector: Actor = { id: 'inspector-1', role: 'inspector', unit: 'inspectorate' };
const listed = async (ask: object, actor: Actor) =>
  ListFindings.answer.parse(await listFindings(ports, ListFindings.ask.parse(ask), actor));
const numbers = async (ask: object, actor: Actor) =>
  (await listed(ask, actor)).items.map(({ id }) => Number.parseInt(id, 16));

describe('Findings', () => {
  it('that stand are listed newest first, with how far the log was judged', async () => {
    expect(await numbers({}, inspector)).toEqual([5, 4, 2, 1]);
    expect(await listed({}, inspector)).toMatchObject({ completeUpTo: 40, judgedUpTo: 40, lagMs: 3, held: ['x'] });
  });
  it('are all listed where that is asked for', async () =>
    expect(await numbers({ all: true }, inspector)).toEqual([5, 4, 3, 2, 1]));
  it.each([
    [{ rule: 'V01' }, [5]],
    [{ dossier: dossier(1) }, [5, 2, 1]],
    [{ unit: agency }, [5, 2]],
    [{ person: 'officer-0802' }, [2]],
    [{ severity: 'M' }, [2]],
    [{ unit: agency, rule: 'V02', severity: 'M' }, [2]],
    [{ unit: agency, rule: 'V09' }, []],
  ])('are narrowed by %p', async (ask, expected) => expect(await numbers(ask, inspector)).toEqual(expected));
  it.each([
    ...[{ rule: 'V15' }, { unit: 'quiet-office' }, { unit: agency, rule: 'V09' }, { rule: 'V02', severity: 'L' }],
    ...[{ person: 'officer-quiet' }, { person: 'head-0801', rule: 'V09' }],
  ])('are none where the names are known, as in %p, or were found once', async (ask) =>
    expect(await numbers(ask, inspector)).toEqual([]),
  );
  it.each([
    [{ rule: 'V99' }, { code: 'RuleNotFound', params: { rule: 'V99' } }],
    [{ unit: 'ghost' }, { code: 'UnitNotFound', params: { id: 'ghost' } }],
    [{ person: 'clerk-072' }, { code: 'PersonNotFound', params: { person: 'clerk-072' } }],
    [
      { unit: 'ghost', rule: 'V09' },
      { code: 'UnitNotFound', params: { id: 'ghost' } },
    ],
    [
      { dossier: dossier(1), rule: 'V99' },
      { code: 'RuleNotFound', params: { rule: 'V99' } },
    ],
  ])('are refused for a name that nobody knows: %p', (ask, refusal) =>
    expect(listed(ask, inspector)).rejects.toMatchObject(refusal),
  );
  it.each([
    ['a clerk', { id: 'clerk-0702', role: 'clerk', unit: oneStop }, [5, 2, 1]],
    ['a head', { id: 'head-0801', role: 'head', unit: agency }, [5, 2]],
    ['a clerk elsewhere', { id: 'clerk-0101', role: 'clerk', unit: 'co-to-one-stop' }, [4]],
    ['somebody of a unit that nobody knows', { id: 'officer-1', role: 'officer', unit: 'nowhere' }, []],
    ['a registrar', { id: 'registrar-1', role: 'registrar', unit: oneStop }, []],
    ['an operator', { id: 'operator-1', role: 'operator', unit: 'platform' }, [5, 4, 2, 1]],
  ] as const)('show %s what is his to see', async (_, actor, expected) =>
    expect(await numbers({}, actor)).toEqual(expected),
  );
  it('of one dossier are shown to every unit that has it, and to no other', async () => {
    expect(await numbers({ dossier: dossier(1) }, { id: 'head-0801', role: 'head', unit: agency })).toEqual([5, 2, 1]);
    expect(await numbers({ dossier: dossier(2) }, { id: 'head-0801', role: 'head', unit: agency })).toEqual([]);
  });
  it('come in pages, none twice and none left out, also where few are wanted', async () => {
    const seen: number[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await listed({ limit: 1, rule: 'V09', severity: 'H', ...(after ? { after } : {}) }, inspector);
      seen.push(...page.items.map(({ id }) => Number.parseInt(id, 16)));
      after = page.next;
      more = after !== undefined;
    }
    expect(seen).toEqual([4, 1]);
  });
  it('are not for applicants', () =>
    expect(listed({}, { id: 'citizen-1', role: 'applicant', unit: 'public' })).rejects.toMatchObject({
      code: 'RoleNotAllowed',
    }));
});

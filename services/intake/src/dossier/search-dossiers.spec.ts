import { createHmac } from 'node:crypto';
import { type Actor, Applicant, type PersonalRead, type Role, SearchDossiers } from '@hoso/contracts';
import { StoreUnavailable } from '@hoso/event-sourcing';
import { memoryViewStore } from '@hoso/event-sourcing/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as a from '../../test/dossier-stories.ts';
import { documentOf, type History, recorded } from '../../test/history.ts';
import { dossierSearch, nameMarks, type SearchedDossier } from './dossier-search.view.ts';
import { type DossierDocument, dossiers } from './dossiers.view.ts';
import { type DossierSearchPorts, searchDossiers } from './search-dossiers.ts';

const fresh = { completeUpTo: 9, lagMs: 0, held: [] };
const idOf = (n: number) => `017f8a00-0000-7000-8000-00000000000${n}`;
const codeOf = (n: number) => `000.00.21.H49-220315-000${n}`;
const markOf = (text: string) => createHmac('sha256', 'a key').update(text).digest('base64url').slice(0, 22);
/** Seals in plain sight: what is sealed where is `packages/sealing`'s business. */
const seal = (kid: string, applicant: Applicant) => ({
  ...{ kid, iv: 'aXY=', tag: 'dGFn' },
  ct: Buffer.from(JSON.stringify(applicant)).toString('base64'),
});

let destroyed: Set<string>;
let recordedReads: PersonalRead[];
let mayRecord: boolean;
const open: DossierSearchPorts['sealer']['open'] = async ({ kid, ct }) =>
  destroyed.has(kid) ? undefined : { value: JSON.parse(Buffer.from(ct, 'base64').toString()) };

const names = ['Nguyễn Thị Hoà', 'Trần Văn Đức', 'Hoa', 'Lê Hoà', 'CÔNG TY TNHH Á ĐÔNG'];
let ports: DossierSearchPorts;

/**
 * Five dossiers, as many as names: 1 by its applicant online, 2 to 4 at the counter, all but 5 received, 3 with its
 * agency, 5 at another unit and for another procedure.
 */
beforeEach(async () => {
  destroyed = new Set();
  recordedReads = [];
  mayRecord = true;
  const store = memoryViewStore();
  const [shown, searched] = [await store.live(dossiers), await store.live(dossierSearch)];
  for (const [index, name] of names.entries()) {
    const n = index + 1;
    const origin = n === 1 ? a.submittedOnline : a.submitted;
    const data = {
      ...origin.data,
      applicant: seal(idOf(n), { kind: 'citizen', name }),
      ...(n === 5 ? { oneStop: 'co-to-one-stop', procedure: '1.009999' } : {}),
    };
    const submitted = { ...origin, data, occurredAt: `2022-03-1${n}T02:30:00.000Z` } as typeof a.submitted;
    const received = { ...a.received, data: { ...a.received.data, code: codeOf(n) } };
    const happened: History[] = n === 5 ? [submitted] : [submitted, received, ...(n === 3 ? [a.transferred] : [])];
    const history = recorded(happened, idOf(n));
    await shown.save([write(n, documentOf(history))], nothingElse);
    await searched.save([write(n, await searchedOf(history))], nothingElse);
  }
  ports = {
    reader: { find: async (key) => ({ ...fresh, document: await shown.find(key) }) },
    search: {
      page: async (query) => {
        const { items, ...rest } = await searched.page(query);
        return { ...fresh, ...rest, completeUpTo: 8, items: [...items] };
      },
    },
    sealer: { open },
    reads: {
      record: async (read) => {
        if (!mayRecord) throw new StoreUnavailable('full');
        recordedReads.push(read);
      },
    },
    markOf,
    registry: {
      unit: async (id) => ({
        ...a.oneStop,
        id,
        kind: id.endsWith('one-stop') ? 'one-stop' : id.endsWith('post') ? 'post' : 'agency',
      }),
    },
  };
});

const nothingElse = { checkpoints: [], held: [], released: [] };
function write<Document extends DossierDocument | SearchedDossier>(n: number, document: Document | undefined) {
  return { key: idOf(n), document, position: n + 1, previous: 0 };
}

function sealedSubmission(n: number, name: string): ReturnType<typeof recorded> {
  const applicant = seal(idOf(n), { kind: 'citizen', name });
  return recorded([{ ...a.submitted, data: { ...a.submitted.data, applicant } } as typeof a.submitted], idOf(n));
}

/** As a follower folds: each event with its marks. */
async function searchedOf(history: ReturnType<typeof recorded>): Promise<SearchedDossier | undefined> {
  let document: SearchedDossier | undefined;
  for (const event of history) {
    if (!dossierSearch.events.types.has(event.type)) continue;
    const known = event as Parameters<typeof dossierSearch.evolve>[1];
    document = dossierSearch.evolve(document, known, await dossierSearch.marks?.(known, { open, markOf }));
  }
  return document;
}

const inspector: Actor = { id: 'inspector-01', role: 'inspector', unit: 'inspectorate' };
const officer: Actor = { id: 'officer-0902', role: 'officer', unit: a.agency };
const somebody = (role: Role, unit = a.oneStopId): Actor => ({ id: 'somebody-1', role, unit });

async function search(text: string, actor: Actor = inspector, more: object = {}) {
  const answer = await searchDossiers(ports, SearchDossiers.ask.parse({ text, ...more }), actor);
  const { by, items, next } = SearchDossiers.answer.parse(answer);
  return { by, found: items.map(({ id }) => Number(id.slice(-1))), names: items.map((one) => one.applicantName), next };
}

describe('Searching dossiers', () => {
  it.each([
    ['the beginning of a code', '000.00.21.H49-2203', 'code', [4, 3, 2, 1]],
    ['a whole code', codeOf(2), 'code', [2]],
    ['a code in small letters', codeOf(2).toLowerCase(), 'code', [2]],
    ['its first digits', '000', 'code', [4, 3, 2, 1]],
    ['the code of a procedure', '1.009999', 'procedure', [5]],
    ['the beginning of one', '1.00', 'procedure', [5, 4, 3, 2, 1]],
    ['a given name', 'Hoà', 'applicant', [4, 3, 1]],
    ['a given name without marks', 'hoa', 'applicant', [4, 3, 1]],
    ['a whole name', 'Nguyễn Thị Hoà', 'applicant', [1]],
    ['a whole name, marked otherwise', 'NGUYEN THỊ HÒA', 'applicant', [1]],
    ['a name in decomposed letters', 'Trần Văn Đức'.normalize('NFD'), 'applicant', [2]],
    ['the last word of an enterprise', 'dong', 'applicant', [5]],
    ['a middle name', 'thị', 'applicant', []],
    ['the beginning of a name', 'nguyễn thị', 'applicant', []],
    ['nobody', 'Phạm Minh', 'applicant', []],
    ['no letter at all', '–––', 'applicant', []],
    ['markup', '<script>alert(1)</script>', 'applicant', []],
    ['combining marks alone', '\u0301\u0301', 'applicant', []],
  ] as const)('finds by %s', async (_, text, by, found) => expect(await search(text)).toMatchObject({ by, found }));

  it('tells the names to who may read them, and finds by them for no one else', async () => {
    expect((await search('1.00')).names).toEqual([...names].reverse());
    expect(await search('1.00', somebody('operator'))).toMatchObject({
      found: [5, 4, 3, 2, 1],
      names: Array(5).fill(undefined),
    });
    await expect(search('hoa', somebody('operator'))).rejects.toMatchObject({ code: 'RoleNotAllowed' });
    await expect(search('000', somebody('registrar'))).rejects.toMatchObject({ code: 'RoleNotAllowed' });
  });
  it.each([
    ['a clerk', a.clerk, [4, 3, 2, 1]],
    ['an officer of the agency', officer, [3]],
    ['an officer of another agency', { ...officer, unit: 'another-agency' }, []],
    ['a clerk of another unit', somebody('clerk', 'co-to-one-stop'), [5]],
    ['a post office that carried nothing', somebody('postal', 'ha-long-post'), []],
    ['the applicant', a.applicant, [1]],
    ['another applicant', { ...a.applicant, id: 'somebody-else' }, []],
  ] as const)('stays within what is for %s to see', async (_, actor, found) =>
    expect((await search('1.00', actor)).found).toEqual(found),
  );

  it('records once, before the answer, whose names it tells; and tells none where it cannot', async () => {
    const about = { actor: a.clerk, fields: ['applicant.name'], purpose: 'casework', query: 'SearchDossiers' };
    await search('hoa', a.clerk);
    expect(recordedReads).toEqual([{ ...about, dossiers: [4, 3, 1].map(idOf) }]);
    await search('nobody');
    await search('1.00', somebody('operator'));
    expect(recordedReads.length).toBe(1);
    mayRecord = false;
    await expect(search('hoa')).rejects.toMatchObject({ name: 'StoreUnavailable' });
    expect(await search('1.00', somebody('operator'))).toMatchObject({ found: [5, 4, 3, 2, 1] });
  });

  it('goes on page by page, newest first', async () => {
    const first = await search('hoa', inspector, { limit: 2 });
    expect(first.found).toEqual([4, 3]);
    expect(await search('hoa', inspector, { limit: 2, after: first.next })).toMatchObject({
      found: [1],
      next: undefined,
    });
  });
  it('is as fresh as the less fresh of its two views', async () =>
    expect(await searchDossiers(ports, { text: '000', limit: 1 }, inspector)).toMatchObject({ completeUpTo: 8 }));

  it('finds nobody by name any more whose key was destroyed, before and after a rebuild', async () => {
    destroyed.add(idOf(1));
    expect(await search('hoa')).toMatchObject({ found: [4, 3] });
    expect(await search(codeOf(1))).toMatchObject({ found: [1], names: [undefined] });
    expect((await searchedOf(sealedSubmission(1, 'Hoà')))?.marks).toEqual({});
  });
  it('keeps no part of a name in its view', async () => {
    const stored = JSON.stringify(await searchedOf(sealedSubmission(1, 'Nguyễn Thị Hoà')));
    for (const part of ['ct', 'Hoà', 'hoa', 'Nguy', 'nguyen']) expect(stored).not.toContain(part);
    expect(stored).toContain(nameMarks('nguyễn thị hòa', markOf)['whole']);
  });
  it('answers any text', () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), async (text) => {
        const ask = SearchDossiers.ask.safeParse({ text });
        if (ask.success) SearchDossiers.answer.parse(await searchDossiers(ports, ask.data, inspector));
      }),
    ));
});

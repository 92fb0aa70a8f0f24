import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventCatalogue } from '../event-type.ts';
import type { View } from '../view.ts';
import type { PageQuery, ViewGeneration, ViewStore } from '../view-store.ts';

interface Entry {
  readonly key: string;
  readonly tuple: readonly string[] | undefined;
}

const entries: View<Entry> = {
  name: 'entries',
  revision: 1,
  indexes: [
    { name: 'constant', of: () => ['same'] },
    { name: 'tuple', of: ({ tuple }) => tuple },
  ],
  events: eventCatalogue(),
  key: () => undefined,
  evolve: (document) => document,
};

/** Values that meet: short, from a small alphabet in which every kind of order is at stake. */
const value = fc.oneof(
  fc.string({ unit: fc.constantFrom('\u0000', '\u0001', '\u0002', '\u0003', ' ', 'a', 'b', '~'), maxLength: 3 }),
  fc.string({ unit: fc.constantFrom('a', 'é', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'), maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const tuple = fc.array(value, { minLength: 1, maxLength: 3 });
const someEntries = fc.uniqueArray(
  fc.record({ key: fc.stringMatching(/^[a-z0-9-]{1,6}$/), tuple: fc.option(tuple, { nil: undefined }) }),
  { selector: ({ key }) => key, maxLength: 25 },
);
const order = fc.constantFrom('ascending' as const, 'descending' as const);
const limit = fc.integer({ min: 1, max: 6 });

/** The laws of pages, against a list that is filtered and sorted. */
export function describeViewPaging(store: () => ViewStore, runs: number): void {
  describe('pages', () => {
    const holding = async (
      documents: readonly Entry[],
      check: (generation: ViewGeneration<Entry>) => Promise<void>,
    ) => {
      await store().live(entries);
      const generation = await store().begin(entries);
      const writes = documents.map((document) => ({ key: document.key, document, position: 2, previous: 0 }));
      await generation.save(writes, { checkpoints: [], held: [], released: [] });
      await check(generation);
      await store().drop(entries.name, generation.generation);
    };

    it('hold every document of the index once, in the order of tuples, then of keys', () =>
      fc.assert(
        fc.asyncProperty(someEntries, order, limit, async (documents, direction, pageSize) => {
          const query: PageQuery = { index: 'tuple', order: direction, limit: pageSize };
          await holding(documents, async (generation) => {
            const { items, sizes } = await walk(generation, query);
            expect(items).toEqual(expected(documents, query));
            expect(sizes.slice(0, -1).every((size) => size === pageSize)).toBe(true);
          });
        }),
        { numRuns: runs },
      ));

    it('keep to prefix and bounds', () =>
      fc.assert(
        fc.asyncProperty(someEntries, order, limit, fc.nat(), value, value, fc.nat(3), async (...example) => {
          const [documents, direction, pageSize, which, from, below, bounds] = example;
          const like = documents[which % Math.max(1, documents.length)]?.tuple ?? [];
          await holding(documents, async (generation) => {
            for (const length of [0, 1, 2]) {
              const prefix = like.slice(0, length);
              // Half of the bounds are values that occur.
              const near = like[length] ?? from;
              const query: PageQuery = {
                index: 'tuple',
                order: direction,
                limit: pageSize,
                prefix,
                ...(bounds & 1 ? { from: which % 2 ? from : near } : {}),
                ...(bounds & 2 ? { below: which % 3 ? below : near } : {}),
              };
              expect((await walk(generation, query)).items).toEqual(expected(documents, query));
              const { from: _from, below: _below, ...all } = query;
              expect(await generation.count(query.index, prefix)).toBe(expected(documents, all).length);
            }
          });
        }),
        { numRuns: runs },
      ));

    it('go on where the page before ended, even among equal tuples and while documents come', () =>
      holding(
        Array.from({ length: 10 }, (_, index) => ({ key: `k${index}`, tuple: undefined })),
        async (generation) => {
          const query: PageQuery = { index: 'constant', prefix: ['same'], order: 'ascending', limit: 4 };
          const first = await generation.page(query);
          const late = ['a', 'k20', 'z'].map((key) => ({
            key,
            document: { key, tuple: undefined },
            position: 3,
            previous: 0,
          }));
          await generation.save(late, { checkpoints: [], held: [], released: [] });
          const rest = await walk(generation, { ...query, ...(first.next === undefined ? {} : { after: first.next }) });
          expect([...first.items, ...rest.items].map(({ key }) => key)).toEqual([
            'k0',
            'k1',
            'k2',
            'k3',
            'k4',
            'k5',
            'k6',
            'k7',
            'k8',
            'k9',
            'z',
          ]);
        },
      ));
  });
}

async function walk(generation: ViewGeneration<Entry>, query: PageQuery) {
  const items: Entry[] = [];
  const sizes: number[] = [];
  for (let after = query.after; ; ) {
    const page = await generation.page({ ...query, ...(after === undefined ? {} : { after }) });
    items.push(...page.items);
    sizes.push(page.items.length);
    if (page.next === undefined) return { items, sizes };
    if (page.items.length !== query.limit) throw new Error('a page is short and claims that more follow');
    after = page.next;
  }
}

/** What the port says, in the most obvious way. */
function expected(
  documents: readonly Entry[],
  { prefix = [], from = '', below, order: direction }: PageQuery,
): Entry[] {
  const sorted = documents
    .filter((document) => document.tuple !== undefined)
    .filter(({ tuple: values = [] }) => prefix.every((each, at) => values[at] === each))
    .filter(({ tuple: values = [] }) => {
      const next = values[prefix.length] ?? '';
      return next >= from && (below === undefined || next < below);
    })
    .sort((one, other) => {
      const [values, others] = [one.tuple ?? [], other.tuple ?? []];
      for (const [at, each] of values.entries()) {
        const against = others[at];
        if (against === undefined) return 1;
        if (each !== against) return each < against ? -1 : 1;
      }
      return values.length - others.length || (one.key < other.key ? -1 : 1);
    })
    .map((document) => JSON.parse(JSON.stringify(document)));
  return direction === 'ascending' ? sorted : sorted.reverse();
}

import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { may } from './access.ts';
import { queryType } from './command-type.ts';
import { cellsOf, headingOf, listRouteOf } from './list-columns.ts';
import { ask, none } from './route.ts';
import { routes } from './routes.ts';

const listOf = (item: z.ZodType) => {
  const query = queryType('List', 'x.queries.list', z.strictObject({}), z.strictObject({ items: z.array(item) }));
  const list = listRouteOf(ask('GET', '/list', query, may.open, none, 'Danh sách', 'A list'));
  if (!list) throw new Error('it is a list');
  return list;
};

describe('The columns of a list', () => {
  it('are the members of its items, those of members among them, by their way', () => {
    const Item = z.strictObject({
      id: z.string(),
      name: z.strictObject({ vi: z.string(), en: z.string() }).optional(),
      facts: z.record(z.string(), z.number()).default({}),
      tags: z.array(z.string()),
      rows: z.array(z.strictObject({ a: z.int() })),
      isDone: z.boolean(),
    });
    const { columns } = listOf(Item);
    expect(columns.map(headingOf)).toEqual(['id', 'name.vi', 'name.en', 'facts', 'tags', 'rows', 'isDone']);
    const item = { id: 'x', facts: { n: 1 }, tags: ['a', 'b'], rows: [{ a: 1 }], isDone: false };
    expect(cellsOf(columns, item)).toEqual(['x', undefined, undefined, '{"n":1}', 'a; b', '[{"a":1}]', false]);
  });

  it('are those of all that an item may be, each once', () => {
    const one = z.strictObject({ kind: z.literal('one'), at: z.string() });
    const other = z.strictObject({ kind: z.literal('other'), count: z.int() });
    const { columns } = listOf(z.union([one, other]));
    expect(columns.map(headingOf)).toEqual(['kind', 'at', 'count']);
    expect(cellsOf(columns, { kind: 'other', count: 2 })).toEqual(['other', undefined, 2]);
  });

  it('are one for items that have no members', () => {
    const { columns } = listOf(z.string());
    expect([columns.map(headingOf), cellsOf(columns, 'x')]).toEqual([['item'], ['x']]);
  });

  it('are there, each under a heading of its own, for every list of the platform', () => {
    const lists = routes.flatMap((route) => listRouteOf(route) ?? []);
    expect(lists.length).toBeGreaterThan(20);
    for (const { columns } of lists) {
      const headings = columns.map(headingOf);
      expect(new Set(headings).size).toBe(headings.length);
      expect(headings).not.toEqual(['item']);
    }
  });

  it('are none for what is no list', () => {
    expect(routes.filter((route) => 'command' in route && listRouteOf(route))).toEqual([]);
    const show = routes.find(({ path }) => path === '/dossiers/:id');
    expect(show && listRouteOf(show)).toBeUndefined();
  });
});

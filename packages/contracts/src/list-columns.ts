import { z } from 'zod';
import type { Route } from './route.ts';

/** A column of a list told as a table: the way to its value in an item. */
export type Column = readonly string[];
export type ColumnCell = string | number | boolean | undefined;

/** A query of `routes` that answers a list, with the columns of its items. */
export interface ListRoute {
  /** The member of an answer that is the list. */
  readonly member: string;
  readonly columns: readonly Column[];
  /** Whether it comes page by page. */
  readonly paged: boolean;
}

/** What lists are called in answers; the first of these is the one. */
const members = ['items', 'variants', 'edges', 'pairs', 'traces', 'events'];

/** Nothing where a route answers something else than a list. */
export function listRouteOf(route: Route): ListRoute | undefined {
  if (!('query' in route)) return undefined;
  const { ask, answer } = route.query;
  if (!(answer instanceof z.ZodObject)) return undefined;
  for (const member of members) {
    const list = without(answer.shape[member]);
    if (!(list instanceof z.core.$ZodArray)) continue;
    return { member, columns: columnsOf(list._zod.def.element, []), paged: 'after' in ask.shape };
  }
  return undefined;
}

export function headingOf(column: Column): string {
  return column.length === 0 ? 'item' : column.join('.');
}

/** An item's values by columns. A list of plain values is told in one cell, whatever else holds others as its JSON. */
export function cellsOf(columns: readonly Column[], item: unknown): readonly ColumnCell[] {
  return columns.map((column) => cellOf(column.reduce<unknown>(memberOf, item)));
}

/** Members of objects have columns of their own. What may be one of several objects has those of all of them. */
function columnsOf(schema: z.core.$ZodType | undefined, way: Column): readonly Column[] {
  const plain = without(schema);
  if (plain instanceof z.core.$ZodObject) {
    return Object.entries(plain._zod.def.shape).flatMap(([name, member]) => columnsOf(member, [...way, name]));
  }
  if (!(plain instanceof z.core.$ZodUnion)) return [way];
  const all = plain._zod.def.options.flatMap((option) => columnsOf(option, way));
  return [...new Map(all.map((column) => [headingOf(column), column])).values()];
}

/** What a value is, whether or not it may be left out. */
function without(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodReadonly
  ) {
    return without(schema._zod.def.innerType);
  }
  return schema;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function cellOf(value: unknown): ColumnCell {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  const isPlain = Array.isArray(value) && value.every((one) => ['string', 'number'].includes(typeof one));
  return isPlain ? value.join('; ') : JSON.stringify(value);
}

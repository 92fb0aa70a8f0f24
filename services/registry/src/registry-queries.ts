import {
  type FindCalendar,
  type FindProcedure,
  type FindUnit,
  type ListProcedures,
  type ListUnits,
  refuse,
} from '@hoso/contracts';
import { instantOf, type PageQuery } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { findVersion } from './calendar/calendars.view.ts';
import { findInForce } from './procedure/procedures.view.ts';
import { searchProcedures } from './procedure/search-procedures.ts';
import type { RegistryViews } from './registry-views.ts';

type Ask<Query extends { readonly ask: z.ZodType }> = z.output<Query['ask']>;
type Answer<Query extends { readonly answer: z.ZodType }> = Promise<z.output<Query['answer']>>;

/** The version in force on a date, by default today's. Refuses `ProcedureNotFound`. */
export async function findProcedure(
  { procedures, clock }: RegistryViews,
  { code, on = today(clock()), atLeast }: Ask<typeof FindProcedure>,
): Answer<typeof FindProcedure> {
  const { document, ...fresh } = await procedures.find(code, atLeast);
  const procedure = findInForce(document, on) ?? refuse('ProcedureNotFound', { code, on });
  const versions = document?.versions.map(({ version, effectiveFrom }) => ({ version, effectiveFrom })) ?? [];
  return { procedure, versions, ...fresh };
}

/** The newest version of each, in order of their codes. */
export async function listProcedures(
  views: RegistryViews,
  ask: Ask<typeof ListProcedures>,
): Answer<typeof ListProcedures> {
  const { text, limit, after, atLeast } = ask;
  if (text !== undefined) return await searchProcedures(views, { ...ask, text });
  const { procedures } = views;
  const { items, ...rest } = await procedures.page(pageBy('code', limit, after), atLeast);
  return { items: items.flatMap(({ versions }) => versions.slice(-1)), ...rest };
}

/** Refuses `UnitNotFound`. */
export async function findUnit({ units }: RegistryViews, ask: Ask<typeof FindUnit>): Answer<typeof FindUnit> {
  const { document, ...fresh } = await units.find(ask.id, ask.atLeast);
  return { unit: document ?? refuse('UnitNotFound', { id: ask.id }), ...fresh };
}

export async function listUnits(
  { units }: RegistryViews,
  { limit, after, atLeast }: Ask<typeof ListUnits>,
): Answer<typeof ListUnits> {
  return await units.page(pageBy('id', limit, after), atLeast);
}

/** A given version, or the newest. Refuses `CalendarNotFound`. */
export async function findCalendar(
  { calendars }: RegistryViews,
  { id, version, atLeast }: Ask<typeof FindCalendar>,
): Answer<typeof FindCalendar> {
  const { document, ...fresh } = await calendars.find(id, atLeast);
  return { calendar: findVersion(document, version) ?? refuse('CalendarNotFound', { id }), ...fresh };
}

function pageBy(index: string, limit: number, after: string | undefined): PageQuery {
  return { index, order: 'ascending', limit, ...(after === undefined ? {} : { after }) };
}

// Vietnam has kept one offset since 1975 and knows no summer time (DOMAIN §9.6).
const offsetMs = 7 * 3_600_000;

/** The local date at an instant. */
function today(epochMs: number): string {
  return instantOf(epochMs + offsetMs).slice(0, 10);
}

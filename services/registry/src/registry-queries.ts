import {
  type FindCalendar,
  type FindProcedure,
  type FindUnit,
  type ListOfficers,
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
import { unitOn } from './unit/units.view.ts';

/** What a query asks, as its schema reads it. */
export type Ask<Query extends { readonly ask: z.ZodType }> = z.output<Query['ask']>;
/** What it answers, once it is known. */
export type Answer<Query extends { readonly answer: z.ZodType }> = Promise<z.output<Query['answer']>>;

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

/** Refuses `UnitNotFound`, and `UnitNotInForce` for a date on which it is not there. */
export async function findUnit(
  { units }: RegistryViews,
  { id, on, atLeast }: Ask<typeof FindUnit>,
): Answer<typeof FindUnit> {
  const { document = refuse('UnitNotFound', { id }), ...fresh } = await units.find(id, atLeast);
  const unit = unitOn(document, on) ?? refuse('UnitNotInForce', { id, on: on ?? '' });
  const versions = document.versions.map(({ effectiveFrom }, at) => ({ version: at + 1, effectiveFrom }));
  return { unit, versions, ...fresh };
}

/** All that was registered, or what is there on a date: a page may then be shorter than its limit. */
export async function listUnits(
  { units }: RegistryViews,
  { on, limit, after, atLeast }: Ask<typeof ListUnits>,
): Answer<typeof ListUnits> {
  const { items, ...rest } = await units.page(pageBy('id', limit, after), atLeast);
  return { items: items.flatMap((document) => unitOn(document, on) ?? []), ...rest };
}

/** In order of their ids. Refuses `UnitNotFound`. */
export async function listOfficers(
  { units, clock }: RegistryViews,
  { id, on = today(clock()), role, atLeast }: Ask<typeof ListOfficers>,
): Answer<typeof ListOfficers> {
  const { document = refuse('UnitNotFound', { id }), ...fresh } = await units.find(id, atLeast);
  const inOffice = document.officers.filter(
    (one) => one.from <= on && (one.to === undefined || on <= one.to) && (role === undefined || one.role === role),
  );
  return { items: inOffice.toSorted((one, other) => (one.id < other.id ? -1 : 1)), ...fresh };
}

/** A given version, or the newest. Refuses `CalendarNotFound`. */
export async function findCalendar(
  { calendars }: RegistryViews,
  { id, version, atLeast }: Ask<typeof FindCalendar>,
): Answer<typeof FindCalendar> {
  const { document, ...fresh } = await calendars.find(id, atLeast);
  const calendar =
    findVersion(document, version) ??
    refuse('CalendarNotFound', { id: version === undefined ? id : `${id}.${version}` });
  return { calendar, versions: [...(document?.published ?? [])], ...fresh };
}

export function pageBy(index: string, limit: number, after: string | undefined): PageQuery {
  return { index, order: 'ascending', limit, ...(after === undefined ? {} : { after }) };
}

// Vietnam has kept one offset since 1975 and knows no summer time (DOMAIN §9.6).
const offsetMs = 7 * 3_600_000;

/** The local date at an instant. */
export function today(epochMs: number): string {
  return instantOf(epochMs + offsetMs).slice(0, 10);
}

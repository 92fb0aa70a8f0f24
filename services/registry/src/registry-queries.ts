import {
  type FindCalendar,
  type FindLaw,
  type FindProcedure,
  type FindRuleSet,
  type FindUnit,
  type ListProcedures,
  type ListRuleSets,
  type ListUnits,
  refuse,
} from '@hoso/contracts';
import { instantOf, type PageQuery } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { findVersion } from './calendar/calendars.view.ts';
import { findInForce } from './procedure/procedures.view.ts';
import { searchProcedures } from './procedure/search-procedures.ts';
import type { RegistryViews } from './registry-views.ts';
import { boundRefs, lawOf, ruleSetsInForce } from './rule-set/law.ts';
import { ruleSetInForce } from './rule-set/rule-sets.view.ts';

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

/** A province has a few: more than this are not looked at for one answer. */
const ruleSetsMax = 200;

/** Refuses `LawNotFound`, and `RuleSetNotFound` of a version that is asked for and not there. */
export async function findLaw(
  { ruleSets, clock }: RegistryViews,
  { on = today(clock()), sector, bound, atLeast }: Ask<typeof FindLaw>,
): Answer<typeof FindLaw> {
  const { items, next: _, ...fresh } = await ruleSets.page(pageBy('id', ruleSetsMax, undefined), atLeast);
  const chosen =
    bound === undefined
      ? ruleSetsInForce(items, on, sector)
      : boundRefs(bound).map(
          ({ id, version }) =>
            items.find((one) => one.id === id)?.versions.find((one) => one.version === version) ??
            refuse('RuleSetNotFound', { id: `${id}.${version}` }),
        );
  return { law: lawOf(chosen) ?? refuse('LawNotFound', { on }), ...fresh };
}

/** A given version, or the one in force on a date, by default today's. Refuses `RuleSetNotFound`. */
export async function findRuleSet(
  { ruleSets, clock }: RegistryViews,
  { id, on = today(clock()), version, atLeast }: Ask<typeof FindRuleSet>,
): Answer<typeof FindRuleSet> {
  const { document = refuse('RuleSetNotFound', { id }), ...fresh } = await ruleSets.find(id, atLeast);
  const ruleSet =
    version === undefined ? ruleSetInForce(document, on) : document.versions.find((one) => one.version === version);
  const versions = document.versions.map(({ version, effectiveFrom }) => ({ version, effectiveFrom }));
  return { ruleSet: ruleSet ?? refuse('RuleSetNotFound', { id }), versions, ...fresh };
}

export async function listRuleSets(
  { ruleSets }: RegistryViews,
  { on, limit, after, atLeast }: Ask<typeof ListRuleSets>,
): Answer<typeof ListRuleSets> {
  const { items, ...rest } = await ruleSets.page(pageBy('id', limit, after), atLeast);
  const newest = (one: (typeof items)[number]) =>
    on === undefined ? one.versions.slice(-1) : [ruleSetInForce(one, on) ?? []].flat();
  return { items: items.flatMap(newest), ...rest };
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

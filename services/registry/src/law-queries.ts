import {
  type CompareVersions,
  type FindLaw,
  type FindRuleSet,
  type ListRuleSets,
  refuse,
  type Versioned,
} from '@hoso/contracts';
import { unreachable } from '@hoso/event-sourcing';
import { changesBetween } from './compare-versions.ts';
import { type Answer, type Ask, pageBy, today } from './registry-queries.ts';
import type { Documents, RegistryViews } from './registry-views.ts';
import { boundRefs, lawOf, ruleSetsInForce } from './rule-set/law.ts';
import { ruleSetInForce } from './rule-set/rule-sets.view.ts';

/** A province has a few: more than this are not looked at for one answer. */
const ruleSetsMax = 200;

/** Refuses `LawNotFound`, and `RuleSetNotFound` of a version that is asked for and not there. */
export async function findLaw(
  { ruleSets, clock }: RegistryViews,
  { on = today(clock()), sector, bound, atLeast }: Ask<typeof FindLaw>,
): Answer<typeof FindLaw> {
  const look = async () => {
    const { items, next: _, ...fresh } = await ruleSets.page(pageBy('id', ruleSetsMax, undefined), atLeast);
    const found =
      bound === undefined
        ? ruleSetsInForce(items, on, sector)
        : boundRefs(bound).map(
            ({ id, version }) =>
              items.find((one) => one.id === id)?.versions.find((one) => one.version === version) ?? `${id}.${version}`,
          );
    const chosen = found.filter((each) => typeof each !== 'string');
    const law = lawOf(chosen);
    const [missing] = found.filter((each) => typeof each === 'string');
    return { law: missing === undefined ? law : undefined, missing, fresh };
  };
  const first = await look();
  if (first.law) return { law: first.law, ...first.fresh };
  await ruleSets.catchUp();
  const { law, missing, fresh } = await look();
  if (law) return { law, ...fresh };
  return missing === undefined ? refuse('LawNotFound', { on }) : refuse('RuleSetNotFound', { id: missing });
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

/** Versions of one thing, oldest first: what is compared is all of them but their numbers. */
interface Versions {
  readonly versions: readonly Numbered[];
}

interface Numbered {
  readonly version?: number | undefined;
}

/** By default the newest against the one before. Refuses `VersionNotFound` and the kind's own `…NotFound`. */
export async function compareVersions(
  views: RegistryViews,
  { kind, id, from, to, atLeast }: Ask<typeof CompareVersions>,
): Answer<typeof CompareVersions> {
  const { documents, unknown } = kindOf(views, kind);
  const { document = refuse(unknown, { id, code: id, on: '–' }), ...fresh } = await documents.find(id, atLeast);
  const newest = to ?? document.versions.length;
  const before = from ?? newest - 1;
  const at = (version: number): object =>
    contentOf(version === 0 ? {} : (document.versions[version - 1] ?? refuse('VersionNotFound', { id, version })));
  return { kind, id, from: before, to: newest, changes: [...changesBetween(at(before), at(newest))], ...fresh };
}

function contentOf({ version: _, ...content }: Numbered): object {
  return content;
}

function kindOf(views: RegistryViews, kind: Versioned) {
  const of = (
    documents: Documents<Versions>,
    unknown: 'ProcedureNotFound' | 'UnitNotFound' | 'CalendarNotFound' | 'RuleSetNotFound',
  ) => ({ documents, unknown });
  switch (kind) {
    case 'procedure':
      return of(views.procedures, 'ProcedureNotFound');
    case 'unit':
      return of(views.units, 'UnitNotFound');
    case 'calendar':
      return of(views.calendars, 'CalendarNotFound');
    case 'rule-set':
      return of(views.ruleSets, 'RuleSetNotFound');
    default:
      return unreachable(kind);
  }
}

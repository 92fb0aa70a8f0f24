import {
  type Actor,
  type HeldDossier,
  type ListHeldDossiers,
  type ListUnitLoads,
  type Remark,
  readingOf,
  refuse,
  type UnitId,
  type UnitLoad,
} from '@hoso/contracts';
import { type Instant, instantOf, type PageQuery, pageLimitMax } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { isOverdue } from '../history/dossier-state.ts';
import { futureRemark } from '../history/moments.ts';
import {
  type Holding,
  type HoldingsDocument,
  holdingAt,
  lifeClasses,
  lifeClassText,
  lifeIndex,
  lifeMsMax,
  stillOpen,
} from './holdings.view.ts';

interface Fresh {
  readonly completeUpTo: number;
  readonly lagMs: number;
  readonly held: string[];
}

export interface UnitPorts {
  /** A page of the view of holdings, with how fresh it is. */
  readonly page: (
    query: PageQuery,
    atLeast?: number,
  ) => Promise<Fresh & { readonly items: HoldingsDocument[]; readonly next?: string }>;
  /** Refuses `UnitNotFound`. */
  readonly requireUnit: (id: string) => Promise<unknown>;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
}

/** Units in the order of their names; a unit in which nothing lay is left out. */
export async function listUnitLoads(
  ports: UnitPorts,
  { at, atLeast }: z.output<typeof ListUnitLoads.ask>,
  actor: Actor,
): Promise<z.output<typeof ListUnitLoads.answer>> {
  const seen = unitsOf(actor);
  const { moment, remarks } = momentOf(ports, at);
  const { held, fresh } = await heldAt(ports, moment, atLeast);
  const loads = new Map<string, UnitLoad>();
  for (const { unit, overdue } of held) {
    if (seen !== 'every' && seen !== unit) continue;
    const { dossiers, overdue: late } = loads.get(unit) ?? { dossiers: 0, overdue: 0 };
    loads.set(unit, { unit, dossiers: dossiers + 1, overdue: late + (overdue ? 1 : 0) });
  }
  const items = [...loads.values()].sort((one, other) => (one.unit < other.unit ? -1 : 1));
  return { items, at: moment, remarks, ...fresh };
}

/** Refuses `RoleNotAllowed`, `WrongUnit` and `UnitNotFound`. */
export async function listHeldDossiers(
  ports: UnitPorts,
  { unit, at, limit, after = '', atLeast }: z.output<typeof ListHeldDossiers.ask>,
  actor: Actor,
): Promise<z.output<typeof ListHeldDossiers.answer>> {
  const seen = unitsOf(actor);
  if (seen !== 'every' && seen !== unit) refuse('WrongUnit', { unit });
  const { moment, remarks } = momentOf(ports, at);
  const { held, fresh } = await heldAt(ports, moment, atLeast);
  const own = held.filter((one) => one.unit === unit);
  if (own.length === 0) await ports.requireUnit(unit);
  const left = own
    .filter((one) => cursorOf(one) > after)
    .sort((one, other) => (cursorOf(one) < cursorOf(other) ? -1 : 1));
  const items = left.slice(0, limit);
  const last = items.at(-1);
  return {
    ...{ items, at: moment, remarks, ...fresh },
    ...(last === undefined || left.length === items.length ? {} : { next: cursorOf(last) }),
  };
}

/** Whose dossiers somebody reads: every unit's, or his own. Refuses `RoleNotAllowed` for who reads none of a unit's. */
function unitsOf({ role, unit }: Actor): 'every' | UnitId {
  const { dossiers } = readingOf[role];
  if (dossiers === 'every') return 'every';
  return dossiers === 'in-hand' ? unit : refuse('RoleNotAllowed', { role });
}

/** The longest held first; of one instant, by id. */
function cursorOf({ since, dossier }: HeldDossier): string {
  return `${since} ${dossier}`;
}

/** What is yet to come is shown as of now. */
function momentOf(
  { clock }: UnitPorts,
  at: Instant | undefined,
): { readonly moment: Instant; readonly remarks: Remark[] } {
  const now = instantOf(clock());
  if (at === undefined || at <= now) return { moment: at ?? now, remarks: [] };
  return { moment: now, remarks: [futureRemark] };
}

/** Every dossier that lay somewhere at an instant. */
async function heldAt(
  ports: UnitPorts,
  at: Instant,
  atLeast: number | undefined,
): Promise<{ readonly held: readonly HeldDossier[]; readonly fresh: Fresh }> {
  const held = new Map<string, HeldDossier>();
  let fresh: Fresh | undefined;
  for (const query of candidates(at)) {
    let after: string | undefined;
    do {
      const page = await ports.page({ ...query, ...(after === undefined ? {} : { after }) }, atLeast);
      // The first answer is the oldest: everything that it is complete up to is in the later ones, too.
      fresh ??= { completeUpTo: page.completeUpTo, lagMs: page.lagMs, held: page.held };
      for (const document of page.items) {
        const one = heldOf(document, at);
        if (one) held.set(document.dossier, one);
      }
      after = page.next;
    } while (after !== undefined);
  }
  return { held: [...held.values()], fresh: fresh ?? { completeUpTo: 0, lagMs: 0, held: [] } };
}

/** The open ones come first: one that is closed meanwhile is met once more, never missed. */
function candidates(at: Instant): readonly PageQuery[] {
  const base = { index: lifeIndex, below: `${at} `, order: 'ascending', limit: pageLimitMax } as const;
  const closed = Array.from({ length: lifeClasses }, (_, lifeClass) => {
    const lifeMs = lifeMsMax(lifeClass);
    const from = Number.isFinite(lifeMs) ? { from: instantOf(Date.parse(at) - lifeMs) } : {};
    return { ...base, prefix: [lifeClassText(lifeClass)], ...from };
  });
  return [{ ...base, prefix: [stillOpen] }, ...closed];
}

function heldOf({ dossier, code, procedure, holdings }: HoldingsDocument, at: Instant): HeldDossier | undefined {
  const holding = holdingAt(holdings, at);
  if (!holding?.holder) return undefined;
  const { status, holder, dueAt } = holding;
  return {
    dossier,
    ...(code === undefined || dueAt === undefined ? {} : { code }),
    procedure,
    status: status ?? 'not-submitted',
    unit: holder.unit,
    ...(holder.person === undefined ? {} : { person: holder.person }),
    since: sinceOf(holdings, holding),
    ...(dueAt === undefined ? {} : { dueAt }),
    overdue: isOverdue(holding, at),
  };
}

/** Since when that unit has held it without a break. */
function sinceOf(all: readonly Holding[], holding: Holding): Instant {
  const index = all.indexOf(holding);
  const before = all.slice(0, index).findLastIndex(({ holder }) => holder?.unit !== holding.holder?.unit);
  return all[before + 1]?.from ?? holding.from;
}

import { type Actor, dueBounds, type ListWork, readingOf, refuse, type UnitId, type WorkItem } from '@hoso/contracts';
import { type Instant, instantOf, type PageQuery } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { type CaseDocument, caseIndex } from './cases.view.ts';

/** How fresh an answer is (ARCHITECTURE decision 10). */
interface Fresh {
  readonly completeUpTo: number;
  readonly lagMs: number;
  readonly held: string[];
}

export interface WorkPorts {
  /** A page of the view `cases`. */
  readonly page: (
    query: PageQuery,
    atLeast?: number,
  ) => Promise<Fresh & { readonly items: CaseDocument[]; readonly next?: string }>;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
}

type Ask = z.output<typeof ListWork.ask>;

/** Refuses who may not look at that unit's work. */
export async function listWork(
  { page, clock }: WorkPorts,
  ask: Ask,
  actor: Actor,
): Promise<z.output<typeof ListWork.answer>> {
  const now = instantOf(clock());
  const unit = unitOf(ask, actor);
  const { limit, after, atLeast } = ask;
  const query: PageQuery = {
    ...indexFor(unit, ask.officer),
    ...dueBounds(ask, now),
    ...{ order: 'ascending', limit },
    ...(after === undefined ? {} : { after }),
  };
  const { items, ...fresh } = await page(query, atLeast);
  return { ...fresh, items: items.map((document) => itemOf(document, now)) };
}

function unitOf({ unit, officer }: Ask, actor: Actor): UnitId | undefined {
  const { dossiers } = readingOf[actor.role];
  if (dossiers === 'own' || dossiers === 'none') return refuse('RoleNotAllowed', { role: actor.role });
  if (dossiers === 'every') {
    // Ids of officers are a unit's own.
    return unit ?? (officer === undefined ? undefined : refuse('UnitOfOfficer', { officer }));
  }
  if (unit !== undefined && unit !== actor.unit) return refuse('WrongUnit', { unit });
  return actor.unit;
}

function indexFor(unit: UnitId | undefined, officer: string | undefined): Pick<PageQuery, 'index' | 'prefix'> {
  if (unit === undefined) return { index: caseIndex.all };
  return officer === undefined
    ? { index: caseIndex.unit, prefix: [unit] }
    : { index: caseIndex.officer, prefix: [unit, officer] };
}

function itemOf(document: CaseDocument, now: Instant): WorkItem {
  const { waits: _, overdueSince: __, runs, stepsLeft, ...shown } = document;
  return { ...shown, stepsLeft: [...stepsLeft], clockRuns: runs, overdue: runs && document.dueAt < now };
}

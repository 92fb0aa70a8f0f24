import {
  type Actor,
  type CountedDossier,
  daysOf,
  FigureGroup,
  type FigureKind,
  type ListCountedDossiers,
  readingOf,
  refuse,
  type ShowFigures,
} from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { countedIn, countFigures, type Counting, cursorOf } from './count-figures.ts';
import type { CountedDocument } from './counted-dossier.ts';
import { finishedAtOf, kindsOf } from './counted-row.ts';
import { legend } from './figure-definitions.ts';
import type { PetitionsDue, ReadRows } from './followed-rows.ts';
import { dayOfDate } from './local-days.ts';

export interface FigurePorts {
  readonly rows: ReadRows;
  readonly find: (dossier: string) => Promise<{ readonly document: CountedDocument | undefined }>;
  readonly petitions: PetitionsDue;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
}

/** Refuses `RoleNotAllowed`. People of a unit are told of the dossiers that it received or decides. */
export async function showFigures(
  ports: FigurePorts,
  ask: z.output<typeof ShowFigures.ask>,
  actor: Actor,
): Promise<z.output<typeof ShowFigures.answer>> {
  const { counting, at, bounds } = countingOf(ports, ask, actor);
  const { rows, fresh } = await ports.rows(ask.atLeast);
  const by = ask.by === '' ? [] : ask.by.split(',').map((group) => FigureGroup.parse(group));
  const { total, lines } = countFigures(rows, counting, by);
  const { after } = ask;
  const left = after === undefined ? lines : lines.filter((line) => cursorOf(by, line) > after);
  const items = left.slice(0, ask.limit);
  const last = items.at(-1);
  const next = last === undefined || left.length === items.length ? {} : { next: cursorOf(by, last) };
  return { items, ...fresh, ...next, basis: ask.basis, ...bounds, at, total, legend };
}

/** Refuses `RoleNotAllowed`. */
export async function listCountedDossiers(
  ports: FigurePorts,
  ask: z.output<typeof ListCountedDossiers.ask>,
  actor: Actor,
): Promise<z.output<typeof ListCountedDossiers.answer>> {
  const { counting, at } = countingOf(ports, ask, actor);
  const { rows, fresh } = await ports.rows(ask.atLeast);
  const ids = countedIn(rows, counting, ask.figure);
  const { after = '' } = ask;
  const left = ids.filter((id) => id > after);
  const page = left.slice(0, ask.limit);
  const found = await Promise.all(page.map((id) => ports.find(id)));
  const items = found.flatMap(({ document }) => (document ? [shown(document)] : []));
  const last = page.at(-1);
  const next = last === undefined || left.length === page.length ? {} : { next: last };
  return { items, ...fresh, ...next, at, count: ids.length };
}

type Asked = Pick<z.output<typeof ShowFigures.ask>, 'basis' | 'period' | 'from' | 'to' | FigureKind>;

/** As many as a calendar has here. */
const daysMax = 36_600;

/** Days that both the period and the bounds have. Refuses `PeriodInvalid` where they have none. */
export function boundsOf({ period, from, to }: Pick<Asked, 'period' | 'from' | 'to'>): {
  readonly from?: string;
  readonly to?: string;
} {
  const days = period === undefined ? undefined : daysOf(period);
  const [first, last] = [latest(days?.from, from), earliest(days?.to, to)];
  if (first !== undefined && last !== undefined && last < first)
    refuse('PeriodInvalid', { from: first, to: last, daysMax });
  return { ...(first === undefined ? {} : { from: first }), ...(last === undefined ? {} : { to: last }) };
}

/** The unit that somebody is told of; nothing where he is told of all. Refuses `RoleNotAllowed`. */
export function unitToldTo({ role, unit }: Actor): string | undefined {
  const { dossiers } = readingOf[role];
  if (dossiers === 'every') return undefined;
  return dossiers === 'in-hand' ? unit : refuse('RoleNotAllowed', { role });
}

function countingOf({ clock }: FigurePorts, ask: Asked, actor: Actor) {
  const unit = unitToldTo(actor);
  const bounds = boundsOf(ask);
  const { basis, level, oneStop, agency, officer, procedure, channel } = ask;
  const now = clock();
  const counting: Counting = {
    basis,
    fromDay: bounds.from === undefined ? Number.NEGATIVE_INFINITY : dayOfDate(bounds.from),
    toDay: bounds.to === undefined ? Number.POSITIVE_INFINITY : dayOfDate(bounds.to),
    of: { level, oneStop, agency, officer, procedure, channel },
    unit,
    now,
  };
  return { counting, at: instantOf(now), bounds };
}

function shown(document: CountedDocument): CountedDossier {
  const { dossier, receivedAt, standing, procedure } = document;
  const { status = 'not-submitted', code, originalDueAt, dueAt, law } = standing;
  const finishedAt = finishedAtOf(document);
  return {
    ...{ dossier, ...kindsOf(document), procedure, status },
    ...(code === undefined ? {} : { code }),
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(originalDueAt === undefined ? {} : { originalDueAt }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(law === undefined ? {} : { lawfulDueAt: law.dueAt }),
  };
}

function latest(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || (other !== undefined && other > one) ? other : one;
}

function earliest(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one;
}

import {
  type BoundLaw,
  FindCalendar,
  FindLaw,
  FindProcedure,
  FindUnit,
  type Law,
  type LocalDate,
  officeCalendarId,
  type ProcedureCode,
  type ProcedureVersion,
  type QueryType,
  type Unit,
  type UnitId,
} from '@hoso/contracts';
import { type WorkingCalendar, workingCalendar } from '@hoso/working-time';
import type { z } from 'zod';

/**
 * What intake needs to know of the registry. Each rejects with the registry's own refusal where there is no such
 * thing.
 */
export interface RegistryFacts {
  /** The version in force on a local date. */
  procedure(code: ProcedureCode, on: LocalDate): Promise<ProcedureVersion>;
  /** As it is on a local date; without one as it was registered last. */
  unit(id: UnitId, on?: LocalDate): Promise<Unit>;
  /** The newest version of the offices' calendar. */
  newestCalendar(): Promise<WorkingCalendar>;
  /** The very version that a dossier is bound to. */
  calendar(id: string, version: number): Promise<WorkingCalendar>;
  /** What the law says on a local date, for dossiers of procedures of a sector or of none. */
  law(on: LocalDate, sector: string | undefined): Promise<Law>;
  /** What the very versions say that a dossier is bound to. */
  boundLaw(bound: BoundLaw): Promise<Law>;
}

/** Asks another service: `ServiceParts.ask`. */
export type Ask = <Question extends z.ZodObject, Answer extends z.ZodType>(
  query: QueryType<Question, Answer>,
  question: z.input<Question>,
) => Promise<z.output<Answer>>;

/**
 * How old an answer may be. Law and staff change by the day: two seconds spare the registry a question at every
 * dossier.
 */
const ttlMs = 2_000;
const entriesMax = 1_000;

/** The registry's answers, remembered for a moment. `clock`: milliseconds since 1970. */
export function registryFacts(ask: Ask, clock: () => number): RegistryFacts {
  const procedures = remember<ProcedureVersion>(clock, ttlMs);
  const units = remember<Unit>(clock, ttlMs);
  const newest = remember<WorkingCalendar>(clock, ttlMs);
  // A version says the same for ever; making a calendar ready for look-ups costs more than asking for it.
  const versions = remember<WorkingCalendar>(clock, Number.POSITIVE_INFINITY);
  const laws = remember<Law>(clock, ttlMs);
  const boundLaws = remember<Law>(clock, Number.POSITIVE_INFINITY);
  const calendar = (id: string, version: number): Promise<WorkingCalendar> =>
    versions(`${id} ${version}`, async () => workingCalendar((await ask(FindCalendar, { id, version })).calendar));
  return {
    procedure: (code, on) =>
      procedures(`${code} ${on}`, async () => (await ask(FindProcedure, { code, on })).procedure),
    unit: (id, on) => units(`${id} ${on}`, async () => (await ask(FindUnit, { id, on })).unit),
    newestCalendar: () =>
      newest(officeCalendarId, async () => {
        const found = (await ask(FindCalendar, { id: officeCalendarId })).calendar;
        return await versions(`${found.id} ${found.version}`, async () => workingCalendar(found));
      }),
    calendar,
    law: (on, sector) => laws(`${on} ${sector}`, async () => (await ask(FindLaw, { on, sector })).law),
    boundLaw: ({ ruleSets }) => {
      const bound = ruleSets.map(({ id, version }) => `${id}.${version}`).join();
      return boundLaws(bound, async () => (await ask(FindLaw, { bound })).law);
    },
  };
}

type Remember<Value> = (key: string, find: () => Promise<Value>) => Promise<Value>;

/** Questions on their way are shared, too; refusals and faults are not remembered. */
function remember<Value>(clock: () => number, forMs: number): Remember<Value> {
  const known = new Map<string, { readonly until: number; readonly value: Promise<Value> }>();
  return async (key, find) => {
    const now = clock();
    const entry = known.get(key);
    if (entry && now < entry.until) return await entry.value;
    if (known.size >= entriesMax) known.clear();
    const value = find();
    known.set(key, { until: now + forMs, value });
    try {
      return await value;
    } catch (error) {
      if (known.get(key)?.value === value) known.delete(key);
      throw error;
    }
  };
}

import type { PageQuery } from '@hoso/event-sourcing';
import type { CalendarDocument } from './calendar/calendars.view.ts';
import type { ProcedureName } from './procedure/procedure-names.view.ts';
import type { ProcedureDocument } from './procedure/procedures.view.ts';
import type { RuleSetDocument } from './rule-set/rule-sets.view.ts';
import type { UnitDocument } from './unit/units.view.ts';

/** How much of the log an answer rests on. */
export interface Fresh {
  readonly completeUpTo: number;
  readonly lagMs: number;
  readonly held: string[];
}

/**
 * One view's documents, each answer with its freshness; `atLeast` waits until the event at that position is in them.
 */
export interface Documents<Document> {
  find(key: string, atLeast?: number): Promise<Fresh & { readonly document: Document | undefined }>;
  page(query: PageQuery, atLeast?: number): Promise<Fresh & { readonly items: Document[]; readonly next?: string }>;
  /** Waits until the view has come to where the log stands; rejects where that takes too long. */
  catchUp(): Promise<void>;
}

export interface RegistryViews {
  readonly procedures: Documents<ProcedureDocument>;
  readonly names: Documents<ProcedureName>;
  readonly units: Documents<UnitDocument>;
  readonly calendars: Documents<CalendarDocument>;
  readonly ruleSets: Documents<RuleSetDocument>;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
}

import type { DossierEvent } from '../law/dossier-event.ts';
import { isInOffice, type Sighting } from './dossier-signals.ts';
import { signalParameters } from './signal-kinds.ts';

/** The acts by which somebody closes a dossier, for good or for his part. */
const closings: ReadonlySet<string> = new Set([
  ...['ResultIssued', 'RefusedAfterAppraisal', 'ResolvedAtOnce', 'ReceptionRefused', 'ProcessingStopped'],
  ...['AutoClosed', 'DossierWithdrawn', 'ReturnedToOneStop'],
]);

/** Closings in bulk, across dossiers: told in the order of the log. It remembers of each person the last few. */
export interface BulkClosings {
  /** The closing itself, and those before it that turn out to have been the beginning of many. */
  eat(dossier: string, event: DossierEvent): readonly Sighting[];
}

const none: readonly Sighting[] = [];

/** `isImported`: then an act's own time says when it was done, and otherwise when it was recorded. */
export function bulkClosings(isImported: boolean): BulkClosings {
  const { closedTogether, closedWithinMs } = signalParameters;
  const lately = new Map<string, { readonly sighting: Sighting; counted: boolean }[]>();
  return {
    eat: (dossier, { type, actor, position, occurredAt, recordedAt }) => {
      if (!closings.has(type) || !isInOffice(actor)) return none;
      const at = isImported ? occurredAt : recordedAt;
      const who = `${actor.unit} ${actor.id}`;
      const sighting: Sighting = {
        ...{ kind: 'bulk-closing', hit: false, unit: actor.unit, person: actor.id, at, dossier },
        positions: [position],
      };
      const recent = (lately.get(who) ?? []).filter((one) => at - one.sighting.at <= closedWithinMs);
      const now = { sighting, counted: false };
      const run = [...recent, now].slice(-closedTogether);
      lately.set(who, run);
      if (run.length < closedTogether) return [sighting];
      const told = run
        .filter(({ counted }) => !counted)
        .map((one): Sighting => ({ ...one.sighting, hit: true, ...(one === now ? {} : { late: true as const }) }));
      for (const one of run) one.counted = true;
      return told;
    },
  };
}

import { type ListUnits, type OfficerId, refuse, type UnitId } from '@hoso/contracts';
import { type EventStore, streamName } from '@hoso/event-sourcing';
import type { z } from 'zod';

/** Refuses `UnitNotFound` for a unit that the log itself has not registered: another log has units of its own. */
export async function requireUnitIn(store: Pick<EventStore, 'readStream'>, id: UnitId): Promise<void> {
  const registered = await store.readStream(streamName('unit', id), 0, 1);
  if (registered.length === 0) refuse('UnitNotFound', { id });
}

/** As many as a list gives at once. */
const pageMax = 200;

/** A page of the registry's units, with all who ever were of them. */
export type PageUnits = (page: z.input<typeof ListUnits.ask>) => Promise<z.output<typeof ListUnits.answer>>;

/**
 * Refuses `PersonNotFound` for who was never of any unit, by the registry of the log that the platform works on. What
 * an answer names somebody for is for the caller to look at first: who acts need not be registered.
 */
export async function requireRegistered(units: PageUnits, person: OfficerId): Promise<void> {
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const { items, next } = await units({ limit: pageMax, after });
    if (items.some(({ officers }) => officers.some(({ id }) => id === person))) return;
    after = next;
  }
  refuse('PersonNotFound', { person });
}

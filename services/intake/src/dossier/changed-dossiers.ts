import {
  type Actor,
  changesNamedMax,
  type DossierId,
  type ListChanges,
  mayRead,
  type QueryType,
  readingOf,
  refuse,
} from '@hoso/contracts';
import { envelopeOf, type EventStore, instantOf } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { DossierReader } from './dossier-queries.ts';

export interface ChangePorts {
  readonly reader: Pick<DossierReader, 'find' | 'freshness'>;
  readonly store: Pick<EventStore, 'readAll' | 'waitPast'>;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
}

type Ask = typeof ListChanges extends QueryType<infer Question, infer _> ? z.output<Question> : never;
type Answer = z.output<typeof ListChanges.answer>;

/** What has changed since, for who follows the log from afar. Only what the dossiers' view holds already is told. */
export async function changedDossiers(
  { reader, store, clock }: ChangePorts,
  { after, waitMs }: Ask,
  actor: Actor | undefined,
): Promise<Answer> {
  if (!actor) return refuse('RoleNotAllowed', { role: 'anyone' });
  const head = after === undefined || waitMs === 0 ? 0 : await store.waitPast(after, waitMs);
  const isAhead = after !== undefined && head > after;
  const { completeUpTo: position, lagMs } = await reader.freshness(isAhead ? head : undefined);
  const told = { position, lagMs, at: instantOf(clock()) };
  if (after === undefined || position <= after) return { ...told, dossiers: [], more: false };
  if (position - after > changesNamedMax.events) return { ...told, dossiers: [], more: true };
  const events = await store.readAll(after, position - after);
  const changed = new Set(events.flatMap((event) => envelopeOf(event).dossierId ?? []));
  if (changed.size > changesNamedMax.dossiers) return { ...told, dossiers: [], more: true };
  const dossiers: DossierId[] = [];
  const readsEvery = readingOf[actor.role].dossiers === 'every';
  for (const id of changed) {
    if (readsEvery || mayRead(actor, (await reader.find(id)).document?.hands)) dossiers.push(id);
  }
  return { ...told, dossiers, more: false };
}

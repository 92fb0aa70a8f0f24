import { type AccessEntry, accessEvents, Actor, type ListReads } from '@hoso/contracts';
import { type EventStore, envelopeOf, type RecordedEvent } from '@hoso/event-sourcing';
import type { z } from 'zod';

/** Events looked at in one step, and steps in one answer: a page of a rare reader is short, never slow. */
const windowSize = 1_000;
const windowsMax = 50;

/** Reads audit's own log itself, backwards from its head, so that nothing recorded is missing. */
export async function listReads(
  store: Pick<EventStore, 'readAll' | 'head'>,
  { dossier, actor, limit, after }: z.output<typeof ListReads.ask>,
): Promise<z.output<typeof ListReads.answer>> {
  const head = await store.head();
  const isWanted = (entry: AccessEntry): boolean =>
    (dossier === undefined || entry.dossiers.includes(dossier)) && (actor === undefined || entry.actor.id === actor);
  const items: AccessEntry[] = [];
  let before = after === undefined ? head + 1 : Math.min(Number(after), head + 1);
  for (let windows = 0; windows < windowsMax && before > 1; windows++) {
    const from = Math.max(0, before - 1 - windowSize);
    const page = before - 1 > from ? await store.readAll(from, before - 1 - from) : [];
    for (const recorded of page.toReversed()) {
      before = recorded.position;
      const entry = entryOf(recorded);
      if (entry && isWanted(entry)) items.push(entry);
      if (items.length === limit) break;
    }
    if (items.length === limit) break;
  }
  return { items, completeUpTo: head, lagMs: 0, ...(before > 1 ? { next: String(before) } : {}) };
}

function entryOf(recorded: RecordedEvent): AccessEntry | undefined {
  const envelope = envelopeOf(recorded);
  const event = accessEvents.read(envelope);
  if (!event) return undefined;
  const { position, recordedAt, actor, data } = event;
  return { position, at: recordedAt, actor: Actor.parse(actor), ...data };
}

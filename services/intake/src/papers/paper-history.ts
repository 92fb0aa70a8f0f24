import { caseEventTypes, type DossierId, dossierEventTypes, shipmentEventTypes } from '@hoso/contracts';
import {
  type Envelope,
  type EventOf,
  type EventStore,
  envelopeOf,
  eventCatalogue,
  type Read,
  type StreamName,
  streamName,
} from '@hoso/event-sourcing';

/** Everything that papers are filled from. */
const types = [...dossierEventTypes, ...caseEventTypes, ...shipmentEventTypes] as const;
export const paperEvents = eventCatalogue(...types);
export type PaperEvent = Read<EventOf<(typeof types)[number]>>;
export type PaperEventOf<Type extends PaperEvent['type']> = Extract<PaperEvent, { readonly type: Type }>;

const pageSize = 1_000;
/** Agencies and shipments of one dossier are counted from 1; more than this were never seen. */
const handlingsMax = 99;

/** All that happened to a dossier, over its streams, in the order of the log; as it is stored, sealed fields sealed. */
export async function storedHistory(store: Pick<EventStore, 'readStream'>, id: DossierId): Promise<Envelope[]> {
  const history = await streamOf(store, streamName('dossier', id));
  for (const category of ['case', 'shipment']) {
    for (let count = 1; count <= handlingsMax; count++) {
      const events = await streamOf(store, streamName(category, `${id}-${count}`));
      if (events.length === 0) break;
      history.push(...events);
    }
  }
  return history.sort((one, other) => one.position - other.position);
}

async function streamOf(store: Pick<EventStore, 'readStream'>, stream: StreamName): Promise<Envelope[]> {
  const events: Envelope[] = [];
  for (;;) {
    const page = await store.readStream(stream, events.length, pageSize);
    for (const recorded of page) events.push(envelopeOf(recorded));
    if (page.length < pageSize) return events;
  }
}

/** Those that papers know. */
export function readHistory(stored: readonly Envelope[]): readonly PaperEvent[] {
  return stored.flatMap((envelope) => paperEvents.read(envelope) ?? []);
}

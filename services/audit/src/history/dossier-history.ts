import { type Envelope, type EventStore, envelopeOf, type StreamName, streamName } from '@hoso/event-sourcing';

const pageSize = 1_000;
/** Agencies and shipments of one dossier are counted from 1; more than this were never seen. */
const handlingsMax = 999;

/**
 * All events of a dossier, `dossier-<id>`, `case-<id>-1` …, `shipment-<id>-1` …, in the order of the log; none if it is
 * unknown.
 */
export async function dossierHistory(store: EventStore, id: string): Promise<readonly Envelope[]> {
  const events = await wholeStream(store, streamName('dossier', id));
  for (const category of ['case', 'shipment']) {
    for (let count = 1; count <= handlingsMax; count++) {
      const handling = await wholeStream(store, streamName(category, `${id}-${count}`));
      if (handling.length === 0) break;
      events.push(...handling);
    }
  }
  return events.sort((one, other) => one.position - other.position);
}

async function wholeStream(store: EventStore, stream: StreamName): Promise<Envelope[]> {
  const events: Envelope[] = [];
  for (;;) {
    const page = await store.readStream(stream, events.length, pageSize);
    for (const recorded of page) events.push(envelopeOf(recorded));
    if (page.length < pageSize) return events;
  }
}

import { caseEventTypes, shipmentEventTypes } from '@hoso/contracts';
import { type EventStore, type RecordedEvent, sealEvent, type Sealer, streamName, uuidV8 } from '@hoso/event-sourcing';
import { type PaperEvent, paperEvents } from '../src/papers/paper-history.ts';
import { clerk, dossierId, receivedAt } from './dossier-stories.ts';

type Told<Event> = Event extends { readonly type: infer Type; readonly data: infer Data }
  ? { readonly type: Type; readonly data: Data } & Partial<Pick<PaperEvent, 'occurredAt' | 'actor'>>
  : never;
export type ToldEvent = Told<PaperEvent>;

const names = (types: readonly { readonly name: string }[]) => new Set(types.map(({ name }) => name));
const ofCase = names(caseEventTypes);
const ofShipment = names(shipmentEventTypes);

/** Events of one dossier over all its streams, as papers read them. */
export function history(events: readonly ToldEvent[], id: string = dossierId): readonly PaperEvent[] {
  const versions = new Map<string, number>();
  return events.map((event, index) => {
    const category = ofCase.has(event.type) ? 'case' : ofShipment.has(event.type) ? 'shipment' : 'dossier';
    const stream = streamName(category, category === 'dossier' ? id : `${id}-1`);
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    return {
      occurredAt: receivedAt,
      actor: clerk,
      ...event,
      log: uuidV8('log'),
      id: uuidV8(id, index),
      commandId: uuidV8(id, 'command', index),
      commandType: 'Told',
      correlationId: uuidV8(id),
      schemaVersion: paperEvents.types.get(event.type)?.version ?? 1,
      stream,
      version,
      position: index + 2,
      recordedAt: receivedAt,
      dossierId: id,
    };
  });
}

/** Seals by wrapping, for specs: what is opened with another event's id or pointer stays sealed. */
export const plainSealer: Sealer = {
  seal: async (kid, value, { eventId, pointer }) => ({
    kid,
    iv: 'aXY=',
    ct: Buffer.from(JSON.stringify([eventId, pointer, value])).toString('base64'),
    tag: 'dGFn',
  }),
  open: async ({ ct }, { eventId, pointer }) => {
    const [of, at, value]: readonly unknown[] = JSON.parse(Buffer.from(ct, 'base64').toString());
    return of === eventId && at === pointer ? { value } : undefined;
  },
  lifeOf: async () => plainSealer,
};

/** A store that holds these events as they are stored: what is personal in them sealed. */
export async function storeOf(events: readonly PaperEvent[]): Promise<Pick<EventStore, 'readStream'>> {
  const recorded = await Promise.all(
    events.map(async ({ position, recordedAt, ...event }): Promise<RecordedEvent & { readonly stream: string }> => {
      const type = paperEvents.types.get(event.type);
      const body = type ? { ...event, ...(await sealEvent(plainSealer, type, event, event.id)) } : event;
      const { stream } = event;
      return { stream, position, recordedAt: Date.parse(recordedAt), partition: 0, body: JSON.stringify(body) };
    }),
  );
  return {
    readStream: async (stream, after, limit) =>
      recorded.filter((one) => one.stream === stream).slice(after, after + limit),
  };
}

import {
  type Applicant,
  dossierEventTypes,
  type Message,
  type NotificationMeans,
  type NotificationSummary,
  notificationEvents,
  NotifyApplicant,
  type PersonalRead,
  petitionEvents,
  SendAgain,
  type Sending,
} from '@hoso/contracts';
import {
  commandHandler,
  type Envelope,
  envelopeOf,
  eventIdOf,
  eventCatalogue,
  type EventStore,
  instantOf,
  openStream,
  type Receipt,
  type Sealer,
  sealEvent,
  StoreUnavailable,
  streamName,
  uuidV8,
} from '@hoso/event-sourcing';
import { memoryEventStore } from '@hoso/event-sourcing/testing';
import { dossier } from '../src/dossier/dossier.ts';
import { type NotificationIntent, notification } from '../src/notifications/notification.ts';
import { type NotificationPorts, notificationCommandsOver } from '../src/notifications/notification-commands.ts';
import { notificationRetries } from '../src/notifications/notification-retries.ts';
import { notifications } from '../src/notifications/notifications.view.ts';
import { notifyApplicant } from '../src/notifications/notify-applicant.policy.ts';
import { toldEvents } from '../src/notifications/told-events.ts';
import { petition } from '../src/petition/petition.ts';
import type { PetitionEvent } from '../src/petition/petition-state.ts';
import { paperEvents } from '../src/papers/paper-history.ts';
import * as a from './dossier-stories.ts';
import { history, plainSealer, type ToldEvent } from './paper-history.ts';
import { petitionId } from './petition-stories.ts';

export const hoa: Applicant = {
  ...{ kind: 'citizen', name: 'Nguyễn Thị Hoa', email: 'hoa@example.vn' },
  ...{ phone: '0912 345 678', address: '12 Lê Lợi, Hạ Long' },
};

export function submittedBy(applicant: Applicant): ToldEvent {
  if (a.submitted.type !== 'DossierSubmitted') throw new Error('the first event of a story');
  return { ...a.submitted, data: { ...a.submitted.data, applicant } };
}

/** What the outside world makes of a message, each time: taken by default. */
export type Answer = (means: 'email' | 'sms', message: Message) => Promise<Sending>;

export type SentMessage = Message & { readonly means: string };

/** What lies outside, and may be set. */
export interface World {
  answer: Answer;
  /** Whether the process ends before it has recorded what came of sending. */
  dies: boolean;
  isKeyDestroyed: boolean;
  nowMs: number;
}

export interface Trial {
  /** Messages as they were handed over, in order. */
  readonly sent: readonly SentMessage[];
  readonly reads: readonly PersonalRead[];
  readonly world: World;
  /** A petition of its own, as far as it has come. */
  petition(events: readonly PetitionEvent[]): Promise<void>;
  /** What policy makes of the events of the story, delivered once more. */
  deliver(): Promise<readonly Receipt[]>;
  /** What time makes of what waits. */
  tick(): Promise<void>;
  run(intent: NotificationIntent, actor?: typeof a.clerk): Promise<Receipt>;
  /** Every notification's events. */
  events(): Promise<readonly Envelope[]>;
  summaries(): Promise<readonly NotificationSummary[]>;
  readonly ports: NotificationPorts;
}

/** Commands about notifications over a log that holds a story, and a world outside that is told. */
export async function trial(
  story: readonly ToldEvent[],
  means: readonly NotificationMeans[] = ['email', 'sms', 'letter'],
): Promise<Trial> {
  const world: World = {
    answer: async () => ({ outcome: 'sent', reference: 'taken' }),
    ...{ dies: false, isKeyDestroyed: false, nowMs: Date.parse('2022-03-15T05:00:00.000Z') },
  };
  const store = memoryEventStore(() => world.nowMs);
  const sent: SentMessage[] = [];
  const reads: PersonalRead[] = [];
  const ports = portsOver({ world, store, sent, reads, means });
  const run = notificationCommandsOver(ports);
  const asked = (intent: NotificationIntent, commandId: string, actor = a.platform, id = a.dossierId) =>
    run({
      command: { ...intent, actor, occurredAt: instantOf(world.nowMs) },
      ...{ context: { commandId, correlationId: commandId }, id, ifVersion: undefined },
    });
  let count = 0;
  const all = async () => (await store.readAll(0, 1_000)).map(envelopeOf);
  await tell(store, story);
  return {
    ...{ sent, reads, ports, world },
    petition: (events) => tellPetition(store, events),
    deliver: async () => {
      const receipts: Receipt[] = [];
      for (const envelope of await all()) {
        const event = toldEvents.read(envelope);
        for (const [ordinal, command] of (event ? notifyApplicant.whenever(event) : []).entries()) {
          const data = NotifyApplicant.data.parse(command.data);
          const commandId = uuidV8(notifyApplicant.name, envelope.id, ordinal);
          receipts.push(await asked({ type: 'NotifyApplicant', data }, commandId, a.platform, envelope.dossierId));
        }
      }
      return receipts;
    },
    tick: async () => {
      const now = instantOf(world.nowMs);
      for (const summary of summariesOf(await all())) {
        for (const command of notificationRetries.whenever(summary, now)) {
          const data = SendAgain.data.parse(command.data);
          await asked({ type: 'SendAgain', data }, uuidV8('SendAgain', command.at, JSON.stringify(data)));
        }
      }
    },
    run: (intent, actor = a.clerk) => asked(intent, uuidV8('asked', count++), actor),
    events: async () => (await all()).filter(({ stream }) => stream.startsWith('notification-')),
    summaries: async () => summariesOf(await all()),
  };
}

interface Outside {
  readonly world: World;
  readonly store: EventStore;
  readonly sent: SentMessage[];
  readonly reads: PersonalRead[];
  readonly means: readonly NotificationMeans[];
}

function portsOver({ world, store: kept, sent, reads, means }: Outside): NotificationPorts {
  const sealer: Sealer = {
    seal: plainSealer.seal,
    open: async (value, context) => (world.isKeyDestroyed ? undefined : await plainSealer.open(value, context)),
    lifeOf: async (kid) => (world.isKeyDestroyed ? undefined : await plainSealer.lifeOf(kid)),
  };
  const store: EventStore = {
    ...kept,
    append: async (writes) => {
      const [first] = writes.flatMap((write) => write.events);
      if (world.dies && first?.commandType === 'RecordSending') throw new StoreUnavailable('closed');
      return await kept.append(writes);
    },
  };
  const dossierEvents = eventCatalogue(...dossierEventTypes);
  const clock = () => world.nowMs;
  return {
    ...{ store, sealer },
    reads: { record: async (read) => void reads.push(read) },
    registry: {
      procedure: async () => a.procedure,
      unit: async (id) => ({ ...a.oneStop, id, name: { vi: `Tên ${id}`, en: `Name of ${id}` } }),
    },
    notices: {
      means,
      words: ({ topic, language, facts }) => ({
        ...{ title: topic, paragraphs: [JSON.stringify({ language, ...facts })], short: topic },
      }),
      send: async (by, message) => {
        sent.push({ ...message, means: by });
        return await world.answer(by, message);
      },
    },
    handle: commandHandler({ store, events: notificationEvents, sealer, attemptsMax: 20, clock }),
    openDossier: async (id) =>
      (await openStream({ store, events: dossierEvents, sealer }, streamName('dossier', id), dossier)).state,
    openPetition: async (id) =>
      (await openStream({ store, events: petitionEvents, sealer }, streamName('petition', id), petition)).state,
    openNotification: (stream) => openStream({ store, events: notificationEvents, sealer }, stream, notification),
    now: () => instantOf(world.nowMs),
  };
}

function summariesOf(log: readonly Envelope[]): readonly NotificationSummary[] {
  const documents = new Map<string, NotificationSummary | undefined>();
  for (const envelope of log) {
    const event = notificationEvents.read(envelope);
    const key = event && notifications.key(event);
    if (event && key !== undefined) documents.set(key, notifications.evolve(documents.get(key), event));
  }
  return [...documents.values()].filter((document) => document !== undefined);
}

async function tellPetition(store: EventStore, events: readonly PetitionEvent[]): Promise<void> {
  for (const [index, { type: name, data }] of events.entries()) {
    const type = petitionEvents.types.get(name);
    if (!type) throw new Error(name);
    const commandId = uuidV8(petitionId, index);
    const event = {
      ...{ commandId, commandType: 'Told', correlationId: commandId, type: name, schemaVersion: type.version },
      ...{ occurredAt: a.submittedAt, actor: a.clerk, dossierId: petitionId, data },
    };
    const sealed = await sealEvent(plainSealer, type, event, eventIdOf(commandId, 0));
    await store.append([{ stream: streamName('petition', petitionId), expected: index, events: [sealed] }]);
  }
}

async function tell(store: EventStore, story: readonly ToldEvent[]): Promise<void> {
  for (const { id: _, position: __, recordedAt: ___, log: ____, stream, version, ...event } of history(story)) {
    const type = paperEvents.types.get(event.type);
    if (!type) throw new Error(event.type);
    const sealed = await sealEvent(plainSealer, type, event, eventIdOf(event.commandId, 0));
    await store.append([{ stream, expected: version - 1, events: [sealed] }]);
  }
}

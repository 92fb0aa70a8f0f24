import { petitionEvents, type petitionEventTypes, type PetitionSummary } from '@hoso/contracts';
import {
  type EventOf,
  type Index,
  type Instant,
  instantOf,
  isSealed,
  type Read,
  type Sealed,
  unreachable,
  type View,
} from '@hoso/event-sourcing';

type PetitionEventType = (typeof petitionEventTypes)[number];
type PetitionHistory = Read<EventOf<PetitionEventType>>;

/** Something that is told at an instant unless it is over by then. */
export interface PetitionWait {
  readonly for: 'reminder' | 'overdue';
  readonly at: Instant;
  readonly dueAt: Instant;
}

/** What stays sealed, with what opens it. */
export interface SealedText {
  readonly sealed: Sealed;
  readonly eventId: string;
  readonly pointer: string;
}

/** A petition as it is stored to be read. What it says stays sealed. */
export interface PetitionDocument {
  readonly summary: Omit<PetitionSummary, 'overdue'>;
  /** The petitioner, where he wrote himself. */
  readonly own?: string;
  /** Every unit that has or had to do with it. */
  readonly units: readonly string[];
  readonly sealed: { readonly petitioner?: SealedText; readonly text?: SealedText; readonly answer?: SealedText };
  /** When the term began that ends at its date. */
  readonly startAt: Instant;
  readonly waits: readonly PetitionWait[];
}

/** Names of the view's indexes. */
export const petitionIndex = {
  wake: 'wake',
  open: { all: 'due', unit: 'unit-due', officer: 'officer-due' },
  newest: { all: 'newest', unit: 'unit-newest', own: 'own-newest' },
} as const;

const { open, newest } = petitionIndex;
const indexes: readonly Index<PetitionDocument>[] = [
  {
    name: petitionIndex.wake,
    of: ({ waits }) => (waits.length === 0 ? undefined : [waits.map(({ at }) => at).reduce(earlier)]),
  },
  { name: open.all, of: ({ summary }) => whileOpen(summary) },
  { name: open.unit, of: ({ summary }) => whileOpen(summary, summary.unit) },
  {
    name: open.officer,
    of: ({ summary }) =>
      summary.officer === undefined ? undefined : whileOpen(summary, summary.unit, summary.officer),
  },
  { name: newest.all, of: ({ summary }) => [summary.receivedAt] },
  { name: newest.unit, of: ({ summary }) => [summary.unit, summary.receivedAt] },
  { name: newest.own, of: ({ own, summary }) => (own === undefined ? undefined : [own, summary.receivedAt]) },
];

/** Every petition and complaint, by who has to answer it and by when. */
export const petitions: View<PetitionDocument, PetitionEventType> = {
  name: 'petitions',
  revision: 2,
  indexes,
  events: petitionEvents,
  key: ({ dossierId }) => dossierId,
  evolve: (document, event) => {
    if (event.type === 'PetitionReceived') return document ?? received(event);
    if (!document) return undefined;
    const next = evolve(document, event);
    return { ...next, summary: { ...next.summary, version: event.version } };
  },
};

/** What has no date comes after all that has one. */
const undated = '9';

function whileOpen({ status, dueAt = undated }: PetitionDocument['summary'], ...before: readonly string[]) {
  return status === 'open' ? [...before, dueAt] : undefined;
}

function received(event: Extract<PetitionHistory, { readonly type: 'PetitionReceived' }>): PetitionDocument {
  const { data, actor, dossierId = '', id: eventId, occurredAt, recordedAt, version } = event;
  const { kind, topic, channel, unit, receivedBy, awaits, dueAt, dossiers = [], petitioner, text } = data;
  const document: PetitionDocument = {
    summary: {
      ...{ id: dossierId, kind, topic, channel, status: 'open', awaits, unit, receivedBy, dossiers },
      ...{ receivedAt: occurredAt, extensions: 0, version },
    },
    ...(actor.role === 'applicant' ? { own: actor.id } : {}),
    units: [...new Set([unit, receivedBy])],
    sealed: {
      ...sealedText('petitioner', petitioner, eventId),
      ...sealedText('text', text, eventId),
    },
    startAt: occurredAt,
    waits: [],
  };
  return dueOn(document, dueAt, recordedAt);
}

type Later = Exclude<PetitionHistory, { readonly type: 'PetitionReceived' }>;

function evolve(document: PetitionDocument, event: Later): PetitionDocument {
  const { summary } = document;
  switch (event.type) {
    case 'ComplaintAccepted': {
      const { awaits, dueAt } = event.data;
      const accepted = { ...document, startAt: event.occurredAt, summary: { ...summary, awaits } };
      return dueOn(accepted, dueAt, event.recordedAt);
    }
    case 'PetitionAssigned':
      return { ...document, summary: { ...summary, officer: event.data.officer } };
    case 'PetitionForwarded': {
      const { unit, awaits, dueAt } = event.data;
      const { officer: _, ...rest } = summary;
      const units = [...new Set([...document.units, unit])];
      const moved = { ...document, units, startAt: event.occurredAt, summary: { ...rest, unit, awaits } };
      return dueOn(moved, dueAt, event.recordedAt);
    }
    case 'PetitionExtended': {
      const { count: extensions, dueAt } = event.data;
      return dueOn({ ...document, summary: { ...summary, extensions } }, dueAt, event.recordedAt);
    }
    case 'PetitionAnswered': {
      const { verdict, dueAt, answer } = event.data;
      const onTime = dueAt === undefined ? {} : { onTime: event.occurredAt <= dueAt };
      const sealed = { ...document.sealed, ...sealedText('answer', answer, event.id) };
      return ended({ ...document, sealed }, { status: 'answered', verdict, endedAt: event.occurredAt, ...onTime });
    }
    case 'PetitionWithdrawn':
      return ended(document, { status: 'withdrawn', endedAt: event.occurredAt });
    case 'PetitionRated':
      return { ...document, summary: { ...summary, rating: event.data.rating } };
    case 'PetitionReminded':
      return without(document, 'reminder');
    case 'PetitionOverdue':
      return without(document, 'overdue');
    default:
      return unreachable(event);
  }
}

/** Nothing is awaited any more. */
function ended(document: PetitionDocument, how: Partial<PetitionDocument['summary']>): PetitionDocument {
  const { awaits: _, ...summary } = document.summary;
  return { ...document, summary: { ...summary, ...how }, waits: [] };
}

const reminderMs = 2 * 86_400_000;

/** Two days before; of a term that is shorter than twice that, halfway. */
function reminderAt(startAt: Instant, dueAt: Instant): Instant {
  const [start, due] = [Date.parse(startAt), Date.parse(dueAt)];
  return instantOf(Math.max(due - reminderMs, start + Math.floor((due - start) / 2)));
}

/** Nobody is reminded of what was recorded when it was past. */
function dueOn(document: PetitionDocument, dueAt: Instant | undefined, recordedAt: Instant): PetitionDocument {
  const { dueAt: _, ...summary } = document.summary;
  if (dueAt === undefined) return { ...document, summary, waits: [] };
  const waits: readonly PetitionWait[] = [
    { for: 'reminder', at: reminderAt(document.startAt, dueAt), dueAt },
    { for: 'overdue', at: dueAt, dueAt },
  ];
  return { ...document, summary: { ...summary, dueAt }, waits: waits.filter(({ at }) => at > recordedAt) };
}

function without(document: PetitionDocument, kind: PetitionWait['for']): PetitionDocument {
  return { ...document, waits: document.waits.filter((wait) => wait.for !== kind) };
}

/** Views never hold what is personal in the clear. */
function sealedText<Name extends keyof PetitionDocument['sealed']>(
  name: Name,
  value: unknown,
  eventId: string,
): { readonly [Field in Name]?: SealedText } {
  const found: { [Field in Name]?: SealedText } = {};
  if (isSealed(value)) found[name] = { sealed: value, eventId, pointer: `/${name}` };
  return found;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

import {
  type ActedAs,
  Actor,
  admits,
  type BesideEntry,
  dossierEvents,
  ListReads,
  may,
  notificationOf,
  petitionBookEvents,
  type ShowBeside,
  unitEventTypes,
  wordsOf,
} from '@hoso/contracts';
import {
  type Envelope,
  type EventStore,
  envelopeOf,
  eventCatalogue,
  type StreamName,
  streamName,
} from '@hoso/event-sourcing';
import type { z } from 'zod';
import { listReads } from '../access/list-reads.ts';
import { findHistory, type HistoryPorts } from './find-history.ts';
import { isWithin, type Told, toldAt } from './moments.ts';

export interface BesidePorts extends HistoryPorts {
  /** Audit's own log of a log. */
  readonly own: (log: string) => Promise<Pick<EventStore, 'readAll' | 'head'>>;
}

const pageSize = 1_000;
const readsMax = 200;
const localMs = 7 * 3_600_000;

const unread: Awaited<ReturnType<typeof listReads>> = { items: [], completeUpTo: 0, lagMs: 0 };

/** Refuses what `findHistory` and `toldAt` refuse. */
export async function showBeside(
  ports: BesidePorts,
  { dossier, log, asOf, asKnown }: z.output<typeof ShowBeside.ask>,
  reader: Actor,
): Promise<z.output<typeof ShowBeside.answer>> {
  const history = await findHistory(ports, { dossier, log }, reader);
  const { store, info } = history.log;
  const told = await toldAt(history.log, history.completeUpTo, { asOf, asKnown }, ports.clock());
  const isTold = (event: Envelope): boolean => event.position <= history.completeUpTo && isWithin(event, told.bounds);
  const own = history.events.filter(isTold);
  const entries: BesideEntry[] = [];
  const add = (group: BesideEntry['group'], events: readonly Envelope[]): void => {
    entries.push(...events.filter(isTold).map((event) => entryOf(group, event)));
  };
  const isTrusted = admits(may.seeReads, reader.role);
  const petitions = isTrusted ? await petitionsOf(store, own) : [];
  add('petition', petitions);
  for (const { id } of [...own, ...petitions.filter(isTold)]) {
    add('notification', await streamOf(store, streamName('notification', notificationOf(id))));
  }
  const staff = new Map<string, readonly Envelope[]>();
  for (const unit of new Set(unitsOf(own))) {
    const events = await streamOf(store, streamName('unit', unit));
    staff.set(unit, events);
    add('unit', events);
  }
  for (const stream of new Set(own.flatMap(lawOf))) add('law', await streamOf(store, stream));
  const { items, next } = isTrusted ? await readsOf(await ports.own(info.name), history.id, told) : unread;
  return {
    ...{ log: info, dossier: history.id, at: told.at },
    entries: entries.sort((one, other) => one.position - other.position),
    roles: actedAs(own, staff),
    reads: items,
    ...(next === undefined ? {} : { readsNext: next }),
    ...(isTrusted ? {} : { withheld: ['petitions', 'reads'] }),
    ...{ completeUpTo: history.completeUpTo, lagMs: 0 },
  };
}

function entryOf(group: BesideEntry['group'], envelope: Envelope): BesideEntry {
  const { position, stream, version, type, occurredAt, recordedAt, actor } = envelope;
  return {
    ...{ group, position, stream, version, type, ...wordsOf(envelope) },
    ...{ occurredAt, recordedAt, actor: Actor.parse(actor) },
  };
}

async function petitionsOf(store: EventStore, own: readonly Envelope[]): Promise<readonly Envelope[]> {
  const ids = own.flatMap((envelope) => {
    const event = envelope.type === 'PetitionTied' ? petitionBookEvents.read(envelope) : undefined;
    return event ? [event.data.petition] : [];
  });
  const streams = await Promise.all(ids.map((id) => streamOf(store, streamName('petition', id))));
  return streams.flat();
}

/** The units whose people acted in it, where they are units of the registry. */
function unitsOf(own: readonly Envelope[]): string[] {
  return own.flatMap(({ actor }) => (isInOffice(actor.role) ? [actor.unit] : []));
}

function isInOffice(role: string): boolean {
  return role !== 'applicant' && role !== 'system';
}

/** The streams of the law that an event binds a dossier to. */
function lawOf(envelope: Envelope): StreamName[] {
  const event = envelope.type === 'DossierReceived' ? dossierEvents.read(envelope) : undefined;
  if (event?.type !== 'DossierReceived') return [];
  const { procedure, calendar, law } = event.data;
  return [
    streamName('procedure', procedure.code),
    streamName('calendar', calendar.id),
    ...(law?.ruleSets.map(({ id }) => streamName('ruleset', id)) ?? []),
  ];
}

const staffEvents = eventCatalogue(...unitEventTypes);

/** Who acted, in the order of their first acts, and whether the staff of their units had them in that role then. */
function actedAs(own: readonly Envelope[], staff: ReadonlyMap<string, readonly Envelope[]>): ActedAs[] {
  const acted = Map.groupBy(
    own.filter(({ actor }) => isInOffice(actor.role)),
    ({ actor: { id, role, unit } }) => `${id} ${role} ${unit}`,
  );
  return [...acted.values()].flatMap((events) => {
    const [first] = events;
    if (!first) return [];
    const { actor } = first;
    const terms = termsOf(actor, staff.get(actor.unit) ?? []);
    const missing = events
      .map(({ occurredAt }) => localDate(occurredAt))
      .find((day) => !terms.some(({ from, to }) => from <= day && (to === undefined || day <= to)));
    return [
      {
        ...{ actor: Actor.parse(actor), positions: events.map(({ position }) => position) },
        inOffice: missing === undefined,
        ...(missing === undefined ? {} : { notInOffice: missing }),
      },
    ];
  });
}

interface Term {
  readonly from: string;
  readonly to?: string | undefined;
}

/** When somebody was in a role in a unit, by all that its stream says. */
function termsOf({ id, role }: Envelope['actor'], events: readonly Envelope[]): readonly Term[] {
  let terms: readonly Term[] = [];
  for (const envelope of events) {
    const event = staffEvents.read(envelope);
    if (event?.type === 'UnitRegistered') {
      terms = event.data.officers.filter((officer) => officer.id === id && officer.role === role);
    } else if (event?.type === 'OfficerAppointed') {
      const { officer } = event.data;
      if (officer.id === id && officer.role === role) terms = [...terms, officer];
    } else if (event?.type === 'OfficerRelieved' && event.data.officer === id && event.data.role === role) {
      const { to } = event.data;
      terms = terms.map((term) => (term.to === undefined || term.to > to ? { ...term, to } : term));
    }
  }
  return terms;
}

function localDate(instant: string): string {
  return new Date(Date.parse(instant) + localMs).toISOString().slice(0, 10);
}

/** Reads that were recorded by the moment that is asked for. */
async function readsOf(own: Pick<EventStore, 'readAll' | 'head'>, dossier: string, { bounds, at }: Told) {
  const { items, next } = await listReads(own, ListReads.ask.parse({ dossier, limit: readsMax }));
  const isBounded = bounds.asOf !== undefined || bounds.asKnown !== undefined;
  return { items: isBounded ? items.filter((read) => read.at <= at) : items, next };
}

async function streamOf(store: EventStore, stream: StreamName): Promise<readonly Envelope[]> {
  const events: Envelope[] = [];
  for (;;) {
    const page = await store.readStream(stream, events.length, pageSize);
    events.push(...page.map(envelopeOf));
    if (page.length < pageSize) return events;
  }
}

import {
  type Actor,
  type DossierId,
  type Hands,
  handoverTypes,
  handsAfter,
  type Law,
  type ListPapers,
  type LocalDate,
  mayRead,
  mayReadApplicant,
  purposeOf,
  type QueryType,
  type ReadPaper,
  type RecordedReads,
  refuse,
  type UnitId,
} from '@hoso/contracts';
import { type Envelope, type EventStore, eventCatalogue, openEvent, type Sealer } from '@hoso/event-sourcing';
import { localTimeOf, outcome, type WorkingCalendar } from '@hoso/working-time';
import type { z } from 'zod';
import { counterRoles } from '../dossier/at-counter.ts';
import type { Tracking } from '../dossier/dossier-queries.ts';
import type { RegistryFacts } from '../registry-facts.ts';
import { acceptedAs, contentOf, type PaperFacts } from './paper-content.ts';
import { type PaperEvent, readHistory, storedHistory } from './paper-history.ts';
import { type Paper, paperNamed, papersOf } from './papers.ts';
import { registryNames } from './registry-names.ts';

export interface PaperQueryPorts {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly sealer: Sealer;
  readonly reads: RecordedReads;
  readonly registry: RegistryFacts;
  readonly tracking: Pick<Tracking, 'secretOf'>;
}

type Ask<Query> = Query extends QueryType<infer Question, infer _> ? z.output<Question> : never;
type Answer<Query> = Query extends QueryType<infer _, infer Told> ? z.output<Told> : never;

/** Which papers a dossier has. To who may not read the dossier there is no such one. */
export async function listPapers(
  ports: PaperQueryPorts,
  { id }: Ask<typeof ListPapers>,
  actor: Actor,
): Promise<Answer<typeof ListPapers>> {
  const { history } = await historyFor(ports, id, actor);
  return { items: papersOf(history, await formsFor(ports, history)).map(({ info }) => info) };
}

/**
 * What a paper says. It is opened for who may read the applicant, and for the post office whose own paper it is; that
 * it was read is recorded before anything is opened.
 */
export async function readPaper(
  ports: PaperQueryPorts,
  { id, paper: name }: Ask<typeof ReadPaper>,
  actor: Actor,
): Promise<Answer<typeof ReadPaper>> {
  const { stored, history, ...found } = await historyFor(ports, id, actor);
  const paper = paperNamed(papersOf(history, await formsFor(ports, history)), name);
  if (!paper) return refuse('PaperNotFound', { paper: name, dossier: id });
  const isSlip = paper.info.form === 'control-slip';
  // The control slip names nobody: nothing is opened for it.
  if (!isSlip && !found.readsApplicant && !isCarrier(actor, paper.event)) {
    return refuse('RoleNotAllowed', { role: actor.role });
  }
  const open = isSlip ? stored : await openedFor(ports, { id, stored, paper, history }, actor);
  const content = contentOf(paper, readHistory(open), await factsFor(ports, { id, paper, history, ...found }, actor));
  return content ? { content } : refuse('PaperNotFound', { paper: name, dossier: id });
}

/** The post office whose employee signed this very paper. */
function isCarrier({ role, unit }: Actor, { data }: PaperEvent): boolean {
  return role === 'postal' && 'post' in data && data.post === unit;
}

interface FoundHistory {
  readonly stored: readonly Envelope[];
  readonly history: readonly PaperEvent[];
  readonly readsApplicant: boolean;
  /** Where the dossier is received; nowhere yet while the post has collected it. */
  readonly oneStop: UnitId | undefined;
}

async function historyFor({ store }: PaperQueryPorts, id: DossierId, actor: Actor): Promise<FoundHistory> {
  const stored = await storedHistory(store, id);
  const hands = stored.reduce<Hands | undefined>((before, envelope) => {
    const event = handedOver.read(envelope);
    return event ? handsAfter(before, event) : before;
  }, undefined);
  const history = readHistory(stored);
  // What was collected is nobody's dossier yet but the post office's that has it.
  const mayList = hands ? mayRead(actor, hands) : history.some((event) => isCarrier(actor, event));
  if (!mayList) return refuse('DossierNotFound', { id });
  const readsApplicant = hands !== undefined && mayReadApplicant(actor, hands);
  return { stored, history, readsApplicant, oneStop: hands?.oneStop };
}

const handedOver = eventCatalogue(...handoverTypes);

interface PaperOf {
  readonly id: DossierId;
  readonly paper: Paper;
}

/** The events that a paper needs, opened: what the applicant said when he applied, its own, what is handed over. */
async function openedFor(
  { sealer, reads }: PaperQueryPorts,
  found: Pick<FoundHistory, 'stored' | 'history'> & PaperOf,
  actor: Actor,
): Promise<readonly Envelope[]> {
  const { id, stored, history, paper } = found;
  const first = history.find(({ type }) => type === 'DossierSubmitted' || type === 'PostalItemAccepted');
  const wanted = new Set([first?.id, acceptedAs(paper.event, history)?.id, paper.event.id]);
  const needed = stored.filter((one) => wanted.has(one.id));
  const fields = [...new Set(needed.flatMap(({ sealed = [] }) => sealed.map(fieldOf)))];
  if (fields.length === 0) return stored;
  await reads.record({ actor, dossiers: [id], fields, purpose: purposeOf(actor), query: 'ReadPaper' });
  return await Promise.all(stored.map((one) => (wanted.has(one.id) ? openEvent(sealer, one) : one)));
}

/** A JSON pointer as reads name what they open. */
function fieldOf(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.');
}

async function factsFor(
  ports: PaperQueryPorts,
  { id, paper, history, oneStop }: Pick<FoundHistory, 'history' | 'oneStop'> & PaperOf,
  actor: Actor,
): Promise<PaperFacts> {
  const { registry, tracking } = ports;
  const names = registryNames(registry);
  const submitted = history.find(({ type }) => type === 'DossierSubmitted' || type === 'PostalItemAccepted');
  if (submitted?.type !== 'DossierSubmitted' && submitted?.type !== 'PostalItemAccepted') {
    return refuse('DossierNotFound', { id });
  }
  const dateOf = await localDates(ports);
  const nameOf = await names.units(unitsIn(history), dateOf(paper.event.occurredAt));
  const received = history.find((event) => event.type === 'DossierReceived');
  const procedure = await names.procedure(submitted.data.procedure, dateOf(submitted.occurredAt));
  const own = actor.role === 'applicant';
  const counter = actor.unit === oneStop && counterRoles.includes(actor.role);
  const calendar = await calendarOf(registry, received?.data.calendar);
  return {
    nameOf,
    outcomeOf: (dueAt, finishedAt) => outcome(calendar, dueAt, finishedAt),
    procedure: { ...procedure, documents: received?.data.documents ?? procedure.documents },
    place: paperPlace,
    trackingSecret: own || counter ? tracking.secretOf(id) : undefined,
  };
}

/** Where this province's papers are made out. */
export const paperPlace = 'Quảng Ninh';

/** The one that the dossier is bound to, if it was received. */
async function calendarOf(
  registry: RegistryFacts,
  bound: { readonly id: string; readonly version: number } | undefined,
): Promise<WorkingCalendar> {
  return bound ? await registry.calendar(bound.id, bound.version) : await registry.newestCalendar();
}

/** The local date of an instant. */
export async function localDates({ registry }: Pick<PaperQueryPorts, 'registry'>): Promise<(at: string) => LocalDate> {
  const calendar = await registry.newestCalendar();
  return (at) => localTimeOf(calendar, at).date;
}

/** Those of the law that the dossier was bound to at reception; before, of the law in force when it came in. */
async function formsFor(ports: PaperQueryPorts, history: readonly PaperEvent[]): Promise<Law['forms']['value']> {
  const received = history.find((event) => event.type === 'DossierReceived');
  if (received?.data.law) return (await ports.registry.boundLaw(received.data.law)).forms.value;
  const [first] = history;
  if (!first) return refuse('DossierNotFound', { id: '' });
  const on = (await localDates(ports))((received ?? first).occurredAt);
  return (await ports.registry.law(on, undefined)).forms.value;
}

/** Every unit that a history names. */
function unitsIn(history: readonly PaperEvent[]): ReadonlySet<UnitId> {
  const members = ['oneStop', 'agency', 'post'] as const;
  return new Set(
    history.flatMap(({ data, actor }) => [
      actor.unit,
      ...members.flatMap((member) => {
        const unit: unknown = Reflect.get(data, member);
        return typeof unit === 'string' ? [unit] : [];
      }),
    ]),
  );
}

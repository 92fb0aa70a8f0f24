import {
  type Actor,
  Applicant,
  type DossierId,
  type FindCollection,
  type FindShipments,
  type ListShipments,
  purposeOf,
  type QueryType,
  type Recipient,
  type RecordedReads,
  refuse,
  requireSystem,
  type ShipmentStatus,
  type ShipmentSummary,
  type Unit,
  type UnitId,
} from '@hoso/contracts';
import { type Instant, isSealed, type PageQuery, type StreamName } from '@hoso/event-sourcing';
import type { WorkingCalendar } from '@hoso/working-time';
import type { z } from 'zod';
import { measureCarriage } from '../carriage/measure-carriage.ts';
import { streamOf } from './shipment-stream.ts';
import type { ShipmentState } from './shipment-state.ts';
import { type ShipmentScope, shipmentIndex } from './shipments.view.ts';

/** Reads the view `shipments`. */
export interface ShipmentReader {
  page(
    query: PageQuery,
    atLeast?: number,
  ): Promise<{
    readonly completeUpTo: number;
    readonly lagMs: number;
    readonly held: string[];
    readonly items: ShipmentSummary[];
    readonly next?: string;
  }>;
}

export interface ShipmentQueryPorts {
  readonly reader: ShipmentReader;
  readonly reads: RecordedReads;
  /** A shipment's stream as it stands, what is personal opened. */
  readonly open: (stream: StreamName) => Promise<{ readonly state: ShipmentState }>;
  /** To whom a dossier's result goes: intake's answer. */
  readonly findRecipient: (dossier: DossierId) => Promise<Recipient>;
  /** The registry's answer. Rejects with its refusal where there is no such unit. */
  readonly findUnit: (id: UnitId) => Promise<Unit>;
  readonly findCalendar: () => Promise<WorkingCalendar>;
  /** What the log's clock shows. */
  readonly now: () => Instant;
}

type Ask<Query> = Query extends QueryType<infer Question, infer _> ? z.output<Question> : never;
type Answer<Query> = Query extends QueryType<infer _, infer Told> ? z.output<Told> : never;

export interface ShipmentQueries {
  readonly find: (ask: Ask<typeof FindShipments>, actor: Actor | undefined) => Promise<Answer<typeof FindShipments>>;
  readonly list: (ask: Ask<typeof ListShipments>, actor: Actor | undefined) => Promise<Answer<typeof ListShipments>>;
  readonly collection: (
    ask: Ask<typeof FindCollection>,
    actor: Actor | undefined,
  ) => Promise<Answer<typeof FindCollection>>;
}

/** What one may ask about shipments. Rejects with `DomainError`. */
export function shipmentQueries(ports: ShipmentQueryPorts): ShipmentQueries {
  return {
    find: (ask, actor) => find(ports, ask, known(actor)),
    list: (ask, actor) => list(ports, ask, known(actor)),
    collection: (ask, actor) => collection(ports, ask, known(actor)),
  };
}

/** A dossier has a few: more than a page of them were never seen. */
const shipmentsMax = 200;

async function find(
  ports: ShipmentQueryPorts,
  { id, atLeast }: Ask<typeof FindShipments>,
  actor: Actor,
): Promise<Answer<typeof FindShipments>> {
  const { reader, reads, findRecipient } = ports;
  const { unit } = scopeOf(actor);
  const query = { index: shipmentIndex.dossier, prefix: [id], order: 'ascending', limit: shipmentsMax } as const;
  const { items, ...fresh } = await reader.page(query, atLeast);
  const seen = (await measuredAll(ports, items)).filter(
    (one) => unit === undefined || unit === one.post || unit === one.oneStop,
  );
  const toDeliver = seen.find((one) => isToDeliver(one, actor));
  if (!toDeliver) return { ...fresh, items: seen };
  await reads.record({
    actor,
    dossiers: [id],
    fields: ['recipient'],
    purpose: purposeOf(actor),
    query: 'FindShipments',
  });
  const recipient = await findRecipient(id);
  return { ...fresh, items: seen.map((one) => (one === toDeliver ? { ...one, recipient } : one)) };
}

/** Who carries a result needs its address, as long as he carries it. */
function isToDeliver({ direction, status, post }: ShipmentSummary, { role, unit }: Actor): boolean {
  return direction === 'to-applicant' && role === 'postal' && post === unit && underWay.includes(status);
}
const underWay: readonly ShipmentStatus[] = ['arranged', 'in-transit'];

/** Each with how it stands against its term of carriage. */
async function measuredAll(
  { findCalendar, now }: ShipmentQueryPorts,
  items: readonly ShipmentSummary[],
): Promise<ShipmentSummary[]> {
  if (items.every(({ carriage }) => carriage === undefined)) return [...items];
  const calendar = await findCalendar();
  return items.map((item) => ({ ...item, ...measureCarriage(item, calendar, now()) }));
}

async function list(
  ports: ShipmentQueryPorts,
  { status, unit: asked, item, limit, after, atLeast }: Ask<typeof ListShipments>,
  actor: Actor,
): Promise<Answer<typeof ListShipments>> {
  const { reader, findUnit } = ports;
  const { scope, unit } = scopeOf(actor);
  if (unit !== undefined && asked !== undefined && asked !== unit) refuse('WrongUnit', { unit: asked });
  const page = { limit, order: 'descending', ...(after === undefined ? {} : { after }) } as const;
  if (item !== undefined) {
    const { items, ...rest } = await reader.page({ index: shipmentIndex.item, prefix: [item], ...page }, atLeast);
    const seen = items.filter((one) => unit === undefined || unit === one.post || unit === one.oneStop);
    return { ...rest, items: await measuredAll(ports, seen) };
  }
  const of = unit === undefined && asked !== undefined ? await scopeOfUnit(findUnit, asked) : { scope, unit };
  const index = status === undefined ? shipmentIndex.newest : shipmentIndex.status;
  const prefix = [of.unit, status].filter((part) => part !== undefined);
  const { items, ...rest } = await reader.page({ index: index[of.scope], prefix, ...page }, atLeast);
  return { ...rest, items: await measuredAll(ports, items) };
}

/** What one sees of shipments, and of which unit. */
interface Sight {
  readonly scope: ShipmentScope;
  readonly unit: UnitId | undefined;
}

async function scopeOfUnit(findUnit: ShipmentQueryPorts['findUnit'], unit: UnitId): Promise<Sight> {
  return { scope: (await findUnit(unit)).kind === 'post' ? 'post' : 'oneStop', unit };
}

/** Who sees the shipments of every unit. */
const everywhere: readonly Actor['role'][] = ['inspector', 'operator', 'system'];

/** A post office sees what it carries, a one-stop unit what it sends and awaits. */
function scopeOf({ role, unit }: Actor): Sight {
  if (everywhere.includes(role)) return { scope: 'all', unit: undefined };
  if (role === 'postal') return { scope: 'post', unit };
  return role === 'clerk' || role === 'one-stop-head' ? { scope: 'oneStop', unit } : refuse('RoleNotAllowed', { role });
}

/** From the stream itself: a policy asks right after the signing, when no view need know of it yet. */
async function collection(
  { open }: ShipmentQueryPorts,
  { dossier, shipment }: Ask<typeof FindCollection>,
  actor: Actor,
): Promise<Answer<typeof FindCollection>> {
  requireSystem(actor);
  const { state } = await open(streamOf(dossier, shipment));
  if (state.status === 'none' || state.direction !== 'to-agency') {
    return refuse('ShipmentNotFound', { dossier, shipment });
  }
  if (!('applicant' in state.collection)) return refuse('ShipmentNotFound', { dossier, shipment });
  const { post, procedure, oneStop, applicant, returnBy, returnAddress } = state.collection;
  if (isSealed(applicant) || isSealed(returnAddress)) return refuse('KeyDestroyed');
  return { post, procedure, oneStop, applicant: Applicant.parse(applicant), returnBy, returnAddress };
}

function known(actor: Actor | undefined): Actor {
  return actor ?? refuse('RoleNotAllowed', { role: 'anyone' });
}

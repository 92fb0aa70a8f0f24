import {
  type Actor,
  Applicant,
  type DossierStatus,
  DossierId,
  type DossierSummary,
  type FindDossier,
  type Instant,
  type ListDossiers,
  mayRead,
  mayReadApplicant,
  type QueryType,
  purposeOf,
  type RecordedReads,
  readingOf,
  refuse,
  type TrackDossier,
  type UnitId,
} from '@hoso/contracts';
import type { PageQuery, Sealer } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { RegistryFacts } from '../registry-facts.ts';
import { counterRoles } from './at-counter.ts';
import { type DossierDocument, type DossierScope, dossierIndex } from './dossiers.view.ts';

/** How fresh an answer is (ARCHITECTURE decision 10). */
export interface Fresh {
  readonly completeUpTo: number;
  readonly lagMs: number;
  readonly held: string[];
}

/** Reads the view `dossiers`. */
export interface DossierReader {
  find(key: string, atLeast?: number): Promise<Fresh & { readonly document: DossierDocument | undefined }>;
  page(
    query: PageQuery,
    atLeast?: number,
  ): Promise<Fresh & { readonly items: DossierDocument[]; readonly next?: string }>;
  freshness(atLeast?: number): Promise<Fresh>;
  /** Waits until the view has come to where the log stands; rejects where that takes too long. */
  catchUp(): Promise<void>;
}

/** The secret on a receipt that lets its bearer follow the dossier. */
export interface Tracking {
  secretOf(dossierId: DossierId): string;
  /** MUST take the same time whatever was given. */
  matches(dossierId: DossierId, given: string): boolean;
}

export interface DossierQueryPorts {
  readonly reader: DossierReader;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly reads: RecordedReads;
  readonly registry: Pick<RegistryFacts, 'unit'>;
  readonly tracking: Tracking;
}

type Ask<Query> = Query extends QueryType<infer Question, infer _> ? z.output<Question> : never;
type Answer<Query> = Query extends QueryType<infer _, infer Told> ? z.output<Told> : never;

export interface DossierQueries {
  readonly find: (ask: Ask<typeof FindDossier>, actor: Actor | undefined) => Promise<Answer<typeof FindDossier>>;
  readonly list: (ask: Ask<typeof ListDossiers>, actor: Actor | undefined) => Promise<Answer<typeof ListDossiers>>;
  readonly track: (ask: Ask<typeof TrackDossier>) => Promise<Answer<typeof TrackDossier>>;
}

/** What one may ask about dossiers. Rejects with `DomainError`. */
export function dossierQueries(ports: DossierQueryPorts): DossierQueries {
  return {
    find: (ask, actor) => find(ports, ask, actor ?? refuse('RoleNotAllowed', { role: 'anyone' })),
    list: (ask, actor) => list(ports, ask, actor ?? refuse('RoleNotAllowed', { role: 'anyone' })),
    track: (ask) => track(ports, ask),
  };
}

async function find(
  { reader, sealer, reads, tracking }: DossierQueryPorts,
  { id, atLeast }: Ask<typeof FindDossier>,
  actor: Actor,
): Promise<Answer<typeof FindDossier>> {
  const { document, ...fresh } = await surely(reader, id, atLeast);
  if (!document || !mayRead(actor, document.hands)) return refuse('DossierNotFound', { id });
  const { summary, hands } = document;
  const applicant = mayReadApplicant(actor, hands) ? await opened(sealer, reads, document, actor) : undefined;
  const own = actor.role === 'applicant';
  const counter = actor.unit === summary.oneStop && counterRoles.includes(actor.role);
  return {
    dossier: {
      ...summary,
      ...(applicant ? { applicant } : {}),
      ...(own || counter ? { trackingSecret: tracking.secretOf(summary.id) } : {}),
    },
    ...fresh,
  };
}

async function list(
  { reader, registry }: DossierQueryPorts,
  ask: Ask<typeof ListDossiers>,
  actor: Actor,
): Promise<Answer<typeof ListDossiers>> {
  const query = pageQuery(ask, await lookOf(registry, ask.unit, actor));
  const { items, ...fresh } = await reader.page(query, ask.atLeast);
  const wanted = ask.dueBefore !== undefined && ask.status !== undefined ? ask.status : undefined;
  return { ...fresh, items: summaries(items, wanted) };
}

/** A way to look at dossiers, and whose they are to be. */
interface Look {
  readonly scope: DossierScope;
  readonly of: readonly string[];
}

async function lookOf(registry: Pick<RegistryFacts, 'unit'>, unit: UnitId | undefined, actor: Actor): Promise<Look> {
  const { dossiers } = readingOf[actor.role];
  if (dossiers === 'none') return refuse('RoleNotAllowed', { role: actor.role });
  if (dossiers === 'every') return await lookAt(registry, unit);
  if (unit !== undefined && unit !== actor.unit) return refuse('WrongUnit', { unit });
  return dossiers === 'own' ? { scope: 'own', of: [actor.id] } : await lookAt(registry, actor.unit);
}

/** A unit's dossiers are those it receives or those it decides, by what it is. */
async function lookAt(registry: Pick<RegistryFacts, 'unit'>, unit: UnitId | undefined): Promise<Look> {
  if (unit === undefined) return { scope: 'all', of: [] };
  return { scope: (await registry.unit(unit)).kind === 'one-stop' ? 'oneStop' : 'agency', of: [unit] };
}

/** Those with an appointment to keep, the most urgent first; otherwise the newest first. */
function pageQuery(
  { status, dueBefore, limit, after }: Ask<typeof ListDossiers>,
  { scope, of: prefix }: Look,
): PageQuery {
  const page = { limit, ...(after === undefined ? {} : { after }) };
  if (dueBefore !== undefined) {
    return { index: dossierIndex.due[scope], prefix, below: justAfter(dueBefore), order: 'ascending', ...page };
  }
  if (status !== undefined) {
    return { index: dossierIndex.status[scope], prefix: [...prefix, status], order: 'descending', ...page };
  }
  return { index: dossierIndex.newest[scope], prefix, order: 'descending', ...page };
}

/** The least text after an instant's own: instants are all of one length. */
function justAfter(instant: Instant): string {
  return `${instant} `;
}

/** Of the appointments of one page few are of another status: a page that leaves them out is shorter, never wrong. */
function summaries(documents: readonly DossierDocument[], status: DossierStatus | undefined): DossierSummary[] {
  return documents.map(({ summary }) => summary).filter((one) => status === undefined || one.status === status);
}

/** Stands in for the dossier of an unknown code, so that looking takes as long as for a known one. */
const nobodys: DossierId = '00000000-0000-8000-8000-000000000000';

async function track(
  { reader, tracking }: DossierQueryPorts,
  { code, secret }: Ask<typeof TrackDossier>,
): Promise<Answer<typeof TrackDossier>> {
  const { document, ...fresh } = await lookUp(reader, code, undefined);
  const summary = document?.summary;
  const matches = tracking.matches(summary?.id ?? nobodys, secret);
  if (!matches || !summary?.receivedAt || !summary.dueAt) return refuse('WrongSecret');
  const { status, statusCode, procedure, receivedAt, dueAt, finishedAt, returnedAt } = summary;
  return { code, status, statusCode, procedure, receivedAt, dueAt, finishedAt, returnedAt, ...fresh };
}

/** Nothing only where there was none when it was asked. */
async function surely(reader: DossierReader, idOrCode: string, atLeast: number | undefined): ReturnType<typeof lookUp> {
  const found = await lookUp(reader, idOrCode, atLeast);
  if (found.document || DossierId.safeParse(idOrCode).success) return found;
  await reader.catchUp();
  return await lookUp(reader, idOrCode, atLeast);
}

async function lookUp(
  reader: DossierReader,
  idOrCode: string,
  atLeast: number | undefined,
): Promise<Fresh & { readonly document: DossierDocument | undefined }> {
  if (DossierId.safeParse(idOrCode).success) return await reader.find(idOrCode, atLeast);
  const query = { index: dossierIndex.code, prefix: [idOrCode], order: 'ascending', limit: 1 } as const;
  const { items, next, ...fresh } = await reader.page(query, atLeast);
  return { ...fresh, document: items[0] };
}

/** Recorded before it is opened. Nothing once the key is destroyed. */
async function opened(
  sealer: Pick<Sealer, 'open'>,
  reads: RecordedReads,
  { applicant, summary }: DossierDocument,
  actor: Actor,
): Promise<Applicant | undefined> {
  if (!applicant) return undefined;
  await reads.record({
    actor,
    dossiers: [summary.id],
    fields: ['applicant'],
    purpose: purposeOf(actor),
    query: 'FindDossier',
  });
  const { sealed, eventId, pointer } = applicant;
  const plain = await sealer.open(sealed, { eventId, pointer });
  return plain && Applicant.parse(plain.value);
}

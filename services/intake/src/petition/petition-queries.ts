import {
  type Actor,
  Applicant,
  dueBounds,
  type FindPetition,
  type ListPetitions,
  type PetitionSummary,
  purposeOf,
  type QueryType,
  type RecordedReads,
  readingOf,
  refuse,
  type UnitId,
} from '@hoso/contracts';
import { type Instant, instantOf, type PageQuery, type Sealer } from '@hoso/event-sourcing';
import { z } from 'zod';
import type { Fresh } from '../dossier/dossier-queries.ts';
import type { PetitionState } from './petition-state.ts';
import { type PetitionDocument, petitionIndex, type SealedText } from './petitions.view.ts';

export interface PetitionQueryPorts {
  /** Reads the view `petitions`. */
  readonly reader: {
    find(key: string, atLeast?: number): Promise<Fresh & { readonly document: PetitionDocument | undefined }>;
    page(
      query: PageQuery,
      atLeast?: number,
    ): Promise<Fresh & { readonly items: PetitionDocument[]; readonly next?: string }>;
  };
  readonly sealer: Pick<Sealer, 'open'>;
  readonly reads: RecordedReads;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
}

type Ask<Query> = Query extends QueryType<infer Question, infer _> ? z.output<Question> : never;
type Answer<Query> = Query extends QueryType<infer _, infer Told> ? z.output<Told> : never;

/** One petition; to whom has nothing to do with it, it is none. That what it says is read, is recorded first. */
export async function findPetition(
  { reader, sealer, reads, clock }: PetitionQueryPorts,
  { id, atLeast }: Ask<typeof FindPetition>,
  actor: Actor,
): Promise<Answer<typeof FindPetition>> {
  const { document, ...fresh } = await reader.find(id, atLeast);
  if (!document || !mayRead(actor, document)) return refuse('PetitionNotFound', { id });
  const summary = summaryOf(document, instantOf(clock()));
  const { sealed } = document;
  const fields = Object.keys(sealed);
  if (!readingOf[actor.role].applicant || fields.length === 0) return { petition: summary, ...fresh };
  const dossiers = [id, ...summary.dossiers];
  await reads.record({ actor, dossiers, fields, purpose: purposeOf(actor), query: 'FindPetition' });
  const [petitioner, text, answer] = await Promise.all([
    opened(sealer, sealed.petitioner, Applicant),
    opened(sealer, sealed.text, z.string()),
    opened(sealer, sealed.answer, z.string()),
  ]);
  return { petition: { ...summary, petitioner, text, answer }, ...fresh };
}

/** Nothing where there is none, or its key is destroyed. */
async function opened<Schema extends z.ZodType>(
  sealer: Pick<Sealer, 'open'>,
  text: SealedText | undefined,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  if (!text) return undefined;
  const plain = await sealer.open(text.sealed, { eventId: text.eventId, pointer: text.pointer });
  return plain && schema.parse(plain.value);
}

/** The petitioner's own, a unit's, or everybody's, as `readingOf` has it for dossiers. */
function mayRead({ id, role, unit }: Actor, { own, units }: Pick<PetitionDocument, 'own' | 'units'>): boolean {
  const { dossiers } = readingOf[role];
  if (dossiers === 'every' || dossiers === 'none') return dossiers === 'every';
  return dossiers === 'own' ? own === id : units.includes(unit);
}

/** The same of a petition as it stands. */
export function mayReadPetition(actor: Actor, petition: PetitionState): boolean {
  if (petition.status === 'none') return false;
  const { received, lodgedBy, unit, forwardedFrom = unit } = petition;
  const own = lodgedBy.role === 'applicant' ? { own: lodgedBy.id } : {};
  return mayRead(actor, { ...own, units: [received.unit, received.receivedBy, unit, forwardedFrom] });
}

/** Refuses who may not look at that unit's petitions. */
export async function listPetitions(
  { reader, clock }: PetitionQueryPorts,
  ask: Ask<typeof ListPetitions>,
  actor: Actor,
): Promise<Answer<typeof ListPetitions>> {
  const now = instantOf(clock());
  const { limit, after, atLeast } = ask;
  const page = { ...lookAt(ask, actor, now), limit, ...(after === undefined ? {} : { after }) };
  const { items, ...fresh } = await reader.page(page, atLeast);
  const shown = items.map((document) => summaryOf(document, now));
  // A petitioner has few: those that are at their end are left out of a page, which is shorter then, never wrong.
  return { ...fresh, items: ask.status === 'all' ? shown : shown.filter(({ status }) => status === 'open') };
}

function lookAt(
  ask: Ask<typeof ListPetitions>,
  actor: Actor,
  now: Instant,
): Pick<PageQuery, 'index' | 'prefix' | 'from' | 'below' | 'order'> {
  const { dossiers } = readingOf[actor.role];
  const { open, newest } = petitionIndex;
  if (dossiers === 'none') return refuse('RoleNotAllowed', { role: actor.role });
  if (dossiers === 'own') return { index: newest.own, prefix: [actor.id], order: 'descending' };
  const unit = unitOf(ask.unit, dossiers === 'every', actor);
  const ofUnit = unit === undefined ? {} : { prefix: [unit] };
  if (ask.status === 'all') {
    return { index: unit === undefined ? newest.all : newest.unit, ...ofUnit, order: 'descending' };
  }
  const within = { ...dueBounds(ask, now), order: 'ascending' } as const;
  if (ask.officer === undefined) return { index: unit === undefined ? open.all : open.unit, ...ofUnit, ...within };
  // Ids of officers are a unit's own.
  if (unit === undefined) return refuse('UnitOfOfficer', { officer: ask.officer });
  return { index: open.officer, prefix: [unit, ask.officer], ...within };
}

function unitOf(asked: UnitId | undefined, readsEvery: boolean, actor: Actor): UnitId | undefined {
  if (readsEvery) return asked;
  if (asked !== undefined && asked !== actor.unit) return refuse('WrongUnit', { unit: asked });
  return actor.unit;
}

function summaryOf({ summary }: PetitionDocument, now: Instant): PetitionSummary {
  const overdue = summary.status === 'open' && summary.dueAt !== undefined && summary.dueAt < now;
  return { ...summary, dossiers: [...summary.dossiers], overdue };
}

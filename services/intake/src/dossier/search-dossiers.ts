import {
  type Actor,
  Applicant,
  foldedWords,
  type FoundDossier,
  mayRead,
  mayReadApplicant,
  ProcedureCode,
  purposeOf,
  type RecordedReads,
  readingOf,
  refuse,
  type SearchDossiers,
} from '@hoso/contracts';
import type { PageQuery, Sealer } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { RegistryFacts } from '../registry-facts.ts';
import {
  nameMarks,
  type SearchedDossier,
  type SearchKey,
  type SearchScope,
  searchIndex,
} from './dossier-search.view.ts';
import type { DossierReader, Fresh } from './dossier-queries.ts';
import type { DossierDocument } from './dossiers.view.ts';

export interface DossierSearchPorts {
  readonly reader: Pick<DossierReader, 'find'>;
  /** Reads the view `dossier-search`. */
  readonly search: {
    page(
      query: PageQuery,
      atLeast?: number,
    ): Promise<Fresh & { readonly items: SearchedDossier[]; readonly next?: string }>;
  };
  readonly sealer: Pick<Sealer, 'open'>;
  readonly reads: RecordedReads;
  readonly markOf: (text: string) => string;
  readonly registry: Pick<RegistryFacts, 'unit'>;
}

type Ask = z.output<typeof SearchDossiers.ask>;
type Answer = z.output<typeof SearchDossiers.answer>;

/**
 * What the text is the beginning of, or whose name it is, among the dossiers that the actor may read; newest first, by
 * code in the order of codes, backwards. Refuses a name (`RoleNotAllowed`) to who may read none: that somebody has
 * applied is personal, too.
 */
export async function searchDossiers(ports: DossierSearchPorts, ask: Ask, actor: Actor): Promise<Answer> {
  const { by, keyed } = meantBy(ask.text, ports.markOf);
  const { dossiers, applicant } = readingOf[actor.role];
  if (dossiers === 'none' || (by === 'applicant' && !applicant)) refuse('RoleNotAllowed', { role: actor.role });
  const { scope, of } = await scopeOf(ports.registry, actor);
  const { limit, after, atLeast } = ask;
  // Nothing that could be a name: nobody has it.
  const { key, value, isWhole } = keyed ?? { key: 'whole', value: '', isWhole: true };
  const page = await ports.search.page(
    {
      index: searchIndex(scope, key),
      ...(isWhole ? { prefix: [...of, value] } : { prefix: of, from: value, below: `${value}~` }),
      order: 'descending',
      limit,
      ...(after === undefined ? {} : { after }),
    },
    atLeast,
  );
  const { items, next, ...fresh } = page;
  const found = await Promise.all(items.map(({ id }) => ports.reader.find(id)));
  const told = found.flatMap(({ document }) => (document && mayRead(actor, document.hands) ? [document] : []));
  return {
    by,
    items: await named(ports, told, actor, by === 'applicant'),
    ...together([fresh, ...found]),
    ...(next === undefined ? {} : { next }),
  };
}

interface Meant {
  readonly by: Answer['by'];
  readonly keyed: { readonly key: SearchKey; readonly value: string; readonly isWhole: boolean } | undefined;
}

const codeBeginning = /^(?:\d{1,3}|[0-9A-Z]{3}\.[0-9A-Z.]*(?:-[0-9-]*)?)$/;
const procedureBeginning = /^\d\.\d{0,6}$/;

/** Codes of dossiers and of procedures look like nothing else; anything else is a name. */
function meantBy(text: string, markOf: (text: string) => string): Meant {
  if (procedureBeginning.test(text)) {
    const isWhole = ProcedureCode.safeParse(text).success;
    return { by: 'procedure', keyed: { key: 'procedure', value: text, isWhole } };
  }
  const code = text.toUpperCase();
  if (codeBeginning.test(code)) return { by: 'code', keyed: { key: 'code', value: code, isWhole: false } };
  const marks = nameMarks(text, markOf);
  const key = foldedWords(text).length > 1 ? 'whole' : 'given';
  const value = marks[key];
  return { by: 'applicant', keyed: value === undefined ? undefined : { key, value, isWhole: true } };
}

async function scopeOf(
  registry: Pick<RegistryFacts, 'unit'>,
  { id, role, unit }: Actor,
): Promise<{ readonly scope: SearchScope; readonly of: readonly string[] }> {
  const { dossiers } = readingOf[role];
  if (dossiers === 'every') return { scope: 'all', of: [] };
  if (dossiers === 'own') return { scope: 'own', of: [id] };
  const { kind } = await registry.unit(unit);
  return { scope: kind === 'one-stop' ? 'oneStop' : kind === 'post' ? 'carrier' : 'agency', of: [unit] };
}

/**
 * With the applicant's name for who may read it, which is recorded before any is opened. A dossier found by a name
 * whose key was destroyed since is not told.
 */
async function named(
  { sealer, reads }: DossierSearchPorts,
  documents: readonly DossierDocument[],
  actor: Actor,
  byName: boolean,
): Promise<FoundDossier[]> {
  const open = documents.filter(({ hands, applicant }) => applicant && mayReadApplicant(actor, hands));
  if (open.length > 0) {
    await reads.record({
      actor,
      dossiers: open.map(({ summary }) => summary.id),
      fields: ['applicant.name'],
      purpose: purposeOf(actor),
      query: 'SearchDossiers',
    });
  }
  const names = new Map(
    await Promise.all(open.map(async (one) => [one.summary.id, await nameOf(sealer, one)] as const)),
  );
  return documents.flatMap(({ summary }) => {
    const applicantName = names.get(summary.id);
    if (applicantName === undefined) return byName ? [] : [summary];
    return [{ ...summary, applicantName }];
  });
}

async function nameOf(sealer: Pick<Sealer, 'open'>, { applicant }: DossierDocument): Promise<string | undefined> {
  if (!applicant) return undefined;
  const { sealed, eventId, pointer } = applicant;
  const plain = await sealer.open(sealed, { eventId, pointer });
  return plain && Applicant.parse(plain.value).name;
}

/** An answer from several reads is as fresh as the least of them. */
function together(reads: readonly Fresh[]): Fresh {
  return {
    completeUpTo: Math.min(...reads.map(({ completeUpTo }) => completeUpTo)),
    lagMs: Math.max(...reads.map(({ lagMs }) => lagMs)),
    held: [...new Set(reads.flatMap(({ held }) => held))],
  };
}

import {
  type Actor,
  type Finding,
  type FindingId,
  type FindUnit,
  type Hands,
  type ListFindings,
  mayRead,
  type OfficerId,
  readingOf,
  refuse,
  type UnitId,
} from '@hoso/contracts';
import type { PageQuery } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { type FindingDocument, findingIndex, type FindingScope } from './findings.view.ts';

type Ask = z.output<typeof ListFindings.ask>;
type Answer = z.output<typeof ListFindings.answer>;

/** How far a log was judged. */
export interface JudgedSoFar {
  /** Events up to here were judged, and what was found is in audit's own log. */
  readonly judgedUpTo: number;
  readonly lagMs: number;
  readonly held: readonly string[];
}

/** A log's findings, to be listed. */
export interface FindingsReader {
  /** Waits, bounded, for the event at `atLeast` to be judged; refuses `NotYetComplete`. */
  judged(atLeast: number | undefined): Promise<JudgedSoFar>;
  /** One of them, as of the same. */
  find(id: FindingId): Promise<FindingDocument | undefined>;
  /** A page that holds everything found in what `judged`, asked before, tells. */
  page(query: PageQuery): Promise<{ readonly items: readonly FindingDocument[]; readonly next?: string }>;
  /** Through whose hands a dossier has gone, as far as it was judged. */
  handsOf(dossier: string): Promise<Hands | undefined>;
  /** Refuses `UnitNotFound`. */
  requireUnit(unit: UnitId): Promise<unknown>;
  /** Refuses `PersonNotFound`, where it is known who there is. */
  requirePerson(person: OfficerId): Promise<unknown>;
}

export interface ListFindingsPorts {
  /** Refuses `LogNotFound`. */
  readonly readerOf: (log: string | undefined) => Promise<FindingsReader>;
  readonly kindOf: (unit: UnitId) => Promise<z.output<typeof FindUnit.answer>['unit']['kind'] | undefined>;
  /** Whether the law that dossiers are judged by names it. */
  readonly isRule: (rule: string) => boolean;
}

/** Pages looked through for one answer, so that a rare combination is a short page and never a long wait. */
const pagesMax = 25;

/**
 * Whoever reads every dossier sees all findings, others those of the dossiers that their unit has, or had when found.
 * Refuses `RuleNotFound`, `UnitNotFound` and `PersonNotFound`: a mistyped name must not look like nothing found.
 */
export async function listFindings(ports: ListFindingsPorts, ask: Ask, actor: Actor): Promise<Answer> {
  if (actor.role === 'applicant') refuse('RoleNotAllowed', { role: actor.role });
  const reader = await ports.readerOf(ask.log);
  const { judgedUpTo, lagMs, held } = await reader.judged(ask.atLeast);
  const told = { completeUpTo: judgedUpTo, judgedUpTo, lagMs: Math.max(0, Math.round(lagMs)), held: [...held] };
  const place = await placeOf(ports, reader, ask, actor);
  if (!place) return { items: [], ...told };
  const { scope, value } = place;
  const index = findingIndex(scope, ask.all ? 'all' : 'standing');
  const prefix = value === undefined ? [] : [value];
  const items: Finding[] = [];
  let { after } = ask;
  for (let pages = 0; pages < pagesMax && items.length === 0; pages++) {
    const page = await reader.page({
      ...{ index, prefix, order: 'descending', limit: ask.limit },
      ...(after === undefined ? {} : { after }),
    });
    items.push(...page.items.map(({ finding }) => finding).filter((finding) => isWanted(ask, finding)));
    after = page.next;
    if (after === undefined) break;
  }
  if (items.length === 0) await requireKnown(ports, reader, ask, judgedUpTo);
  return { items, ...told, ...(after === undefined ? {} : { next: after }) };
}

/** The index that leaves least to be looked through; nothing where the asker may see nothing of it. */
async function placeOf(
  { kindOf }: ListFindingsPorts,
  reader: FindingsReader,
  ask: Ask,
  actor: Actor,
): Promise<{ readonly scope: FindingScope; readonly value?: string } | undefined> {
  const { dossiers } = readingOf[actor.role];
  if (ask.dossier !== undefined) {
    const isShown = dossiers === 'every' || mayRead(actor, await reader.handsOf(ask.dossier));
    return isShown ? { scope: 'dossier', value: ask.dossier } : undefined;
  }
  if (dossiers !== 'every') {
    const kind = dossiers === 'in-hand' ? await kindOf(actor.unit) : undefined;
    return kind && { scope: kind === 'one-stop' ? 'oneStop' : 'agency', value: actor.unit };
  }
  if (ask.person !== undefined) return { scope: 'person', value: ask.person };
  if (ask.unit !== undefined) return { scope: 'unit', value: ask.unit };
  return ask.rule === undefined ? { scope: 'all' } : { scope: 'rule', value: ask.rule };
}

/** What was found once is known, too: a log from elsewhere has units of its own, and an earlier law had other rules. */
async function requireKnown(
  { isRule }: ListFindingsPorts,
  reader: FindingsReader,
  { rule, unit, person }: Ask,
  judgedUpTo: number,
): Promise<void> {
  const occurs = async (scope: FindingScope, value: string): Promise<boolean> => {
    const index = findingIndex(scope, 'all');
    return (await reader.page({ index, prefix: [value], order: 'descending', limit: 1 })).items.length > 0;
  };
  if (rule !== undefined && !isRule(rule) && !(await occurs('rule', rule))) refuse('RuleNotFound', { rule });
  // What a log that was never judged would name nobody knows yet.
  if (judgedUpTo === 0) return;
  if (unit !== undefined && !(await occurs('unit', unit))) await reader.requireUnit(unit);
  if (person !== undefined && !(await occurs('person', person))) await reader.requirePerson(person);
}

function isWanted({ rule, unit, person, severity }: Ask, finding: Finding): boolean {
  return (
    (rule === undefined || finding.rule === rule) &&
    (unit === undefined || finding.unit === unit) &&
    (person === undefined || finding.person === person) &&
    (severity === undefined || finding.severity === severity)
  );
}

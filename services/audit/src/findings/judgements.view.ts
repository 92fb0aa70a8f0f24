import {
  canonicalJson,
  eventCatalogue,
  instantOf,
  type PageQuery,
  type Position,
  sha256Hex,
  type View,
  type ViewGeneration,
} from '@hoso/event-sourcing';
import type { Judgement } from './judgement.ts';
import { type Course, type LawRuleSet, linksOf } from '@hoso/rules';

/** Raised when the shape of a judgement changes. */
const shape = 2;

/**
 * Where judged dossiers are put away: documents with indexes over who waits for a limit, who was given which code, in
 * the order of the log, and who takes up which dossier again. The rules' follower writes
 * them itself, since judging may take a dossier's whole history and must be told to audit's log first; so there is no
 * fold here. Judgements by other rules are judged anew.
 *
 * Decision: judgements and checkpoints lie together among the views of the judged log. / Because they are saved in one
 * step, and both can be thrown away: judging again adds nothing. / Instead of checkpoints in audit's own log's
 * database, which could be ahead of judgements that were lost.
 */
export function judgements(rules: readonly LawRuleSet[]): View<Judgement> {
  return {
    name: 'judgements',
    // 48 bits of what the rules say: safe as a number, and another one for other rules.
    revision: Number.parseInt(sha256Hex(`${shape}\n${canonicalJson(rules)}`).slice(0, 12), 16),
    indexes: [
      {
        name: wakeIndex,
        of: ({ state }) => (state.wakeAt === undefined ? undefined : [instantOf(state.wakeAt)]),
      },
      { name: codeIndex, of: ({ state }) => codeTuple(state.course) },
      { name: resubmissionIndex, of: ({ state }) => given(linksOf(state.course).resubmissionOf) },
    ],
    events: eventCatalogue(),
    key: ({ dossierId }) => dossierId,
    evolve: (document) => document,
  };
}

const wakeIndex = 'wake';
const codeIndex = 'code';
const resubmissionIndex = 'resubmission';

function codeTuple({ reception }: Course): readonly string[] | undefined {
  return reception && [reception.code, String(reception.position).padStart(16, '0')];
}

function given(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

/** The dossiers that were given a code, the first one first. */
export function givenCode(code: string, limit: number, after?: string): PageQuery {
  return pageOf(codeIndex, code, limit, after);
}

/** The dossiers that take up this one again. */
export function takingUp(dossier: string, limit: number, after?: string): PageQuery {
  return pageOf(resubmissionIndex, dossier, limit, after);
}

function pageOf(index: string, value: string, limit: number, after: string | undefined): PageQuery {
  return { index, prefix: [value], order: 'ascending', limit, ...(after === undefined ? {} : { after }) };
}

/** The judgements that wait for a limit up to and with `at`, the earliest first. */
export function dueBy(at: number, limit: number, after: string | undefined): PageQuery {
  return {
    index: wakeIndex,
    below: instantOf(at + 1),
    order: 'ascending',
    limit,
    ...(after === undefined ? {} : { after }),
  };
}

export type Judgements = Pick<ViewGeneration<Judgement>, 'generation' | 'progress' | 'load' | 'save' | 'page'>;

/** A judgement with the position of its last event. */
export interface Stored {
  readonly judgement: Judgement;
  readonly position: Position;
}

export async function stored(
  generation: Judgements,
  dossiers: readonly string[],
): Promise<ReadonlyMap<string, Stored>> {
  const found = new Map<string, Stored>();
  for (const [dossier, { document, position }] of await generation.load(dossiers)) {
    if (document) found.set(dossier, { judgement: document, position });
  }
  return found;
}

import type { PageQuery } from '@hoso/event-sourcing';
import { pageLimitMax } from '@hoso/event-sourcing';
import { type CountedDocument } from './counted-dossier.ts';
import { CountedRows } from './counted-rows.ts';
import { changedIndex, changedText } from './figures.view.ts';
import { type CountedPetition, dueOn } from './petition-figures.view.ts';

/** How fresh an answer is. */
export interface Fresh {
  readonly completeUpTo: number;
  readonly lagMs: number;
  readonly held: string[];
}

/** The view of figures, as a service reads it. */
export interface FiguresReader {
  /** A number that another generation of the view has not. */
  readonly generation: () => Promise<number>;
  readonly page: (
    query: PageQuery,
    atLeast?: number,
  ) => Promise<Fresh & { readonly items: CountedDocument[]; readonly next?: string }>;
  readonly find: (key: string) => Promise<{ readonly document: CountedDocument | undefined }>;
}

/** Every dossier's numbers, as fresh as the view. */
export type ReadRows = (atLeast?: number) => Promise<{ readonly rows: CountedRows; readonly fresh: Fresh }>;

/**
 * Reads the view once, and from then on only what has changed since. What an answer is complete up to was asked before
 * its documents were read, so that nothing up to there is missed. A dossier that was held is read anew once it no
 * longer is: its events lie further back.
 */
export function followedRows(reader: FiguresReader): ReadRows {
  let known: { rows: CountedRows; generation: number; upTo: number; held: readonly string[] } | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const refresh = async (atLeast: number | undefined) => {
    const generation = await reader.generation();
    const before = known?.generation === generation ? known : undefined;
    const rows = before?.rows ?? new CountedRows();
    // What was read by halves is not kept.
    known = undefined;
    const fresh = await readChanged(reader, rows, before?.upTo ?? 0, atLeast);
    for (const dossier of before?.held ?? []) {
      if (fresh.held.includes(dossier)) continue;
      const { document } = await reader.find(dossier);
      if (document) rows.put(document);
    }
    known = { rows, generation, upTo: fresh.completeUpTo, held: fresh.held };
    return { rows, fresh };
  };
  return (atLeast) => {
    const mine = turn.then(
      () => refresh(atLeast),
      () => refresh(atLeast),
    );
    turn = mine;
    return mine;
  };
}

async function readChanged(
  { page }: FiguresReader,
  rows: CountedRows,
  upTo: number,
  atLeast: number | undefined,
): Promise<Fresh> {
  const query = { index: changedIndex, from: changedText(upTo + 1), order: 'ascending', limit: pageLimitMax } as const;
  let fresh: Fresh | undefined;
  let after: string | undefined;
  do {
    const { items, next, ...told } = await page({ ...query, ...(after === undefined ? {} : { after }) }, atLeast);
    fresh ??= told;
    for (const document of items) rows.put(document);
    after = next;
  } while (after !== undefined);
  return { completeUpTo: fresh.completeUpTo, lagMs: fresh.lagMs, held: fresh.held };
}

/** Petitions whose answers fell due on these local days, both among them; and how fresh that is. */
export type PetitionsDue = (
  fromDay: number,
  toDay: number,
  atLeast?: number,
) => Promise<{ readonly petitions: readonly CountedPetition[]; readonly fresh: Fresh }>;

/** Petitions of the view that follows the log, as fresh as it is. */
export function followedPetitions(page: PetitionsReader): PetitionsDue {
  return async (fromDay, toDay, atLeast) => {
    const petitions: CountedPetition[] = [];
    let fresh: Fresh | undefined;
    let after: string | undefined;
    do {
      const { items, next, ...told } = await page(dueOn(fromDay, toDay, after), atLeast);
      fresh ??= told;
      petitions.push(...items);
      after = next;
    } while (after !== undefined);
    return { petitions, fresh };
  };
}

export type PetitionsReader = (
  query: PageQuery,
  atLeast?: number,
) => Promise<Fresh & { readonly items: CountedPetition[]; readonly next?: string }>;

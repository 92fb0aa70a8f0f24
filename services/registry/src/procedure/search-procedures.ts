import type { ListProcedures, ProcedureVersion } from '@hoso/contracts';
import type { PageQuery } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { Documents, Fresh, RegistryViews } from '../registry-views.ts';
import { isNamed, type ProcedureName, searchedWords } from './procedure-names.view.ts';

type Ask = z.output<typeof ListProcedures.ask> & { readonly text: string };
type Answer = z.output<typeof ListProcedures.answer>;

/** Names in one read, and reads for one answer: a page that ends before it is full tells where to go on. */
const namesAtOnce = 1_000;
const readsMax = 10;

const codeBeginning = /^\d(?:\.\d{0,6})?$/;

/** The newest versions of the procedures that are meant by a text, in order of their codes. */
export async function searchProcedures(views: RegistryViews, ask: Ask): Promise<Answer> {
  const { text, limit, after, atLeast } = ask;
  if (codeBeginning.test(text)) {
    const { items, ...rest } = await views.procedures.page(
      byCode(limit, after, { from: text, below: `${text}~` }),
      atLeast,
    );
    return { items: items.flatMap(({ versions }) => versions.slice(-1)), ...rest };
  }
  const { names, next, ...fresh } = await searchNames(views.names, ask);
  const found = await Promise.all(names.map(({ code }) => views.procedures.find(code)));
  const items: ProcedureVersion[] = found.flatMap(({ document }) => document?.versions.slice(-1) ?? []);
  return { items, ...leastFresh([fresh, ...found]), ...(next === undefined ? {} : { next }) };
}

interface FoundNames extends Fresh {
  readonly names: readonly ProcedureName[];
  readonly next: string | undefined;
}

async function searchNames(
  views: Documents<ProcedureName>,
  { text, limit, after: begin, atLeast }: Ask,
): Promise<FoundNames> {
  const words = searchedWords(text);
  const names: ProcedureName[] = [];
  const reads: Fresh[] = [];
  let after = begin;
  for (let read = 1; ; read++) {
    const page = await views.page(byCode(namesAtOnce, after), atLeast);
    reads.push(page);
    for (const [at, name] of page.items.entries()) {
      if (words.length === 0 || !isNamed(name, words)) continue;
      names.push(name);
      if (names.length < limit) continue;
      // The store's own cursor behind the last one that is told.
      const { next } = at === page.items.length - 1 ? page : await views.page(byCode(at + 1, after));
      return { names, next, ...leastFresh(reads) };
    }
    after = page.next;
    if (after === undefined || read === readsMax) return { names, next: after, ...leastFresh(reads) };
  }
}

function byCode(limit: number, after: string | undefined, range: Pick<PageQuery, 'from' | 'below'> = {}): PageQuery {
  return { index: 'code', order: 'ascending', limit, ...range, ...(after === undefined ? {} : { after }) };
}

/** An answer from several reads is as fresh as the least of them. */
function leastFresh(reads: readonly Fresh[]): Fresh {
  return {
    completeUpTo: Math.min(...reads.map(({ completeUpTo }) => completeUpTo)),
    lagMs: Math.max(...reads.map(({ lagMs }) => lagMs)),
    held: [...new Set(reads.flatMap(({ held }) => held))],
  };
}

import { refuse } from '@hoso/contracts';
import {
  freshness,
  InvalidPage,
  type PageQuery,
  StoreUnavailable,
  type View,
  type ViewGeneration,
  waitAtLeast,
} from '@hoso/event-sourcing';
import { invalidInput } from './fault.ts';
import type { ServiceParts } from './service-parts.ts';

/** How fresh an answer is: ARCHITECTURE decision 10. */
export interface Fresh {
  readonly completeUpTo: number;
  readonly lagMs: number;
  readonly held: string[];
}

/** Reads one view for a service's queries; every answer tells how fresh it is. */
export interface ViewReader<Document> {
  find(key: string, atLeast?: number): Promise<Fresh & { readonly document: Document | undefined }>;
  page(query: PageQuery, atLeast?: number): Promise<Fresh & { readonly items: Document[]; readonly next?: string }>;
  /** Rejects with `StoreUnavailable` where a page may lack what the view held before: for whoever refuses by it. */
  beSureOfNothing(): Promise<void>;
}

/** How long an answer waits for the event its asker has seen. */
const atLeastTimeoutMs = 5_000;

/**
 * The generation is looked up at every question, and again where a rebuild has replaced it before it has answered.
 *
 * Decision: what was complete up to an event once and no longer is, was lost and is being filled again: until it is
 * where it was, questions are told to come later. / Because "not found" is for good to a policy that asks, and wrong to
 * everybody. / Instead of answering from what has been filled so far.
 *
 * Decision: a reader says that there is nothing only of a view that has once come to where the log stood at the
 * reader's first question. / Because a process that has just begun, or was never asked before, cannot know what the
 * view once held (found by the trial of faults). / Instead of taking an empty view at its word. A page says by
 * its freshness what it may lack.
 */
export function viewReader<Document>(
  parts: Pick<ServiceParts, 'store' | 'tail' | 'views' | 'clock'>,
  view: View<Document>,
): ViewReader<Document> {
  let known = 0;
  let begunAt: number | undefined;
  const unavailable = () => new StoreUnavailable('unreachable', { what: `${view.name}, which is being filled again,` });
  const freshOf = async (generation: ViewGeneration<Document>, atLeast?: number): Promise<Fresh> => {
    const knownBefore = known;
    if (atLeast !== undefined && !(await waitAtLeast(parts.store, generation, atLeast, atLeastTimeoutMs))) {
      refuse('NotYetComplete', { atLeast });
    }
    const { completeUpTo, lagMs, held } = await freshness(parts.tail, generation, parts.clock());
    if (completeUpTo < knownBefore) throw unavailable();
    known = Math.max(known, completeUpTo);
    return { completeUpTo, lagMs, held: [...held] };
  };
  /** Between being asked how fresh it is and being read, the view may have been lost, too. */
  const certainOfNothing = async (generation: ViewGeneration<Document>): Promise<void> => {
    const { completeUpTo } = await freshOf(generation);
    if (completeUpTo < (begunAt ?? 0)) throw unavailable();
  };
  const answer = async <Content>(
    atLeast: number | undefined,
    read: (generation: ViewGeneration<Document>) => Promise<Content>,
  ): Promise<Fresh & Content> => {
    begunAt ??= await parts.tail.look();
    for (;;) {
      const generation = await parts.views.live(view);
      try {
        const fresh = await freshOf(generation, atLeast);
        return { ...fresh, ...(await read(generation)) };
      } catch (error) {
        if ((await parts.views.live(view)).generation === generation.generation) throw error;
      }
    }
  };
  return {
    find: (key, atLeast) =>
      answer(atLeast, async (generation) => {
        const document = await generation.find(key);
        if (document === undefined) await certainOfNothing(generation);
        return { document };
      }),
    page: (query, atLeast) =>
      answer(atLeast, async (generation) => {
        const { items, next } = await generation.page(query).catch((error: unknown) => {
          // All but the cursor was checked before, or is the service's own.
          if (error instanceof InvalidPage && query.after !== undefined) throw foreignCursor();
          throw error;
        });
        if (items.length === 0) await freshOf(generation);
        return { items: [...items], ...(next === undefined ? {} : { next }) };
      }),
    beSureOfNothing: async () => await certainOfNothing(await parts.views.live(view)),
  };
}

function foreignCursor(): Error {
  const en = 'not the `next` of a page of this list';
  return invalidInput([{ field: 'after', code: 'CursorUnknown', vi: 'không phải `next` của danh sách này', en }]);
}

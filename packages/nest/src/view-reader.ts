import { refuse } from '@hoso/contracts';
import {
  freshness,
  InvalidPage,
  type PageQuery,
  pause,
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
  /** Nothing only where the log held nothing when it was asked; `StoreUnavailable` where the view is too far behind. */
  find(key: string, atLeast?: number): Promise<Fresh & { readonly document: Document | undefined }>;
  page(query: PageQuery, atLeast?: number): Promise<Fresh & { readonly items: Document[]; readonly next?: string }>;
  /** How fresh an answer would be. */
  freshness(atLeast?: number): Promise<Fresh>;
  /**
   * Waits until the view has come to where the log stands now, else rejects with `StoreUnavailable`: for whoever would
   * refuse by what a page does not hold, and looks once more then.
   */
  catchUp(): Promise<void>;
}

/** How long an answer waits for the event its asker has seen, or for a view that is behind. */
const timeoutMs = 5_000;
const pollMs = { first: 2, max: 100 };

/**
 * The generation is looked up at every question, and again where a rebuild has replaced it before it has answered.
 *
 * Decision: what was complete up to an event once and no longer is, was lost and is being filled again: until it is
 * where it was, questions are told to come later. / Because "not found" is for good to a policy that asks, and wrong to
 * everybody. / Instead of answering from what has been filled so far.
 *
 * Decision: `find` says that there is nothing only of a view that has come to where the log stood when it was asked,
 * and waits for it. / Because "not found" of what was acknowledged a moment ago is untrue to everybody, and to a policy
 * for good; and a process that has just begun cannot know what an empty view once held (both found by trials on slow
 * machines). It costs a wait of the view's lag to whoever asks for what is not there. / Instead of taking a view that
 * is behind at its word. A page says by its freshness what it may lack.
 */
export function viewReader<Document>(
  parts: Pick<ServiceParts, 'store' | 'tail' | 'views' | 'clock'>,
  view: View<Document>,
  waitMs = timeoutMs,
): ViewReader<Document> {
  let known = 0;
  const unavailable = (why: string) => new StoreUnavailable('unreachable', { what: `${view.name}, which ${why},` });
  const freshOf = async (generation: ViewGeneration<Document>, atLeast?: number): Promise<Fresh> => {
    const knownBefore = known;
    if (atLeast !== undefined && !(await waitAtLeast(parts.store, generation, atLeast, waitMs))) {
      refuse('NotYetComplete', { atLeast });
    }
    const { completeUpTo, lagMs, held } = await freshness(parts.tail, generation, parts.clock());
    if (completeUpTo < knownBefore) throw unavailable('is being filled again');
    known = Math.max(known, completeUpTo);
    return { completeUpTo, lagMs, held: [...held] };
  };
  const caughtUp = async (generation: ViewGeneration<Document>): Promise<void> => {
    const head = await parts.tail.look();
    const deadline = performance.now() + waitMs;
    for (let turnMs = pollMs.first; ; turnMs = Math.min(2 * turnMs, pollMs.max)) {
      const { completeUpTo } = await freshOf(generation);
      if (completeUpTo >= head) return;
      if (performance.now() > deadline) throw unavailable(`is at ${completeUpTo} of ${head}`);
      await pause(turnMs);
    }
  };
  const answer = async <Content>(
    read: (generation: ViewGeneration<Document>) => Promise<Content>,
  ): Promise<Content> => {
    for (;;) {
      const generation = await parts.views.live(view);
      try {
        return await read(generation);
      } catch (error) {
        if ((await parts.views.live(view)).generation === generation.generation) throw error;
      }
    }
  };
  return {
    find: (key, atLeast) =>
      answer(async (generation) => {
        const fresh = await freshOf(generation, atLeast);
        const document = await generation.find(key);
        if (document !== undefined) return { ...fresh, document };
        await caughtUp(generation);
        const later = await freshOf(generation);
        const found = await generation.find(key);
        // Between being asked how fresh it is and being read, the view may have been lost.
        if (found === undefined) await freshOf(generation);
        return { ...later, document: found };
      }),
    page: (query, atLeast) =>
      answer(async (generation) => {
        const fresh = await freshOf(generation, atLeast);
        const { items, next } = await generation.page(query).catch((error: unknown) => {
          // All but the cursor was checked before, or is the service's own.
          if (error instanceof InvalidPage && query.after !== undefined) throw foreignCursor();
          throw error;
        });
        if (items.length === 0) await freshOf(generation);
        return { ...fresh, items: [...items], ...(next === undefined ? {} : { next }) };
      }),
    freshness: (atLeast) => answer((generation) => freshOf(generation, atLeast)),
    catchUp: () => answer(caughtUp),
  };
}

function foreignCursor(): Error {
  const en = 'not the `next` of a page of this list';
  return invalidInput([{ field: 'after', code: 'CursorUnknown', vi: 'không phải `next` của danh sách này', en }]);
}

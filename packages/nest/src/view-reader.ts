import { refuse } from '@hoso/contracts';
import {
  freshness,
  InvalidPage,
  type PageQuery,
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
}

/** How long an answer waits for the event its asker has seen. */
const atLeastTimeoutMs = 5_000;

/** The generation is looked up at every question: a rebuild may have flipped it. */
export function viewReader<Document>(
  parts: Pick<ServiceParts, 'store' | 'tail' | 'views' | 'clock'>,
  view: View<Document>,
): ViewReader<Document> {
  const ready = async (
    atLeast: number | undefined,
  ): Promise<{ generation: ViewGeneration<Document>; fresh: Fresh }> => {
    const generation = await parts.views.live(view);
    if (atLeast !== undefined && !(await waitAtLeast(parts.store, generation, atLeast, atLeastTimeoutMs))) {
      refuse('NotYetComplete', { atLeast });
    }
    const { completeUpTo, lagMs, held } = await freshness(parts.tail, generation, parts.clock());
    return { generation, fresh: { completeUpTo, lagMs, held: [...held] } };
  };
  return {
    find: async (key, atLeast) => {
      const { generation, fresh } = await ready(atLeast);
      return { ...fresh, document: await generation.find(key) };
    },
    page: async (query, atLeast) => {
      const { generation, fresh } = await ready(atLeast);
      const { items, next } = await generation.page(query).catch((error: unknown) => {
        // All but the cursor was checked before, or is the service's own.
        if (error instanceof InvalidPage && query.after !== undefined) throw foreignCursor();
        throw error;
      });
      return { ...fresh, items: [...items], ...(next === undefined ? {} : { next }) };
    },
  };
}

function foreignCursor(): Error {
  const en = 'not the `next` of a page of this list';
  return invalidInput([{ field: 'after', code: 'CursorUnknown', vi: 'không phải `next` của danh sách này', en }]);
}

import type { PageQuery } from '@hoso/event-sourcing';
import { encodeRange, encodeTuple } from './encode-tuple.ts';

/** Before each value. The key has something lower before it, so that a shorter tuple sorts first. */
const value = '1';
const key = '0';

/**
 * An index tuple and the document's key as one text whose bytes sort as tuples do, then keys: an index over this one
 * field gives the order of pages and the place where each goes on. Throws where a value holds a lone surrogate.
 */
export function encodeKeyedTuple(tuple: readonly string[], of: string): string {
  return encodeTuple([...tuple.map((each) => value + each), key + of]);
}

/** Where the texts of a query's documents lie: from `lower`, below `upper`. */
export function encodeKeyedRange({ prefix = [], from, below }: Pick<PageQuery, 'prefix' | 'from' | 'below'>) {
  return encodeRange(
    prefix.map((each) => value + each),
    bound(from),
    bound(below),
  );
}

/** A tuple that ends here counts as if an empty value came next. */
function bound(at: string | undefined): string | undefined {
  return at ? value + at : at;
}

import { InvalidPage, type PageQuery, pageLimitMax } from '@hoso/event-sourcing';

/** Throws `InvalidPage`. */
export function requireLimit({ limit }: Pick<PageQuery, 'limit'>): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= pageLimitMax) return;
  throw new InvalidPage(`limit: ${limit} is not between 1 and ${pageLimitMax}`);
}

/** What `encode` answers; text that has no encoding is an `InvalidPage`. */
export function rangeOfPage<Range>(encode: () => Range): Range {
  try {
    return encode();
  } catch (error) {
    throw new InvalidPage('prefix, from, below: not well-formed text', { cause: error });
  }
}

/** Where a page goes on, as callers hold it: of which index, and what the adapter needs to know. */
export function cursorOf(index: string, ...place: readonly string[]): string {
  return Buffer.from(JSON.stringify([index, ...place])).toString('base64url');
}

/** The `parts` of the place that a cursor of this index names. Throws `InvalidPage`. */
export function placeOf(cursor: string, index: string, parts: number): readonly string[] {
  const [of, ...place] = decoded(cursor);
  if (of === index && place.length === parts && place.every((part) => typeof part === 'string')) return place;
  throw new InvalidPage('after: it is not the next of such a page');
}

/** Throws `InvalidPage` for a cursor whose text lies outside of the query's range. */
export function requireWithin(
  text: string,
  { lower, upper }: { readonly lower: string; readonly upper: string | undefined },
) {
  const at = Buffer.from(text);
  if (at.compare(Buffer.from(lower)) >= 0 && (upper === undefined || at.compare(Buffer.from(upper)) < 0)) return;
  throw new InvalidPage('after: it belongs to another query');
}

function decoded(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

import { type Instant, instantOf, type PageQuery } from '@hoso/event-sourcing';

const dayMs = 86_400_000;

/** Where a list that is ordered by due date begins and ends: what is overdue, due within some days, or all. */
export function dueBounds(
  { due, days }: { readonly due: 'overdue' | 'soon' | 'all'; readonly days: number },
  now: Instant,
): Pick<PageQuery, 'from' | 'below'> {
  switch (due) {
    case 'overdue':
      return { below: now };
    case 'soon':
      return { from: now, below: instantOf(Date.parse(now) + days * dayMs) };
    case 'all':
      return {};
  }
}

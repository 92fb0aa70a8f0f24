import type { EventStore, View, ViewStore } from '@hoso/event-sourcing';

/** Views have followed further than the log goes: it was replaced by an older copy, or by another log. */
export class ViewsAhead extends Error {
  override readonly name = 'ViewsAhead';

  constructor(view: string, furthest: number, head: number, place: string) {
    super(
      `the view ${view} has followed to event ${furthest}, the log ends at ${head}: put the newer log back, ` +
        `or remove ${place}, and all views are rebuilt from this one`,
    );
  }
}

/** Rejects with `ViewsAhead` where one of these views cannot follow this log. `place`: where views lie, in words. */
export async function requireFollowable(
  store: Pick<EventStore, 'head'>,
  views: Pick<ViewStore, 'live'>,
  known: readonly View<unknown>[],
  place: string,
): Promise<void> {
  for (const view of known) {
    const generation = await views.live(view);
    const { checkpoints } = await generation.progress();
    const furthest = Math.max(0, ...checkpoints);
    // Read afterwards: others may be appending, and following.
    const head = await store.head();
    if (furthest > head) throw new ViewsAhead(view.name, furthest, head, place);
  }
}

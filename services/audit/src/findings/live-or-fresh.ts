import type { View, ViewGeneration, ViewStore } from '@hoso/event-sourcing';

/**
 * The generation of a view to follow the log into: the live one, or an empty one in its place where another revision
 * made that.
 *
 * Decision: begun anew in place. / Because these views are small beside the log's own and nobody decides by them: for
 * the moments that filling takes, answers tell how far they are. / Instead of a second generation beside the old one.
 */
export async function liveOrFresh<Document>(views: ViewStore, view: View<Document>): Promise<ViewGeneration<Document>> {
  const live = await views.live(view);
  if (live.revision === view.revision) return live;
  const fresh = await views.begin(view);
  await views.flip(view.name, fresh.generation);
  await views.drop(view.name, live.generation);
  return fresh;
}

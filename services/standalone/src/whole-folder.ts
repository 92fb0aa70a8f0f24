import { existsSync, readdirSync } from 'node:fs';
import type { EventStore, View, ViewStore } from '@hoso/event-sourcing';
import { type DataFolder, FolderError } from './data-folder.ts';

/**
 * Refuses to begin a log anew where one is gone. Decision: the log's views, left behind, tell that it was there. /
 * Because an empty log under them would be shown with the old log's dossiers, and its own first events passed over. /
 * Instead of starting quietly, which hides a loss that a copy could mend.
 */
export function requireLog(folder: DataFolder, name: string): void {
  const views = folder.views(name);
  if (existsSync(folder.log(name)) || !existsSync(views) || readdirSync(views).length === 0) return;
  throw new FolderError(
    `${folder.log(name)} is missing, but not its views: put the log back, or remove ${views} to begin a new one`,
  );
}

/** Refuses to make new keys beside a log with events: what the lost ones sealed would be lost without a word. */
export function requireKeys(folder: DataFolder, head: number): void {
  // A process that was killed before it made the keys leaves a log that holds `LogOpened` alone.
  if (head <= 1 || existsSync(folder.keys)) return;
  throw new FolderError(`${folder.keys} is missing, but not the log whose personal data it opens: put it back`);
}

/** Refuses views that have followed further than the log goes: it was replaced by an older copy or another log. */
export async function requireFollowable(
  store: Pick<EventStore, 'head'>,
  views: Pick<ViewStore, 'live'>,
  known: readonly View<unknown>[],
  path: string,
): Promise<void> {
  const head = await store.head();
  for (const view of known) {
    const generation = await views.live(view);
    const { checkpoints } = await generation.progress();
    const furthest = Math.max(0, ...checkpoints);
    if (furthest > head) {
      throw new FolderError(
        `the view ${view.name} has followed to event ${furthest}, the log ends at ${head}: put the newer log back, ` +
          `or remove ${path}, and all views are rebuilt from this one`,
      );
    }
  }
}

import { existsSync, readdirSync } from 'node:fs';
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

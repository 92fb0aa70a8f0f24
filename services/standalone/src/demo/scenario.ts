import { canonicalJson, uuidV8 } from '@hoso/event-sourcing';
import { insistedBreaches, quietBreaches } from './breaches.ts';
import { lawfulLookAlikes, plainStories } from './lawful-stories.ts';
import { postalStories } from './postal-stories.ts';
import { overdueStories, runningStories } from './open-stories.ts';
import type { Act, Story } from './story.ts';

/** Every dossier of the demo. */
export const stories: readonly Story[] = [
  ...plainStories,
  ...lawfulLookAlikes,
  ...quietBreaches,
  ...insistedBreaches,
  ...postalStories,
  ...overdueStories,
  ...runningStories,
];

/** What they do together, in the order of time. */
export const acts: readonly Act[] = stories.flatMap((one) => one.acts).toSorted((one, other) => one.at - other.at);

/**
 * The same at every play of this scenario: an act that is repeated is answered with its first receipt. Another
 * release's scenario has other ids, and does not go on with what this one began.
 */
export function commandIdOf({ name }: Act): string {
  return uuidV8('demo act', edition, name);
}

const edition = uuidV8('demo', canonicalJson(acts.map(({ command, ...act }) => ({ ...act, command: command.name }))));

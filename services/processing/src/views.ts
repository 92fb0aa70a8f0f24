import type { View } from '@hoso/event-sourcing';

/** None: the agency's worklists are the `dossiers` of intake. */
export const views: readonly View<unknown>[] = [];

import type { RebuildStatus } from '@hoso/contracts';
import type { EventStore, GenerationInfo, View, ViewStore } from '@hoso/event-sourcing';
import type { Alone } from './alone.ts';

/** Rebuilds of one view, of which there is one at a time among all processes that share its store. */
export const rebuildOf = (view: string): string => `rebuild of ${view}`;

/** Drops what rebuilds of a view, or of all, have left whose processes are gone. Only who is alone with them may. */
export async function dropUnfinished(views: ViewStore, view?: string): Promise<void> {
  for (const one of await views.generations()) {
    if (!one.live && (view ?? one.view) === one.view) await views.drop(one.view, one.generation);
  }
}

/** The same for those views that nobody rebuilds at the moment. */
export async function dropLeftBehind(views: ViewStore, known: readonly View<unknown>[], alone: Alone): Promise<void> {
  const unfinished = new Set((await views.generations()).flatMap(({ view, live }) => (live ? [] : [view])));
  for (const { name } of known) {
    if (unfinished.has(name)) await alone(rebuildOf(name), () => dropUnfinished(views, name));
  }
}

/** What was saved of a generation when it was first seen here. */
interface Seen {
  readonly position: number;
  readonly atMs: number;
}

/** How far generations are that other processes build: by what these have saved, at the rate since first seen here. */
export function rebuildsElsewhere(views: ViewStore, store: Pick<EventStore, 'head'>) {
  const seen = new Map<string, Seen>();
  return async (known: readonly View<unknown>[]): Promise<readonly RebuildStatus[]> => {
    const building = (await views.generations()).filter(({ live }) => !live);
    const to = building.length > 0 ? await store.head() : 0;
    const told: RebuildStatus[] = [];
    for (const { view: name, generation } of building) {
      const view = known.find((one) => one.name === name);
      if (!view) continue;
      const position = await reached(views, view, generation);
      if (position !== undefined) told.push(statusOf(seen, { view: name, generation }, position, to));
    }
    return told;
  };
}

/** Nothing where it has been finished or dropped meanwhile. */
async function reached(views: ViewStore, view: View<unknown>, generation: number): Promise<number | undefined> {
  try {
    const { checkpoints } = await (await views.open(view, generation)).progress();
    return Math.min(...checkpoints);
  } catch (error) {
    const known = await views.generations();
    if (known.some((one) => one.view === view.name && one.generation === generation && !one.live)) throw error;
    return undefined;
  }
}

function statusOf(
  seen: Map<string, Seen>,
  { view, generation }: Pick<GenerationInfo, 'view' | 'generation'>,
  position: number,
  to: number,
): RebuildStatus {
  const name = `${view}-${generation}`;
  const now = performance.now();
  const first = seen.get(name) ?? { position, atMs: now };
  seen.set(name, first);
  const perMs = (position - first.position) / Math.max(1, now - first.atMs);
  const left = Math.max(0, to - position);
  return {
    ...{ view, generation, position, to: Math.max(to, position) },
    eventsPerSecond: Math.round(perMs * 1_000),
    etaMs: perMs > 0 ? Math.round(left / perMs) : 0,
  };
}

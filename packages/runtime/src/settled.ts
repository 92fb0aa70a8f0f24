import type { EventStore, FollowedView, Follower } from '@hoso/event-sourcing';

type Following = Pick<Follower, 'status' | 'settled'> | Pick<FollowedView<unknown>, 'status' | 'settled'>;

/** Waits until every follower has done or held all that is in the log; answers whether that came within the time. */
export async function settled(
  store: Pick<EventStore, 'head' | 'readAll'>,
  followers: readonly Following[],
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const head = await store.head();
    for (const follower of followers) if (!(await caughtUp(store, follower, deadline))) return false;
    // A policy's own events come after those that it followed.
    if ((await store.head()) === head) return true;
  }
}

async function caughtUp(store: Pick<EventStore, 'readAll'>, follower: Following, deadline: number): Promise<boolean> {
  for (;;) {
    // The live generation of a view comes first; one that is outdated follows nothing.
    const [status] = [await follower.status()].flat();
    if (!status || status.lagEvents === 0) return true;
    const leftMs = deadline - performance.now();
    const [next] = await store.readAll(status.position, 1);
    if (!next || leftMs <= 0) return false;
    await follower.settled(next.partition, next.position, leftMs);
  }
}

/**
 * Works on the items of an iteration, at most `atOnceMax` of them at a time. Rejects with the first failure, once nothing is under
 * way any more; no item is begun after it.
 */
export async function atOnce<Item>(
  items: AsyncIterable<Item>,
  atOnceMax: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  try {
    for await (const item of items) {
      if (underWay.size >= atOnceMax) await Promise.race(underWay);
      const task: Promise<void> = work(item).finally(() => underWay.delete(task));
      // Its failure is met at the next race, or at the end.
      task.catch(() => undefined);
      underWay.add(task);
    }
    await Promise.all(underWay);
  } finally {
    await Promise.allSettled(underWay);
  }
}

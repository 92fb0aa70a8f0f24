/**
 * Works on the items of an iteration, at most `atOnceMax` of them at a time. Rejects with the first failure, once
 * nothing is under way any more; no item is begun after it.
 */
export async function atOnce<Item>(
  items: AsyncIterable<Item>,
  atOnceMax: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  try {
    for await (const item of items) {
      if (underWay.size >= atOnceMax) await Promise.race(underWay);
      if (failures.length > 0) break;
      const task: Promise<void> = work(item)
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => underWay.delete(task));
      underWay.add(task);
    }
  } finally {
    await Promise.all(underWay);
  }
  if (failures.length > 0) throw failures[0];
}

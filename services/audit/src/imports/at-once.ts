/** How much may be under way; one item that weighs more is under way alone. */
export interface AtOnce<Item> {
  readonly weightMax: number;
  readonly weightOf: (item: Item) => number;
}

/**
 * Works on the items of an iteration, as many at a time as weigh no more than is allowed. Rejects with the first
 * failure, once nothing is under way any more; no item is begun after it.
 */
export async function atOnce<Item>(
  items: AsyncIterable<Item>,
  { weightMax, weightOf }: AtOnce<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let weight = 0;
  let wake = (): void => undefined;
  const oneDone = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  try {
    for await (const item of items) {
      const own = weightOf(item);
      while (underWay.size > 0 && weight + own > weightMax) await oneDone();
      if (failures.length > 0) break;
      weight += own;
      const task: Promise<void> = work(item)
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => {
          weight -= own;
          underWay.delete(task);
          wake();
        });
      underWay.add(task);
    }
  } finally {
    await Promise.all(underWay);
  }
  if (failures.length > 0) throw failures[0];
}

import { describe, expect, it } from '@jest/globals';
import { atOnce } from './at-once.ts';

async function* upTo(count: number): AsyncGenerator<number> {
  for (let item = 1; item <= count; item++) yield item;
}
const alike = (weightMax: number) => ({ weightMax, weightOf: () => 1 });
const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('Work on many things at once', () => {
  it('does each once, and never more than so many at a time', async () => {
    const done: number[] = [];
    let [now, most] = [0, 0];
    await atOnce(upTo(50), alike(7), async (item) => {
      most = Math.max(most, ++now);
      for (let wait = item % 5; wait >= 0; wait--) await soon();
      now -= 1;
      done.push(item);
    });
    expect(done.sort((one, other) => one - other)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect([now, most]).toEqual([0, 7]);
  });
  it('lets what is heavy wait until there is room, and what is too heavy go alone', async () => {
    const together: number[][] = [];
    const now = new Set<number>();
    await atOnce(upTo(9), { weightMax: 6, weightOf: (item) => item }, async (item) => {
      now.add(item);
      together.push([...now]);
      await soon();
      now.delete(item);
    });
    expect(together.map((items) => items.reduce((sum, item) => sum + item, 0)).filter((sum) => sum > 6)).toEqual([
      7, 8, 9,
    ]);
    expect(together[2]).toEqual([1, 2, 3]);
  });
  it('begins nothing after a failure, waits for what is under way, and tells the first', async () => {
    const begun: number[] = [];
    let now = 0;
    const work = async (item: number) => {
      begun.push(item);
      now += 1;
      await soon();
      if (item > 3) await soon();
      now -= 1;
      if (item === 3) throw new Error('third');
      if (item === 4) throw new Error('fourth');
    };
    await expect(atOnce(upTo(100), alike(4), work)).rejects.toThrow('third');
    expect(now).toBe(0);
    expect(begun.length).toBeLessThan(10);
  });
  it('passes on what its items throw, once nothing is under way', async () => {
    let now = 0;
    async function* broken(): AsyncGenerator<number> {
      yield* upTo(5);
      throw new Error('broken');
    }
    const work = async () => {
      now += 1;
      await soon();
      now -= 1;
    };
    await expect(atOnce(broken(), alike(9), work)).rejects.toThrow('broken');
    expect(now).toBe(0);
  });
});

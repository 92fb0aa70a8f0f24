import { describe, expect, it } from '@jest/globals';
import { idleLook } from './give-memory-back.ts';

/** How often memory was given back after each look, told what was used in between. */
function collectedAfter(usedMs: readonly number[]): readonly number[] {
  let [user, collected] = [0, 0];
  const look = idleLook(
    () => ({ user, system: 0 }),
    () => {
      collected += 1;
    },
  );
  return usedMs.map((used) => {
    user += 1_000 * used;
    look();
    return collected;
  });
}

describe('Memory', () => {
  it('is given back once where a process has begun and waits', () =>
    expect(collectedAfter([20, 20, 20])).toEqual([1, 1, 1]));

  it('is given back at the first pause after work, and not while there is work', () =>
    expect(collectedAfter([4_000, 4_000, 20, 20, 900, 900, 20])).toEqual([0, 0, 1, 1, 1, 1, 2]));
});

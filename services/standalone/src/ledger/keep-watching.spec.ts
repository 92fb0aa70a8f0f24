import { describe, expect, it } from '@jest/globals';
import { keepWatching } from './keep-watching.ts';

const away = new Error('cannot be reached');
const forked = new Error('forked');

async function watched(rounds: readonly (Error | undefined)[]) {
  const left = [...rounds];
  const told: string[] = [];
  let rests = 0;
  const ended = keepWatching({
    once: async () => {
      const next = left.shift();
      if (next) throw next;
    },
    rest: async () => {
      rests += 1;
    },
    isFinal: (error) => error === forked,
    onMissed: (error, inARow) => told.push(`${String(error)} ${inARow}`),
  });
  await expect(ended).rejects.toBe(forked);
  return { told, rests };
}

describe('A witness that goes on watching', () => {
  it('tries a server that is away again, from the first time on, and tells each round that it missed', async () =>
    expect(await watched([away, away, undefined, away, undefined, forked])).toEqual({
      told: ['Error: cannot be reached 1', 'Error: cannot be reached 2', 'Error: cannot be reached 1'],
      rests: 5,
    }));

  it('ends at a log that must not be cosigned', async () =>
    expect(await watched([undefined, forked])).toEqual({ told: [], rests: 1 }));
});

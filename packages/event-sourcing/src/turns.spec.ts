import { describe, expect, it } from '@jest/globals';
import { turns } from './turns.ts';

describe('Turns', () => {
  it('come one after another under one name, in the order of asking, and side by side under two', async () => {
    const inTurn = turns();
    const told: string[] = [];
    const { promise: door, resolve: open } = Promise.withResolvers<void>();
    const first = inTurn('one', async () => {
      await door;
      told.push('first');
    });
    const second = inTurn('one', async () => told.push('second'));
    await inTurn('other', async () => told.push('other'));
    open();
    await Promise.all([first, second]);
    expect(told).toEqual(['other', 'first', 'second']);
  });

  it('go on after one that failed', async () => {
    const inTurn = turns();
    const failing = inTurn('one', () => Promise.reject(new Error('no')));
    const next = inTurn('one', async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { headAnnouncer } from './head-announcer.ts';

/** Far longer than any machine needs from one line to the next. */
const longMs = 3_600_000;

describe('A log that has moved', () => {
  it('is told of at once, and of what follows only the last word', async () => {
    const said: number[] = [];
    const announcer = headAnnouncer(async (head) => said.push(head), longMs);
    for (const head of [3, 4, 5]) announcer.announce(head);
    expect(said).toEqual([3]);
    await announcer.close();
    expect(said).toEqual([3, 5]);
  });

  it('is told of again soon after, though nobody says anything more', async () => {
    const said: number[] = [];
    const announcer = headAnnouncer(async (head) => said.push(head), 1);
    for (const head of [3, 4]) announcer.announce(head);
    while (said.length < 2) await delay(1);
    expect(said).toEqual([3, 4]);
    await announcer.close();
    expect(said).toEqual([3, 4]);
  });

  it('is not told of twice, nor backwards', async () => {
    const said: number[] = [];
    const announcer = headAnnouncer(async (head) => said.push(head), 0);
    for (const head of [3, 3, 2]) announcer.announce(head);
    await announcer.close();
    expect(said).toEqual([3]);
  });

  it('goes on being told of where that failed once', async () => {
    const said: number[] = [];
    const announcer = headAnnouncer(async (head) => {
      if (said.push(head) === 1) throw new Error('the connection is gone');
    }, 0);
    announcer.announce(3);
    await delay(1);
    announcer.announce(4);
    await announcer.close();
    expect(said).toEqual([3, 4]);
  });
});

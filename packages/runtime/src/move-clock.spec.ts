import { describe, expect, it } from '@jest/globals';
import { simulatedClock } from './log-clock.ts';
import { type MovableClock, moveClock } from './move-clock.ts';

const began = Date.UTC(2022, 2, 1);
const dayMs = 86_400_000;
const operator = { id: 'operator-2102', role: 'operator', unit: 'platform' } as const;
const instant = (epochMs: number): string => new Date(epochMs).toISOString();

/** A clock that stands at the beginning of March 2022 and has followers that catch up, or not. */
function standing(caughtUp = true): MovableClock {
  const simulated = simulatedClock(began);
  const moveTo = async (to: number): Promise<void> => simulated.moveTo(to);
  return { name: 'demo', clock: simulated.now, moveTo, settle: async () => caughtUp };
}

describe("Moving a log's clock", () => {
  it('answers the instant it was moved to', async () => {
    const movable = standing();
    expect(await moveClock(movable, instant(began + dayMs), operator)).toBe('2022-03-02T00:00:00.000Z');
    expect(movable.clock()).toBe(began + dayMs);
  });

  it('to where it stands changes nothing', async () =>
    expect(await moveClock(standing(), instant(began), operator)).toBe(instant(began)));

  it('goes as far as a year and a day', async () => {
    expect(await moveClock(standing(), instant(began + 366 * dayMs), operator)).toBe(instant(began + 366 * dayMs));
    await expect(moveClock(standing(), instant(began + 366 * dayMs + 1), operator)).rejects.toMatchObject({
      code: 'ClockTooFar',
    });
  });

  it.each([
    ['back by a millisecond', standing(), began - 1, 'ClockNotBackwards'],
    ['of a live log', { ...standing(), moveTo: undefined }, began + 1, 'ClockNotSimulated'],
    ['before what happened was followed', standing(false), began + 1, 'ClockWaits'],
  ] as const)('%s is refused', async (_, movable, to, code) => {
    await expect(moveClock(movable, instant(to), operator)).rejects.toMatchObject({ code });
    expect(movable.clock()).toBe(began);
  });

  it('looks again once all was followed: it runs on meanwhile', async () => {
    const movable = standing();
    const late: MovableClock = {
      ...movable,
      settle: async () => {
        await movable.moveTo?.(began + 2_000, operator);
        return true;
      },
    };
    await expect(moveClock(late, instant(began + 1_000), operator)).rejects.toMatchObject({
      code: 'ClockNotBackwards',
    });
  });
});

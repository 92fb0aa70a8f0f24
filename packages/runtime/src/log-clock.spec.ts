import { describe, expect, it } from '@jest/globals';
import { type SimulatedClock, simulatedClock } from './log-clock.ts';

const began = Date.UTC(2022, 2, 1);

describe("A simulated log's clock", () => {
  let elapsed = 1_000;
  const standing = (): SimulatedClock => simulatedClock(began, () => elapsed);

  it('stands still until it is told to run', () => {
    const clock = standing();
    elapsed += 5_000;
    expect(clock.now()).toBe(began);
    clock.moveTo(began + 60_000);
    elapsed += 5_000;
    expect(clock.now()).toBe(began + 60_000);
  });

  it('runs at real pace from where it stands, in whole milliseconds', () => {
    const clock = standing();
    clock.run();
    elapsed += 1_500.7;
    expect(clock.now()).toBe(began + 1_500);
    clock.run();
    expect(clock.now()).toBe(began + 1_500);
  });

  it('goes on running from where it was moved to', () => {
    const clock = standing();
    clock.run();
    elapsed += 500;
    clock.moveTo(began + 86_400_000);
    expect(clock.now()).toBe(began + 86_400_000);
    elapsed += 250;
    expect(clock.now()).toBe(began + 86_400_250);
  });

  it('never goes back, not by a millisecond', () => {
    const clock = standing();
    clock.run();
    elapsed += 10;
    expect(() => clock.moveTo(began + 9)).toThrow(RangeError);
    clock.moveTo(began + 10);
    expect(clock.now()).toBe(began + 10);
  });
});

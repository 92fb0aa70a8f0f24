import { describe, expect, it } from '@jest/globals';
import { agreeingClocks } from './agreeing-clocks.ts';
import { passes } from './passes.ts';

const now = Date.UTC(2026, 10, 25);
const hourMs = 3_600_000;

describe('A process whose clock is an hour away from the store’s', () => {
  it.each([hourMs, -hourMs])('does not begin, and waits until somebody has set it (%i ms)', async (apartMs) => {
    const refusal = await agreeingClocks({ clock: () => now + apartMs, storeNow: async () => now }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ name: 'ClocksApart', message: expect.stringMatching(/-?3600 s away.*NTP/) });
    expect(passes(refusal)).toBe(true);
  });

  it('answers nothing from when that is noticed, and again once it is set', async () => {
    let apartMs = 0;
    const parts = { clock: () => now + apartMs, storeNow: async () => now };
    const clocks = await agreeingClocks(parts, 1);
    const asked = () => clocks.agreed(async () => 'answer').catch((error: Error) => error.message);
    const becomes = async (told: string) => {
      while ((await asked()) !== told) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    expect(await asked()).toBe('answer');
    apartMs = hourMs;
    await becomes("this machine's clock is 3600 s away from the store's: set both by NTP");
    apartMs = 0;
    await becomes('answer');
    await clocks.close();
  });
});

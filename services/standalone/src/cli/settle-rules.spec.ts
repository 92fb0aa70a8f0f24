import { describe, expect, it } from '@jest/globals';
import { CliError, exitCodes } from './exit-codes.ts';
import { type RulesStanding, settleRules } from './settle-rules.ts';

interface Told {
  readonly shown: readonly (readonly [number, number])[];
  readonly rests: number;
  readonly refused: CliError | undefined;
}

/** What comes of rules that stand so at one look after the other, and at the last one ever after. */
async function settled(
  standings: readonly [RulesStanding, ...RulesStanding[]],
  { lang = 'en', stillMax = 2 }: { readonly lang?: 'vi' | 'en'; readonly stillMax?: number } = {},
): Promise<Told> {
  const shown: (readonly [number, number])[] = [];
  let [looks, rests] = [0, 0];
  const refused = await settleRules({
    log: 'quarter',
    look: async () => standings[Math.min(looks++, standings.length - 1)] ?? standings[0],
    rest: async () => void rests++,
    onProgress: (judged, of) => shown.push([judged, of]),
    ...{ stillMax, lang },
  }).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof CliError) return error;
      throw error;
    },
  );
  return { shown, rests, refused };
}

const at = (judgedUpTo: number, head = 100): RulesStanding => ({ judgedUpTo, head });

describe('Rules that follow a log', () => {
  it('are not waited for where they have judged all of it', async () =>
    expect(await settled([at(100)])).toEqual({ shown: [], rests: 0, refused: undefined }));

  it('are waited for as long as they move on, and shown from where they stood', async () =>
    expect(await settled([at(20), at(20), at(60), at(60), at(99), at(100)])).toEqual({
      shown: [
        ...[[0, 80] as const, [0, 80] as const, [40, 80] as const, [40, 80] as const],
        ...[[79, 80] as const, [80, 80] as const],
      ],
      ...{ rests: 5, refused: undefined },
    }));

  it('are waited for up to what the log held at the first look, however it grows', async () =>
    expect((await settled([at(90, 100), at(100, 120), at(100, 140)])).refused).toBeUndefined());

  it('are told to be behind by how much where they stand still, in both languages', async () => {
    const { refused, rests } = await settled([at(20), at(60), at(60)]);
    expect(rests).toBe(3);
    expect(refused?.exitCode).toBe(exitCodes.unjudged);
    expect(refused?.problem).toMatchObject({ code: 'RulesBehind', log: 'quarter', behind: 40 });
    expect(refused?.message).toContain('the log quarter are 40 events behind, so nothing is compared');
    const told = (await settled([at(20)], { lang: 'vi', stillMax: 0 })).refused;
    expect(told?.message).toContain('nhật ký quarter còn chậm 80 sự kiện, nên chưa so sánh gì');
  });
});

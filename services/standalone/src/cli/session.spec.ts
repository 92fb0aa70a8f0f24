import { describe, expect, it } from '@jest/globals';
import { exitCodes } from './exit-codes.ts';
import { GlobalOptions, withAnyLog } from './session.ts';

describe('A log that a command names', () => {
  it.each([
    ['vi', 'không phải tên nhật ký'],
    ['en', 'neither the name of a log'],
  ] as const)('is the name of one, or a file that is there: in %s', async (lang, words) => {
    const options = GlobalOptions.parse({ data: './nowhere', lang, log: './nowhere/receipt.xes.gz' });
    const asked = withAnyLog(options, () => Promise.reject(new Error('nothing to ask')));
    await expect(asked).rejects.toMatchObject({
      ...{ exitCode: exitCodes.usage, problem: { code: 'CommandLine' } },
      message: expect.stringMatching(new RegExp(`^--log \\./nowhere/receipt\\.xes\\.gz: ${words}`)),
    });
  });
});

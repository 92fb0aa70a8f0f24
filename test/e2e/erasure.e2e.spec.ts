import { describe } from '@jest/globals';
import { describeErasure } from './suites/erasure.ts';
import { describeErasureOfWork } from './suites/erasure-of-work.ts';
import { trialOf, ways } from './ways.ts';

describe.each(ways)('A person who is to be forgotten, %s', (_, start) => {
  const trial = trialOf(start);
  describe('at the counter', () => describeErasure(trial));
  describe('at an agency', () => describeErasureOfWork(trial));
});

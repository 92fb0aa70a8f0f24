import { describe } from '@jest/globals';
import { describeErasure } from './suites/erasure.ts';
import { trialOf, ways } from './ways.ts';

describe.each(ways)('A person who is to be forgotten, %s', (_, start) => describeErasure(trialOf(start)));

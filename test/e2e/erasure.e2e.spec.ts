import { afterAll, describe } from '@jest/globals';
import { type Outside, startOutside } from './outside.ts';
import { describeErasure } from './suites/erasure.ts';
import { describeErasureOfWork } from './suites/erasure-of-work.ts';
import { describeNotifications } from './suites/notifications.ts';
import { trialOf, ways } from './ways.ts';

describe.each(ways)('People who are told what becomes of their dossiers, %s', (_, start) => {
  let started: Outside | undefined;
  const outside = (): Outside => {
    if (!started) throw new Error('it is started with the platform');
    return started;
  };
  const settings = async () => {
    started = await startOutside();
    return started.settings;
  };
  const trial = trialOf(start, { settings });
  afterAll(() => started?.close());
  describe('while they are known', () => describeNotifications(trial, outside));
  describe('to be forgotten', () => describeErasure(trial));
  describe('to be forgotten by who worked on it', () => describeErasureOfWork(trial));
});

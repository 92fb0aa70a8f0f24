import { mustBeHad } from '@hoso/backends';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { trialFolder } from '../e2e/platform-process.ts';
import { startWithinMs } from '../e2e/ways.ts';
import { chance } from './chance.ts';
import { deleteStream, type Fault, killProcess, killServer, killTwo, pauseProcess, wipeViews } from './faults.ts';
import { runTrial } from './run-trial.ts';
import { startTrial, type TrialPlatform } from './trial-platform.ts';

const seed = 5;
const pauseMs = 6_000;
const ofPlatform = [
  killProcess('intake-1'),
  killServer('nats', chance(seed)),
  killTwo('processing-1', 'relay-1'),
  killServer('postgres', chance(seed)),
  deleteStream,
  killProcess('gateway-1'),
  pauseProcess('postal-delivery-1', pauseMs),
];
const ofViews = [killServer('views', chance(seed)), wipeViews];
/** On a machine that many share; on a quiet one it takes about a minute. */
const trialWithinMs = 900_000;

/** A server of views may have to be built first. */
const startsWithinMs = 5 * startWithinMs;

const folder = trialFolder();
let platform: TrialPlatform;
let faults: readonly Fault[] = [];
beforeAll(async () => {
  const start = (views: 'mongodb' | 'sqlite') => startTrial({ data: folder.path, views, scale: { processing: 2 } });
  // Where no server of views can be had, views lie in files, which nothing kills.
  platform = await start('mongodb').catch((error: unknown) =>
    mustBeHad('mongo') ? Promise.reject(error) : start('sqlite'),
  );
  faults = [...ofPlatform, ...(platform.places.views === undefined ? [] : ofViews)];
}, startsWithinMs);
afterAll(async () => {
  await platform?.stop();
  folder.remove();
}, startWithinMs);

/** `npm run test:faults` is the long form. */
describe('A distributed platform under load, whose processes and servers are killed', () => {
  it(
    'loses nothing, doubles nothing, and comes to rest by itself',
    async () => {
      const outcome = await runTrial(platform, {
        ...{ seed, clients: 3, pauseMs: 50, untilMs: Number.POSITIVE_INFINITY, onFault: () => undefined },
        faults,
      });
      const { breaches, surprises, restless, endings } = outcome;
      expect({ breaches, surprises, restless, endings }).toEqual({
        ...{ breaches: [], surprises: [], restless: [], endings: [] },
      });
      expect(outcome.acknowledged).toBeGreaterThan(20);
      expect(outcome.policyCommands).toBeGreaterThan(0);
      expect(outcome.documents).toBeGreaterThan(20);
    },
    trialWithinMs,
  );
});

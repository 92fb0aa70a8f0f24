import { startDistributed } from './distributed-platform.ts';
import { type Ended, startPlatform } from './platform-process.ts';

/** A platform that runs, in whichever way. */
export interface RunningPlatform {
  readonly url: string;
  /** All that its processes wrote to standard output and error. */
  readonly said: () => string;
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

/** Both ways to run the same services. What is promised of the platform is promised of each. */
export const ways: readonly (readonly [name: string, start: (data: string) => Promise<RunningPlatform>])[] = [
  [
    'embedded',
    async (data) => {
      const platform = await startPlatform({ data });
      return { ...platform, said: () => platform.stdout() + platform.stderr() };
    },
  ],
  ['distributed', (data) => startDistributed(data)],
];

/** The distributed way starts ten processes, on a machine that may be busy. */
export const startWithinMs = 90_000;

import { afterAll, beforeAll } from '@jest/globals';
import { type Api, api } from './api.ts';
import { startDistributed } from './distributed-platform.ts';
import { type Hoso, hoso } from './hoso-command.ts';
import { type Ended, type StartOptions, startPlatform, trialFolder } from './platform-process.ts';

/** A platform that runs, in whichever way. */
export interface RunningPlatform {
  readonly url: string;
  /** All that it has said. */
  said(): string;
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

/** What both ways can be told. */
export type WayOptions = Pick<StartOptions, 'data' | 'demo' | 'settings'>;

/** Starts a platform in one of the ways. */
export type StartWay = (options: WayOptions) => Promise<RunningPlatform>;

/** Both ways to run the same services. What is promised of the platform is promised of each. */
export const ways: readonly (readonly [name: string, start: StartWay])[] = [
  ['embedded', startPlatform],
  ['distributed', startDistributed],
];

/** The distributed way starts ten processes, on a machine that may be busy. */
export const startWithinMs = 180_000;

/** A platform of one way for the suites of one `describe`, which share its log. */
export interface Trial {
  readonly folder: { readonly path: string };
  readonly run: Hoso;
  /** Once it has started. */
  readonly http: () => Api;
  readonly said: () => string;
}

export interface TrialOptions extends Pick<WayOptions, 'demo'> {
  /** Asked for once, before it starts. */
  readonly settings?: () => Promise<Readonly<Record<string, string>>>;
}

/** Starts a platform before the tests of this `describe`, and stops it after them. */
export function trialOf(start: StartWay, { settings, ...options }: TrialOptions = {}): Trial {
  const folder = trialFolder();
  let platform: RunningPlatform | undefined;
  beforeAll(async () => {
    platform = await start({ ...options, data: folder.path, settings: (await settings?.()) ?? {} });
  }, startWithinMs);
  afterAll(async () => {
    await platform?.stop('SIGTERM');
    folder.remove();
  }, startWithinMs);
  return {
    ...{ folder, run: hoso(folder.path), said: () => platform?.said() ?? '' },
    http: () => api(platform?.url ?? '', folder.path),
  };
}

import { existsSync } from 'node:fs';
import type { SqliteEventStore } from '@hoso/event-store-sqlite';
import type { LogKind } from '@hoso/event-sourcing';
import { type DataFolder, FolderError } from './data-folder.ts';
import { demoBegins } from './demo/demo-calendar.ts';
import type { LogFolder } from '@hoso/audit/process';
import { clockSettingOf, demoLog, lastInstantOf, liveLog, type SimulatedClock, simulatedClock } from '@hoso/runtime';
import { requireLog } from './whole-folder.ts';

/** Which log a platform is to work on: the one named, the live one, or else the folder's default. */
export interface LogChoice {
  readonly log?: string | undefined;
  readonly live?: boolean | undefined;
}

/** The log that the services work on, and its own clock (ARCHITECTURE decisions 14 and 18). */
export interface WorkedOnLog {
  readonly name: string;
  readonly store: SqliteEventStore;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** On a simulated log: what moves the clock. It stands at the log's last instant until it is told to run. */
  readonly simulated: SimulatedClock | undefined;
}

/**
 * The log that a folder works on by itself: `main` where it is, otherwise `demo`. Decision: the logs themselves tell. /
 * Because `--live` makes `main`, and a folder from before the demo has nothing else. / Instead of a note beside them,
 * which could be lost or contradict them. (Views that a lost `main` left behind count too: its loss is then told.)
 */
export function defaultLogOf(folder: DataFolder): string {
  return [folder.log(liveLog), folder.views(liveLog)].some(existsSync) ? liveLog : demoLog;
}

/** Opens the chosen log, or makes it: a simulated one of the name `demo`, a live one of any other. */
export async function openWorkedOn(
  folder: DataFolder,
  logs: LogFolder,
  { log, live = false }: LogChoice,
  processClock: () => number,
): Promise<WorkedOnLog> {
  const name = log ?? (live ? liveLog : defaultLogOf(folder));
  requireLog(folder, name);
  const born: LogKind = name === demoLog ? 'simulated' : 'live';
  let simulated = born === 'simulated' ? simulatedClock(demoBegins) : undefined;
  const clock = (): number => simulated?.now() ?? processClock();
  const store = logs.make(name, born, clock);
  if (store.log.kind === 'imported') {
    throw new FolderError(`${name} in ${folder.path} is an imported log: it can be read and judged, not worked on`);
  }
  simulated = store.log.kind === 'simulated' ? simulatedClock(await lastShown(store)) : undefined;
  return { name, store, clock, simulated };
}

/** Where its clock stood at its last event, or was moved to since. */
async function lastShown(store: SqliteEventStore): Promise<number> {
  const moved = await clockSettingOf(store);
  return Math.max((await lastInstantOf(store)) ?? demoBegins, moved?.to ?? 0);
}

import { join } from 'node:path';
import { kurrentDbSchemes, postgresSchemes } from '@hoso/runtime/adapters';
import { type Environment, readSettings, urlSetting } from '@hoso/runtime/settings';
import { z } from 'zod';

/** Servers that a simulated log is made on. */
export interface SimulationPlaces {
  readonly eventStoreUrl: string;
  readonly keysUrl: string;
  /** Made where there are no keys yet. */
  readonly masterKeyFile: string;
}

const Settings = z.object({
  EVENT_STORE_URL: urlSetting(
    [...postgresSchemes, ...kurrentDbSchemes],
    'Set it to postgres://owner:password@host:5432/database, of who may make roles, ' +
      'or kurrentdb://user:password@host. KurrentDB makes no log as a whole: what was broken off stays there, ' +
      'opens for nobody, and the same simulation goes on from it',
  ),
  KEYS_URL: urlSetting(
    postgresSchemes,
    'Set it to postgres://owner:password@host:5432/database, not that of the events: ' +
      'a simulation seals what is personal',
  ),
  MASTER_KEY_FILE: z.string().optional().describe('Name the file that the master key is in, or is to be made in'),
});

/** Reads the places from the environment; the master key lies in `keyFolder` unless named. Throws `SettingsError`. */
export function simulationPlaces(environment: Environment, keyFolder: string): SimulationPlaces {
  const { EVENT_STORE_URL, KEYS_URL, MASTER_KEY_FILE } = readSettings(Settings, environment);
  return {
    ...{ eventStoreUrl: EVENT_STORE_URL, keysUrl: KEYS_URL },
    masterKeyFile: MASTER_KEY_FILE ?? join(keyFolder, 'master.key'),
  };
}

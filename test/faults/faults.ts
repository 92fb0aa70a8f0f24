import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { streamNameOf } from '@hoso/messaging/nats';
import { jetstreamManager } from '@nats-io/jetstream';
import { MongoClient } from 'mongodb';
import { settingsOf } from '../../scripts/distributed/environments.ts';
import type { Chance } from './chance.ts';
import { asOperator } from './evidence.ts';
import type { ServerName, TrialPlatform } from './trial-platform.ts';

/** Something bad that happens to a platform, and is over when it resolves: what was killed is coming back. */
export interface Fault {
  readonly kind: string;
  /** Whom it meets. */
  readonly whom: string;
  readonly strike: (platform: TrialPlatform) => Promise<void>;
}

/** Longer than any time limit of the platform's: requests (15 s), pins and acknowledgements (5 s), pings. */
export const longerThanAnyLimitMs = 20_000;
const downMaxMs = 1_500;

/** Nothing: what the platform and the machine take by themselves. */
export const noFault: Fault = { ...{ kind: 'none', whom: 'nobody' }, strike: async () => undefined };

export function killProcess(name: string): Fault {
  return {
    ...{ kind: `kill ${name.replace(/-\d+$/, '')}`, whom: name },
    strike: async ({ processes }) => processes.get(name)?.kill(),
  };
}

export function killTwo(one: string, other: string): Fault {
  return {
    ...{ kind: 'kill two at once', whom: `${one}, ${other}` },
    strike: async ({ processes }) => {
      for (const name of [one, other]) processes.get(name)?.kill();
    },
  };
}

/** Killed, away for a moment, and back on what it had stored. */
export function killServer(server: ServerName, chance: Chance): Fault {
  const downMs = chance.below(downMaxMs);
  return {
    ...{ kind: `kill ${server}`, whom: `${server}, for ${downMs} ms` },
    strike: async (platform) => {
      await platform.server(server, 'kill');
      await delay(downMs);
      await platform.server(server, 'start');
    },
  };
}

export function pauseProcess(name: string, forMs = longerThanAnyLimitMs): Fault {
  return {
    ...{ kind: 'pause a process', whom: `${name}, for ${forMs} ms` },
    strike: async ({ processes, pause }) => {
      const pid = processes.get(name)?.pid();
      if (pid) await pause([pid], forMs);
    },
  };
}

export function pauseServer(server: ServerName, forMs = longerThanAnyLimitMs): Fault {
  return {
    ...{ kind: `pause ${server}`, whom: `${server}, for ${forMs} ms` },
    strike: async (platform) => platform.pause(await platform.server(server, 'pids'), forMs),
  };
}

export const deleteStream: Fault = {
  ...{ kind: 'delete the stream', whom: 'nats' },
  strike: (platform) =>
    asOperator(platform, async (connection) => {
      const { streams } = await jetstreamManager(connection);
      for await (const { config } of streams.list()) {
        if (config.name.startsWith(streamNameOf(''))) await streams.delete(config.name);
      }
    }),
};

export const wipeViews: Fault = {
  ...{ kind: 'wipe the views', whom: 'views' },
  strike: async ({ places }) => {
    const client = new MongoClient(settingsOf('intake', places)['VIEWS_URL'] ?? '');
    try {
      await client.db().dropDatabase();
    } finally {
      await client.close();
    }
  },
};

/** A replica whose clock is an hour ahead joins for a while. */
export const clockAhead: Fault = {
  ...{ kind: 'a clock an hour ahead', whom: 'one more intake' },
  strike: async ({ oneMore }) => {
    const preload = join(import.meta.dirname, 'clock-ahead.mjs');
    const one = oneMore('intake', `intake-ahead-${++ahead}`, ['--import', preload]);
    await delay(aheadForMs);
    await one.stop();
  },
};
let ahead = 0;
const aheadForMs = 15_000;

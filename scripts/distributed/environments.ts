import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUsers } from '@hoso/runtime';

/** Where everything lies that processes are told of. */
export interface Places {
  readonly nats: string;
  readonly postgres: string;
  /** Absent: views in SQLite. */
  readonly views: string | undefined;
  /** Of all users of the servers: they listen on this machine only. */
  readonly password: string;
  /** The name of the log that services work on. */
  readonly log: string;
  readonly data: string;
  readonly keys: string;
  readonly port: number;
  readonly rate: string | undefined;
}

export type Settings = Readonly<Record<string, string>>;

/** The services whose processes share the log, each told what it needs and no more. */
export const serviceNames = ['registry', 'intake', 'processing', 'postal-delivery', 'audit'] as const;
/** The programs of the platform, in the order in which they start. */
export const processNames = ['relay', ...serviceNames, 'gateway'] as const;
export type ProcessName = (typeof processNames)[number];

/** The settings of one process. */
export function settingsOf(name: ProcessName, places: Places): Settings {
  const { data, keys, port, rate } = places;
  const bus = { BUS_URL: withUser(places.nats, name, places.password) };
  const blobs = { BLOBS_URL: `file:${join(data, 'uploads')}` };
  if (name === 'gateway') {
    const edge = { TOKEN_KEY_FILE: join(keys, 'token.key'), PORT: String(port) };
    return { ...bus, ...blobs, ...edge, ...(rate === undefined ? {} : { RATE: rate }) };
  }
  const user = name === 'relay' || name === 'audit' ? databaseUsers[name] : databaseUsers.service;
  const events = withUser(database(places.postgres, 'hoso_events'), user, places.password);
  const store = { EVENT_STORE_URL: events, LOG: places.log };
  if (name === 'relay') return { ...bus, ...store };
  return {
    ...bus,
    ...store,
    KEYS_URL: withUser(database(places.postgres, 'hoso_keys'), user, places.password),
    MASTER_KEY_FILE: join(keys, 'master.key'),
    VIEWS_URL: places.views === undefined ? `sqlite:${join(data, 'views')}` : database(places.views, 'hoso'),
    TOKEN_PUBLIC_KEY_FILE: join(keys, 'token.pub'),
    SERVICE_TOKEN_FILE: join(keys, 'service.token'),
    ...(name === 'registry' || name === 'audit' ? blobs : {}),
    ...(name === 'audit' ? { IMPORTS_URL: `sqlite:${join(data, 'imports')}` } : {}),
  };
}

/** Where that lies which the others use, for whoever may make it. */
export function ownerPlaces({ postgres, keys }: Places) {
  return {
    eventStoreUrl: database(postgres, 'hoso_events'),
    keysUrl: database(postgres, 'hoso_keys'),
    masterKeyFile: join(keys, 'master.key'),
  };
}

/** Of who backs all of it up, keys too: these only their owner can copy. */
function backupSettings(places: Places): Settings {
  const { data, keys, log, postgres, password } = places;
  const { keysUrl, masterKeyFile } = ownerPlaces(places);
  return {
    EVENT_STORE_URL: withUser(database(postgres, 'hoso_events'), databaseUsers.backup, password),
    LOG: log,
    KEYS_URL: keysUrl,
    MASTER_KEY_FILE: masterKeyFile,
    TOKEN_KEY_FILE: join(keys, 'token.key'),
    BLOBS_URL: `file:${join(data, 'uploads')}`,
    IMPORTS_URL: `sqlite:${join(data, 'imports')}`,
  };
}

/**
 * A file of settings for each program, so that one more process can be started by hand, and one to back up with. Answers
 * their folder.
 */
export function writeEnvironments(places: Places): string {
  const folder = join(places.data, 'env');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const programs = processNames.map((name) => [name, settingsOf(name, places)] as const);
  for (const [name, given] of [...programs, ['backup', backupSettings(places)] as const]) {
    const settings = { ...given, ...(name === 'gateway' ? { PORT: '0' } : {}) };
    const lines = Object.entries(settings).map(([setting, value]) => `${setting}=${value}\n`);
    writeFileSync(join(folder, `${name}.env`), lines.join(''), { mode: 0o600 });
  }
  return folder;
}

function withUser(url: string, user: string, password: string): string {
  const own = new URL(url);
  own.username = user;
  own.password = password;
  return own.href;
}

function database(url: string, name: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

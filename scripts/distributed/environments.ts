import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseUserName, databaseUserOf } from '@hoso/runtime';

/** Where everything lies that processes are told of. */
export interface Places {
  readonly nats: string;
  readonly postgres: string;
  /** Absent: views in SQLite. */
  readonly views: string | undefined;
  /** Whether that server lets everybody in, at one database of all. */
  readonly viewsWithoutUsers?: true;
  /** Of each process at the servers, of who backs up, and of who looks after streams. */
  readonly passwords: Readonly<Record<ProcessName | 'backup' | 'ops', string>>;
  /** The name of the log that services work on. */
  readonly log: string;
  readonly data: string;
  /** Of those that the platform in one process has, too: of tokens. */
  readonly keys: string;
  readonly port: number;
  readonly rate: string | undefined;
}

export type Settings = Readonly<Record<string, string>>;

/** The services whose processes share the log, each told what it needs and no more. */
const serviceNames = ['registry', 'intake', 'processing', 'postal-delivery', 'audit'] as const;
/** The programs of the platform, in the order in which they start. */
export const processNames = ['relay', ...serviceNames, 'gateway'] as const;
export type ProcessName = (typeof processNames)[number];

/** What is of one run and goes with the next: settings, master key, views, imports. The folder's own stay. */
export const runFolderOf = (data: string): string => join(data, 'env');
/** Who reads files that were taken in. */
const keepsFiles: readonly ProcessName[] = ['registry', 'postal-delivery', 'audit'];
const masterKeyOf = ({ data }: Places): string => join(runFolderOf(data), 'master.key');

/** The settings of one process. */
export function settingsOf(name: ProcessName, places: Places): Settings {
  const { data, keys, port, rate } = places;
  const bus = { BUS_URL: withUser(places.nats, name, places.passwords[name]) };
  const blobs = { BLOBS_URL: `file:${join(data, 'uploads')}` };
  if (name === 'gateway') {
    const edge = { TOKEN_KEY_FILE: join(keys, 'token.key'), PORT: String(port) };
    return { ...bus, ...blobs, ...edge, ...(rate === undefined ? {} : { RATE: rate }) };
  }
  const ofDatabase = (of: string): string =>
    withUser(database(places.postgres, of), databaseUserOf(name), places.passwords[name]);
  const store = { EVENT_STORE_URL: ofDatabase('hoso_events'), LOG: places.log };
  if (name === 'relay') return { ...bus, ...store };
  return {
    ...bus,
    ...store,
    KEYS_URL: ofDatabase('hoso_keys'),
    MASTER_KEY_FILE: masterKeyOf(places),
    VIEWS_URL:
      places.views === undefined ? `sqlite:${join(runFolderOf(data), 'views')}` : viewsOf(places.views, name, places),
    TOKEN_PUBLIC_KEY_FILE: join(keys, 'token.pub'),
    SERVICE_TOKEN_FILE: join(keys, 'service.token'),
    ...(keepsFiles.includes(name) ? blobs : {}),
    ...(name === 'intake' ? noticesOf(process.env) : {}),
    ...(name === 'audit' ? { IMPORTS_URL: `sqlite:${join(runFolderOf(data), 'imports')}` } : {}),
  };
}

/** How applicants are told: as whoever starts all this has set it. */
function noticesOf(environment: NodeJS.ProcessEnv): Settings {
  const names = ['SMTP_URL', 'NOTICES_FROM', 'SMS_URL', 'SMS_TOKEN', 'NOTICES_LETTERS'];
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

/** Where that lies which the others use, for whoever may make it. */
export function ownerPlaces(places: Places) {
  return {
    eventStoreUrl: database(places.postgres, 'hoso_events'),
    keysUrl: database(places.postgres, 'hoso_keys'),
    masterKeyFile: masterKeyOf(places),
  };
}

/** Of who backs all of it up, keys too: these only their owner can copy. */
function backupSettings(places: Places): Settings {
  const { data, keys, log, postgres, passwords } = places;
  const { keysUrl, masterKeyFile } = ownerPlaces(places);
  return {
    EVENT_STORE_URL: withUser(database(postgres, 'hoso_events'), databaseUserOf('backup'), passwords.backup),
    LOG: log,
    KEYS_URL: keysUrl,
    MASTER_KEY_FILE: masterKeyFile,
    TOKEN_KEY_FILE: join(keys, 'token.key'),
    BLOBS_URL: `file:${join(data, 'uploads')}`,
    IMPORTS_URL: `sqlite:${join(runFolderOf(data), 'imports')}`,
  };
}

/**
 * A file of settings for each program, so that one more process can be started by hand, and one to back up with.
 * Answers their folder.
 */
export function writeEnvironments(places: Places): string {
  const folder = runFolderOf(places.data);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const programs = processNames.map((name) => [name, settingsOf(name, places)] as const);
  for (const [name, given] of [...programs, ['backup', backupSettings(places)] as const]) {
    const settings = { ...given, ...(name === 'gateway' ? { PORT: '0' } : {}) };
    const lines = Object.entries(settings).map(([setting, value]) => `${setting}=${value}\n`);
    writeFileSync(join(folder, `${name}.env`), lines.join(''), { mode: 0o600 });
  }
  return folder;
}

/** A database of its own, of a user of its own: FerretDB lets in PostgreSQL's users, by PLAIN alone. */
function viewsOf(server: string, name: DatabaseUserName, { passwords, viewsWithoutUsers }: Places): string {
  if (viewsWithoutUsers) return database(server, 'hoso');
  const user = databaseUserOf(name);
  return `${withUser(database(server, user), user, passwords[name])}?authMechanism=PLAIN`;
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

import { containerWay } from './containers.ts';
import { startFerretDb } from './ferretdb-server.ts';
import { accountsConfig, natsAccounts, natsWays } from './nats-server.ts';
import { debianPrograms, npmPrograms, startPostgres } from './postgres-server.ts';
import { startVersityGateway } from './s3-server.ts';
import { urlInEnvironment, type Way } from './way.ts';

/** A kind of server that tests may ask for. */
export type Kind = 'nats' | 'postgres' | 'mongo' | 'kurrentdb' | 's3';

/** What a way to one kind may lean on: the shared server of another. */
export type Lend = (kind: Kind) => Promise<string>;

/** The ways to each kind, in the order in which they are tried. */
export function waysTo(kind: Kind, lend: Lend): readonly Way[] {
  switch (kind) {
    case 'nats':
      return [urlInEnvironment('HOSO_TEST_NATS_URL'), containerWay(natsContainer), ...natsWays];
    case 'postgres':
      return [
        urlInEnvironment('HOSO_TEST_POSTGRES_URL'),
        containerWay(postgresContainer),
        {
          name: 'postgres on this machine',
          start: async () => startPostgres({ durable: false, programs: await debianPrograms() }),
        },
        { name: 'npm', start: async () => startPostgres({ durable: false, programs: await npmPrograms() }) },
      ];
    case 'mongo':
      return [
        urlInEnvironment('HOSO_TEST_MONGO_URL'),
        containerWay(mongoContainer),
        { name: 'FerretDB', start: async () => startFerretDb(await lend('postgres')) },
      ];
    case 'kurrentdb':
      return [urlInEnvironment('HOSO_TEST_KURRENTDB_URL'), containerWay(kurrentDbContainer)];
    case 's3':
      return [
        urlInEnvironment('HOSO_TEST_S3_URL'),
        containerWay(s3Container),
        { name: 'Go module', start: () => startVersityGateway() },
      ];
    default:
      return kind satisfies never;
  }
}

const natsContainer = {
  image: 'nats:2.15-alpine',
  port: 4222,
  environment: { NATS_CONFIG: `jetstream {}\n${accountsConfig(natsAccounts)}` },
  command: ['sh', '-c', 'printf "%s" "$NATS_CONFIG" > nats.conf && exec nats-server -c nats.conf'],
  readyWhen: /Server is ready/,
  url: (host: string, port: number) => `nats://${host}:${port}`,
};

const postgresContainer = {
  image: 'postgres:18-alpine',
  port: 5432,
  environment: { POSTGRES_PASSWORD: 'postgres' },
  command: ['postgres', '-c', 'max_connections=300', '-c', 'fsync=off', '-c', 'synchronous_commit=off'],
  // It starts twice: once to initialise itself.
  readyWhen: /PostgreSQL init process complete[\s\S]*ready to accept connections/,
  url: (host: string, port: number) => `postgres://postgres:postgres@${host}:${port}/postgres`,
};

const mongoContainer = {
  image: 'mongo:8',
  port: 27_017,
  readyWhen: /Waiting for connections/,
  url: (host: string, port: number) => `mongodb://${host}:${port}/`,
};

const kurrentDbContainer = {
  image: 'kurrentplatform/kurrentdb:26.1.2',
  port: 2113,
  environment: { KURRENTDB_INSECURE: 'true', KURRENTDB_MEM_DB: 'true' },
  readyWhen: /IS LEADER/,
  url: (host: string, port: number) => `kurrentdb://${host}:${port}?tls=false`,
};

const s3Container = {
  image: 'versity/versitygw:v1.8.0',
  port: 7070,
  environment: { ROOT_ACCESS_KEY: 'hoso', ROOT_SECRET_KEY: 'hoso-secret' },
  command: ['posix', '/var'],
  readyWhen: /VERSITYGW|listening/i,
  url: (host: string, port: number) => `http://hoso:hoso-secret@${host}:${port}`,
};

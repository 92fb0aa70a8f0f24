import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type BusAddress, busAddress } from './bus-address.ts';
import { BusUnusable } from './bus-unusable.ts';

/** `pinned_client` came with it. */
const versionMin = { major: 2, minor: 11 };
/** The server's own default; an event takes a quarter of it. */
const payloadBytesMin = 1_048_576;
const connectTimeoutMs = 5_000;
const reconnectWaitMs = 250;
const pingIntervalMs = 5_000;

/**
 * A connection that comes back by itself, for ever, once it was there. Rejects with `BusUnusable`: what cannot be used
 * at the start stops a process that says why.
 */
export async function openConnection(url: string, name: string): Promise<NatsConnection> {
  const address = busAddress(url);
  const connection = await connectTo(address, name);
  try {
    checkServer(connection, address);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function connectTo(address: BusAddress, name: string): Promise<NatsConnection> {
  const { servers, user, password, tls } = address;
  try {
    return await connect({
      servers: [...servers],
      name,
      ...(user === undefined ? {} : password === undefined ? { token: user } : { user, pass: password }),
      ...(tls ? { tls: {} } : {}),
      inboxPrefix: inboxPrefixOf(address),
      timeout: connectTimeoutMs,
      reconnectTimeWait: reconnectWaitMs,
      maxReconnectAttempts: -1,
      ignoreAuthErrorAbort: true,
      pingInterval: pingIntervalMs,
      maxPingOut: 2,
      noAsyncTraces: true,
    });
  } catch (error) {
    throw unusable(error, address);
  }
}

/** Where answers arrive: each user's at a place of his own, so that he may be let hear these only. */
export function inboxPrefixOf({ user, password }: Pick<BusAddress, 'user' | 'password'>): string {
  if (user === undefined || password === undefined) return '_INBOX';
  return `_INBOX.${user.replaceAll(/[^A-Za-z0-9_-]/g, '_')}`;
}

function unusable(error: unknown, { servers, user }: BusAddress): BusUnusable {
  const where = servers.join(', ');
  if (Error.isError(error) && error.name === 'AuthorizationError') {
    const who = user === undefined ? 'nobody in particular' : user;
    const remedy = 'Name a user and a password that the server knows: nats://user:password@host:4222';
    return new BusUnusable('refused', `the NATS server at ${where} does not let ${who} in`, remedy, { cause: error });
  }
  const why = Error.isError(error) ? error.message : String(error);
  const remedy = 'Start one there, or name where it is: nats://user:password@host:4222';
  return new BusUnusable('unreachable', `no NATS server answers at ${where} (${why})`, remedy, { cause: error });
}

function checkServer({ info }: NatsConnection, { servers }: BusAddress): void {
  const version = info?.version ?? 'unknown';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const where = servers.join(', ');
  if (!(major > versionMin.major || (major === versionMin.major && minor >= versionMin.minor))) {
    const wanted = `${versionMin.major}.${versionMin.minor}`;
    throw new BusUnusable('tooOld', `the server at ${where} is NATS ${version}`, `Run NATS ${wanted} or newer there`);
  }
  if ((info?.max_payload ?? 0) < payloadBytesMin) {
    const said = `the server at ${where} takes messages up to ${info?.max_payload} bytes only`;
    throw new BusUnusable('differs', said, `Set its max_payload to ${payloadBytesMin} or more`);
  }
}

import { BusUnusable } from './bus-unusable.ts';

/** Where a NATS server listens, and as whom to log in. */
export interface BusAddress {
  readonly servers: readonly string[];
  readonly tls: boolean;
  /** Absent where the URL names nobody. */
  readonly user: string | undefined;
  readonly password: string | undefined;
}

const form = 'It has the form nats://user:password@host:4222, or tls://…; several servers of a cluster by comma';
const defaultPort = '4222';

/** Reads `BUS_URL`. Throws `BusUnusable`. */
export function busAddress(text: string): BusAddress {
  const urls = text.split(',').map((each) => urlOf(each.trim()));
  const [first] = urls;
  if (!first) throw malformed();
  const named = urls.find(({ username }) => username !== '') ?? first;
  return {
    servers: urls.map(({ hostname, port }) => `${hostname}:${port || defaultPort}`),
    tls: first.protocol === 'tls:',
    user: decoded(named.username),
    password: decoded(named.password),
  };
}

function urlOf(text: string): URL {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'nats:' && url.protocol !== 'tls:') || url.hostname === '') throw malformed();
  return url;
}

function decoded(text: string): string | undefined {
  try {
    return text === '' ? undefined : decodeURIComponent(text);
  } catch {
    throw malformed();
  }
}

/** Without the text itself, which may hold a password. */
function malformed(): BusUnusable {
  return new BusUnusable('malformed', 'it is not the URL of a NATS server', form);
}

import { readFileSync } from 'node:fs';
import { request as overHttp } from 'node:http';
import { request as overTls } from 'node:https';
import { StoreUnavailable } from '@hoso/event-sourcing';
import { notAnAddress, settingDefault } from './connection.ts';

/** The clock of a server. Milliseconds since 1970. */
export interface ServerClock {
  /** In whole seconds. Rejects with `StoreUnavailable` where the server does not answer. */
  now(): Promise<number>;
  close(): Promise<void>;
}

const answerTimeoutMs = 3_000;

/**
 * What time it is at the server that a URL names. KurrentDB has no question for it: the head of any answer says it
 * (RFC 9110 §6.6.1). Throws `KurrentDbUnusable` for what is no address.
 */
export function serverClock({ url, setting = settingDefault }: { url: string; setting?: string }): ServerClock {
  const place = healthOf(url, setting);
  return { now: async () => timeOf(await dateOf(place)), close: async () => {} };
}

/** Where a server answers anybody that it lives, and by which certificates it is known. */
export interface HealthPlace {
  readonly address: URL;
  readonly caFile: string | undefined;
  readonly isVerified: boolean;
}

/** Of the first server that a URL names. */
export function healthOf(url: string, setting: string): HealthPlace {
  const [, host = '', search = ''] = /^[a-z]+(?:\+discover)?:\/\/(?:[^@/]*@)?([^,/?]+)[^?]*(\?.*)?$/.exec(url) ?? [];
  const options = new Map([...new URLSearchParams(search)].map(([name, value]) => [name.toLowerCase(), value]));
  const scheme = options.get('tls') === 'false' ? 'http' : 'https';
  const address = `${scheme}://${/:\d+$/.test(host) ? host : `${host}:2113`}/health/live`;
  if (host === '' || !URL.canParse(address)) throw notAnAddress(setting);
  return {
    address: new URL(address),
    caFile: options.get('tlscafile'),
    isVerified: options.get('tlsverifycert') !== 'false',
  };
}

export function timeOf(date: string | undefined): number {
  const second = Date.parse(date ?? '');
  if (!Number.isNaN(second)) return second;
  throw new StoreUnavailable('unreachable', { cause: new Error('its answer says no time') });
}

function dateOf({ address, caFile, isVerified }: HealthPlace): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const timeout = answerTimeoutMs;
    const ca = caFile === undefined ? undefined : readFileSync(caFile);
    const asking =
      address.protocol === 'http:'
        ? overHttp(address, { timeout })
        : overTls(address, { timeout, ca, rejectUnauthorized: isVerified });
    asking.once('response', (answer) => {
      answer.resume();
      resolve(answer.headers.date);
    });
    asking.once('timeout', () => asking.destroy(new Error('no answer in time')));
    asking.once('error', (cause) => reject(new StoreUnavailable('unreachable', { cause })));
    asking.end();
  });
}

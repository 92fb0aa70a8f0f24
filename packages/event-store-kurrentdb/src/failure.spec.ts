import { createServer } from 'node:net';
import { StoreUnavailable } from '@hoso/event-sourcing';
import { refusalOf } from '@hoso/event-sourcing/testing';
import {
  AccessDeniedError,
  NoStreamError,
  TimeoutError,
  UnavailableError,
  UnknownError,
} from '@kurrent/kurrentdb-client';
import { describe, expect, it } from '@jest/globals';
import { failureOf, opening, unavailable } from './failure.ts';
import { kurrentDbEventStore, migrate } from './index.ts';

const unknown = (code: number, message = 'said') => Object.assign(new UnknownError(), { code, message });

describe('An error of the client of KurrentDB', () => {
  it.each([
    [new UnavailableError(), 'away'],
    [new TimeoutError(), 'away'],
    [unknown(2), 'away'],
    [unknown(12), 'tooOld'],
    [unknown(7), 'refused'],
    [unknown(16), 'refused'],
    [unknown(3), 'fault'],
    [unknown(8, 'disk is full'), 'full'],
    [unknown(8, 'Received message larger than max'), 'tooLarge'],
    [new AccessDeniedError(), 'refused'],
    [new NoStreamError(), 'absent'],
    [Object.assign(new Error(), { type: 'append-consistency-violation', violations: [] }), 'violation'],
    [Object.assign(new Error(), { type: 'transaction-max-size-exceeded' }), 'tooLarge'],
    [new TypeError('x is not a function'), 'fault'],
    ['thrown', 'fault'],
  ])('%s means %s', (error, failure) => expect(failureOf(error)).toBe(failure));

  it('is said in the words of the port where it passes, and stays itself where it is a fault', () => {
    expect(unavailable(new UnavailableError())).toMatchObject({ name: 'StoreUnavailable', reason: 'unreachable' });
    expect(unavailable(unknown(8, 'disk is full'))).toBeInstanceOf(StoreUnavailable);
    const fault = new TypeError('x is not a function');
    expect(unavailable(fault)).toBe(fault);
  });

  it.each([
    [new UnavailableError(), 'Unreachable', 'Start KurrentDB there'],
    [new AccessDeniedError(), 'Refused', 'Correct the name, the password'],
    [unknown(12), 'TooOld', 'KurrentDB 26.1 or newer is needed'],
  ])('at opening names the setting and the remedy: %s', async (error, code, words) => {
    const refused = await refusalOf(opening('EVENT_STORE_URL', () => Promise.reject(error)));
    expect(refused).toMatchObject({ name: 'KurrentDbUnusable', code, setting: 'EVENT_STORE_URL', cause: error });
    expect(String(refused)).toContain(words);
  });
});

describe('A log on KurrentDB that cannot be opened', () => {
  it.each(['postgres://u:secret@h/d', 'secret', 'kurrentdb://'])('has an address that is none: %s', async (url) => {
    const refused = await refusalOf(kurrentDbEventStore({ url, log: 'main' }));
    expect(refused).toMatchObject({ name: 'KurrentDbUnusable', code: 'BadUrl' });
    expect(String(refused)).not.toContain('secret');
  });

  it('has nobody at its address', async () => {
    const listening = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => listening.once('listening', resolve));
    const address = listening.address();
    await new Promise((resolve) => listening.close(resolve));
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const url = `kurrentdb://admin:secret@127.0.0.1:${port}?tls=false`;
    for (const open of [kurrentDbEventStore, migrate]) {
      const refused = await refusalOf(open({ url, log: 'main' }));
      expect(refused).toMatchObject({ name: 'KurrentDbUnusable', code: 'Unreachable' });
      expect(String(refused)).not.toContain('secret');
    }
  }, 60_000);
});

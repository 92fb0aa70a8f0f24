import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { healthOf, serverClock, timeOf } from './server-clock.ts';

describe('The clock of a KurrentDB server', () => {
  it.each([
    ['kurrentdb://admin:secret@db:2113?tls=false', 'http://db:2113/health/live', true],
    ['kurrentdb://db', 'https://db:2113/health/live', true],
    ['esdb+discover://u:p%40ss@one:2114,two:2114/?tlsVerifyCert=false', 'https://one:2114/health/live', false],
  ])('is asked where %s is', (url, address, isVerified) => {
    const place = healthOf(url, 'EVENT_STORE_URL');
    expect([place.address.href, place.isVerified]).toEqual([address, isVerified]);
  });

  it('is asked nowhere where there is no address', () =>
    expect(() => healthOf('kurrentdb://', 'EVENT_STORE_URL')).toThrow('EVENT_STORE_URL: this is no address'));

  it('is what the head of its answer says', async () => {
    expect(timeOf('Tue, 15 Mar 2022 02:03:04 GMT')).toBe(Date.parse('2022-03-15T02:03:04Z'));
    expect(() => timeOf(undefined)).toThrow(expect.objectContaining({ name: 'StoreUnavailable' }));
    const answers = createServer((_, answer) => answer.writeHead(204).end()).listen(0, '127.0.0.1');
    await once(answers, 'listening');
    const address = answers.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const clock = serverClock({ url: `kurrentdb://127.0.0.1:${port}?tls=false` });
    const before = Date.now();
    const there = await clock.now();
    expect(there).toBeGreaterThan(before - 1_001);
    expect(there).toBeLessThanOrEqual(Date.now());
    answers.close();
    answers.closeAllConnections();
    await once(answers, 'close');
    await expect(clock.now()).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'unreachable' });
  });
});

import { describe, expect, it } from '@jest/globals';
import { busAddress } from './bus-address.ts';

describe('The address of a bus', () => {
  it('names servers, who logs in and whether by TLS', () => {
    expect(busAddress('nats://intake:p%40ss@nats:4223')).toEqual({
      servers: ['nats:4223'],
      tls: false,
      user: 'intake',
      password: 'p@ss',
    });
    expect(busAddress('nats://localhost')).toMatchObject({ servers: ['localhost:4222'], user: undefined });
    expect(busAddress('nats://t0ken@a')).toMatchObject({ user: 't0ken', password: undefined });
  });

  it('may name several servers of a cluster', () =>
    expect(busAddress('tls://u:p@a:1, tls://b, tls://[::1]:3')).toMatchObject({
      servers: ['a:1', 'b:4222', '[::1]:3'],
      tls: true,
      user: 'u',
    }));

  it.each(['', ',', 'nats', 'nats://', 'http://a', 'nats://a, http://b', 'nats://%zz:s3cret@a', 'nats://a:port'])(
    'is not %j, which is told without what it says',
    (text) => expect(() => busAddress(text)).toThrow(/^BUS_URL: it is not the URL of a NATS server. It has the form/),
  );
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { secretOf, signed, toleranceMs, whyNotTaken } from './standard-webhooks.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = secretOf(Buffer.alloc(32, 7));
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const body = '{"test": 2432232314}';
const nowMs = 1_614_265_330_000;
const headers = signed([secret], { id, body }, nowMs);

describe('A signed message', () => {
  it('is signed as the specification’s own example', () =>
    expect(headers).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    }));
  it('is taken, also while secrets change on either side', () => {
    expect(whyNotTaken([secret], headers, body, nowMs)).toBeUndefined();
    expect(whyNotTaken([other, secret], headers, body, nowMs)).toBeUndefined();
    expect(whyNotTaken([other], signed([secret, other], { id, body }, nowMs), body, nowMs)).toBeUndefined();
  });
  it('is not taken with a signature of a version that nobody knows alone, and is beside one', () => {
    const unknown = `v1a,${headers['webhook-signature'].slice(3)}`;
    const judged = (signature: string) =>
      whyNotTaken([secret], { ...headers, 'webhook-signature': signature }, body, nowMs);
    expect(judged(unknown)).toBe('malformed');
    expect(judged(`${unknown} ${headers['webhook-signature']}`)).toBeUndefined();
  });
  it.each([
    [-toleranceMs, undefined],
    [toleranceMs, undefined],
    [toleranceMs + 1, 'stale'],
    [-toleranceMs - 1, 'stale'],
  ])('is fresh for five minutes, either way: %d ms', (ms, fault) =>
    expect(whyNotTaken([secret], headers, body, nowMs + ms)).toBe(fault),
  );
  it.each([
    ['another secret', [other], headers, body, 'forged'],
    ['no secret at all', [], headers, body, 'forged'],
    ['another body', [secret], headers, body.replace('2', '3'), 'forged'],
    ['another id', [secret], { ...headers, 'webhook-id': 'msg_2' }, body, 'forged'],
    ['another instant', [secret], { ...headers, 'webhook-timestamp': '1614265331' }, body, 'forged'],
    ['half a signature', [secret], { ...headers, 'webhook-signature': 'v1,g0hM9SsE' }, body, 'forged'],
    ['a signature that is none', [secret], { ...headers, 'webhook-signature': 'v1' }, body, 'malformed'],
    ['an instant that is none', [secret], { ...headers, 'webhook-timestamp': 'now' }, body, 'malformed'],
    ['no id', [secret], { ...headers, 'webhook-id': undefined }, body, 'unsigned'],
    ['an empty instant', [secret], { ...headers, 'webhook-timestamp': '' }, body, 'unsigned'],
    ['no signature', [secret], { ...headers, 'webhook-signature': undefined }, body, 'unsigned'],
  ])('is not taken with %s', (_, secrets, given, content, fault) =>
    expect(whyNotTaken(secrets, given, content, nowMs)).toBe(fault),
  );
  it('is taken as it was sent, byte for byte, and in no other form', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (bytes, place) => {
        const sent = signed([secret], { id, body: bytes }, nowMs);
        expect(whyNotTaken([secret], sent, bytes, nowMs)).toBeUndefined();
        const changed = bytes.map((byte, index) => (index === place % bytes.length ? byte ^ 1 : byte));
        expect(whyNotTaken([secret], sent, changed, nowMs)).toBe('forged');
      }),
    );
  });
});

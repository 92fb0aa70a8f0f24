import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message } from '@hoso/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { smsMessenger } from './sms-messenger.ts';

const message: Message = {
  id: '0190b8a2-7c00-8000-8000-000000000361',
  to: '0912 345 678',
  text: { title: 'a', paragraphs: ['b'], short: 'Ho so 000.00.21.H49-220315-0001 da co ket qua.' },
};

interface Posted {
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** A carrier of text messages over real HTTP, which takes each idempotency key once. */
async function carrier(answer: (posted: Posted, response: ServerResponse) => void) {
  const posted: Posted[] = [];
  const carried = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const one = { headers: request.headers, body: JSON.parse(Buffer.concat(pieces).toString('utf8')) };
    posted.push(one);
    const key = String(request.headers['idempotency-key']);
    carried.set(key, carried.get(key) ?? `sms-${carried.size + 1}`);
    answer(one, response);
  });
  servers.push(server);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/messages`, posted, carried };
}
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
const json = (status: number, body: unknown) => (_: Posted, response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const sent = (url: string, one: Message = message, timeoutMs = 5_000) =>
  smsMessenger({ url, token: 'secret', timeoutMs }).send(one);

describe('A text message', () => {
  it('is posted to whoever carries it', async () => {
    const { url, posted } = await carrier(json(202, { id: 'sms-1' }));
    expect(await sent(url)).toEqual({ outcome: 'sent', reference: 'sms-1' });
    expect(posted).toMatchObject([
      {
        headers: { authorization: 'Bearer secret', 'idempotency-key': message.id, 'content-type': 'application/json' },
        body: { id: message.id, to: '+84912345678', text: message.text.short },
      },
    ]);
  });

  it('is carried once, however often it is posted', async () => {
    const { url, carried } = await carrier(json(200, { id: 'sms-1' }));
    await Promise.all([sent(url), sent(url), sent(url)]);
    expect([...carried.keys()]).toEqual([message.id]);
  });

  it.each<readonly [number, object]>([
    [400, { reason: 'refused', forGood: true }],
    [401, { reason: 'not-admitted', forGood: false }],
    [404, { reason: 'address', forGood: true }],
    [408, { reason: 'unreachable', forGood: false }],
    [422, { reason: 'address', forGood: true }],
    [429, { reason: 'unreachable', forGood: false }],
    [500, { reason: 'unreachable', forGood: false }],
    [503, { reason: 'unreachable', forGood: false }],
  ])('answered with %i fails', async (status, failure) => {
    const { url } = await carrier(json(status, { error: 'no' }));
    expect(await sent(url)).toEqual({ outcome: 'failed', status, ...failure });
  });

  it('that was taken is sent, whatever the answer says beside', async () => {
    const { url } = await carrier((_, response) => response.writeHead(200).end('<html>OK'));
    expect(await sent(url)).toEqual({ outcome: 'sent' });
    const named = await carrier(json(200, { id: 'taken by +84912345678\n' }));
    expect(await sent(named.url)).toEqual({ outcome: 'sent' });
  });

  it('that was taken is sent, though the answer never ends', async () => {
    const { url } = await carrier((_, response) => {
      const write = (): void =>
        void response.write('a'.repeat(4_096), () => !response.destroyed && setImmediate(write));
      response.writeHead(200);
      write();
    });
    expect(await sent(url)).toEqual({ outcome: 'sent' });
  });

  it('is not handed on to another address', async () => {
    const { url, posted } = await carrier((_, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:1/elsewhere' }).end();
    });
    expect(await sent(url)).toEqual({ outcome: 'failed', reason: 'unreachable', forGood: false });
    expect(posted.length).toBe(1);
  });

  it('is tried again where nobody answers, or nobody listens', async () => {
    const { url } = await carrier(() => undefined);
    expect(await sent(url, message, 200)).toEqual({ outcome: 'failed', reason: 'timed-out', forGood: false });
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    expect(await sent(url)).toEqual({ outcome: 'failed', reason: 'unreachable', forGood: false });
  });

  it.each([
    ['a'.repeat(613), 'too-long'],
    ['á'.repeat(269), 'too-long'],
  ])('that is too long is not posted', async (short, reason) => {
    const { url, posted } = await carrier(json(200, { id: 'sms-1' }));
    const long = { ...message, text: { ...message.text, short } };
    expect(await sent(url, long)).toEqual({ outcome: 'failed', reason, forGood: true });
    expect(posted).toEqual([]);
  });
});

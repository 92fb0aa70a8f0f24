import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CarriageOrder } from '@hoso/contracts';
import { secretOf, signed } from '@hoso/webhooks';
import { afterEach, describe, expect, it } from '@jest/globals';
import { journeyOf } from './carrier-journey.ts';
import { type CarrierServer, carrierServer } from './carrier-server.ts';
import { conformance } from './conformance.ts';
import { tellOfOrders } from './tell-of-orders.ts';

const secret = secretOf(Buffer.alloc(32, 1));
const other = secretOf(Buffer.alloc(32, 2));
const unending = new Promise<void>(() => undefined);

let carrier: CarrierServer | undefined;
let distorting: Server | undefined;
afterEach(async () => {
  distorting?.closeAllConnections();
  distorting?.close();
  await carrier?.close();
});

type OnOrder = (order: CarriageOrder, item: string) => void;

/** Names of the cases that a carrier does not keep. */
async function broken(ordersUrl: string): Promise<readonly string[]> {
  const listen = { port: 0, host: '127.0.0.1' };
  const verdicts = await conformance({
    ...{ ordersUrl, secret, listen, patienceMs: 1_500, newId: randomUUID, onVerdict: () => undefined },
  });
  for (const { wrong } of verdicts) expect(wrong).not.toBe('');
  return verdicts.filter(({ wrong }) => wrong !== undefined).map((verdict) => verdict.case);
}

function telling(secrets: readonly string[] = [secret]): OnOrder {
  const told = tellOfOrders({
    ...{ url: 'http://127.0.0.1:9/', secrets: async () => secrets, badDay: false, ordersMax: 1e9 },
    say: () => undefined,
  });
  void told.done(unending);
  return told.onOrder;
}

async function played(onOrder: OnOrder = telling()): Promise<string> {
  carrier = await carrierServer({ port: 0, serial: 1, secrets: async () => [secret], onOrder });
  return carrier.ordersUrl;
}

type Said = { readonly status: number; readonly body: string };
type Distort = (said: Said, name: string) => Said;

/** What stands before the played carrier and makes something wrong of it. */
async function distorted(distort: Distort, { signsAll = false } = {}): Promise<string> {
  const behind = await played();
  const server = createServer((request, response) => {
    const pass = async (): Promise<void> => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const name = request.url?.split('/').at(-1) ?? '';
      const own = Object.entries(request.headers)
        .filter(([header]) => header.startsWith('webhook-'))
        .map(([header, value]): [string, string] => [header, String(value)]);
      const headers = signsAll ? Object.entries(signed([secret], { id: 'any', body }, Date.now())) : own;
      const answer = await fetch(`${behind}/${name}`, { method: 'PUT', headers, body });
      const said = distort({ status: answer.status, body: await answer.text() }, name);
      response.writeHead(said.status, { 'content-type': 'application/json' }).end(said.body);
    };
    pass().catch(() => response.destroy());
  });
  distorting = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${portOf(server.address())}/orders`;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('The conformance of a carrier', () => {
  it('is complete for the one that is played', async () => expect(await broken(await played())).toEqual([]));

  it('misses the signatures of one that believes everybody', async () => {
    const url = await distorted((said) => said, { signsAll: true });
    expect(await broken(url)).toEqual(['signature-missing', 'signature-forged', 'signature-stale', 'body-changed']);
  });
  it('misses the conflict of one that takes whatever comes', async () => {
    const url = await distorted((said, order) =>
      said.status === 409 ? { status: 200, body: JSON.stringify({ order, item: 'ZS000000015VN' }) } : said,
    );
    expect(await broken(url)).toEqual(['order-differs']);
  });
  it('misses the check digit of one that counts without', async () => {
    const url = await distorted(({ status, body }) => ({
      status,
      body: body.replace(/\d(?=VN)/, (digit) => String((Number(digit) + 1) % 10)),
    }));
    expect(await broken(url)).toEqual(expect.arrayContaining(['order-taken', 'order-repeated', 'message-signed']));
  });
  it('misses the form of one that calls every mistake its own', async () => {
    const url = await distorted(({ status, body }) => ({ status: status === 400 ? 500 : status, body }));
    expect(await broken(url)).toEqual(['body-malformed', 'body-incomplete', 'name-differs']);
  });
  it('follows nobody elsewhere: whoever takes orders does not', async () => {
    const behind = await played();
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(307, { location: `${behind}/${request.url?.split('/').at(-1) ?? ''}` }).end();
    });
    distorting = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    expect(await broken(`http://127.0.0.1:${portOf(server.address())}/orders`)).toHaveLength(17);
  });
  it('misses everything of one that is not there', async () => {
    const url = await played();
    await carrier?.close();
    expect(await broken(url)).toHaveLength(17);
  });
  it('misses what is told by one that tells nothing', async () => {
    const url = await played(() => undefined);
    expect(await broken(url)).toEqual(['message-signed', 'message-form', 'message-again', 'message-end']);
  });
  it('misses the signature of one that signs with another key', async () => {
    const url = await played(telling([other]));
    expect(await broken(url)).toEqual(['message-signed', 'message-again']);
  });
  it('misses the patience of one that tells everything once', async () => {
    const url = await played((order, item) => {
      for (const { id, message } of journeyOf(item, Date.parse(order.readyAt))) {
        const body = JSON.stringify(message);
        const headers = { 'content-type': 'application/json', ...signed([secret], { id, body }, Date.now()) };
        fetch(order.events ?? '', { method: 'POST', headers, body }).catch(() => undefined);
      }
    });
    expect(await broken(url)).toEqual(['message-again']);
  });
});

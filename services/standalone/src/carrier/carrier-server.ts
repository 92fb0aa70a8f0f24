import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CarriageOrder } from '@hoso/contracts';
import { type WebhookHeaders, whyNotTaken } from '@hoso/webhooks';
import { OrderBook } from './order-book.ts';

export interface CarrierServerOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** The secrets in force, asked for at each request: they change while it runs. */
  readonly secrets: () => Promise<readonly string[]>;
  readonly serial: number;
  /** Told of every order that was not known before, once it was answered. */
  readonly onOrder: (order: CarriageOrder, item: string) => void;
}

export interface CarrierServer {
  readonly ordersUrl: string;
  close(): Promise<void>;
}

const bodyBytesMax = 65_536;

/** A carrier's side of the interface over HTTP: takes signed orders, answers with numbers. */
export async function carrierServer(options: CarrierServerOptions): Promise<CarrierServer> {
  const book = new OrderBook(options.serial);
  const server = createServer((request, response) => {
    answer(options, book, request, response).catch((error: unknown) => {
      console.error(`carrier: ${Error.isError(error) ? error.message : String(error)}`);
      say(response, 500, { status: 500, code: 'Internal' });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    ordersUrl: `http://127.0.0.1:${portOf(server.address())}/orders`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { secrets, onOrder }: CarrierServerOptions,
  book: OrderBook,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, name] = /^\/orders\/([0-9a-f-]+)$/.exec(request.url ?? '') ?? [];
  if (name === undefined) return say(response, 404, problem(404, 'NotFound'));
  if (request.method !== 'PUT' && request.method !== 'GET') return say(response, 405, problem(405, 'MethodNotAllowed'));
  const body = await bodyOf(request);
  if (!body) return say(response, 413, problem(413, 'BodyTooLarge'));
  const fault = whyNotTaken(await secrets(), headersOf(request), body, Date.now());
  if (fault) return say(response, 401, { ...problem(401, 'NotSigned'), detail: fault });
  if (request.method === 'GET') {
    const found = book.get(name);
    return say(response, found.status, found.body);
  }
  const content = jsonOf(body);
  if (content === undefined) return say(response, 400, problem(400, 'MalformedJson'));
  const put = book.put(name, content);
  say(response, put.status, put.body);
  if (put.taken) onOrder(put.taken.order, put.taken.item);
}

/** The whole body; nothing of one that is too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes <= bodyBytesMax) chunks.push(part);
  }
  return bytes > bodyBytesMax ? undefined : Buffer.concat(chunks);
}

function headersOf({ headers }: IncomingMessage): WebhookHeaders {
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : value?.[0];
  };
  return {
    'webhook-id': one('webhook-id'),
    'webhook-timestamp': one('webhook-timestamp'),
    'webhook-signature': one('webhook-signature'),
  };
}

function say(response: ServerResponse, status: number, body: object): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

function problem(status: number, code: string): object {
  return { type: `/problems/${code}`, title: code, status, code };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

import { createServer, type IncomingMessage } from 'node:http';
import { type WebhookFault, type WebhookHeaders, whyNotTaken } from '@hoso/webhooks';

/** A message as it came in. */
export interface Received {
  readonly id: string;
  readonly body: string;
  /** What is wrong with how it is signed; nothing where it is as it must be. */
  readonly fault: WebhookFault | undefined;
  /** What it was answered with. */
  readonly answer: number;
  readonly at: number;
}

/** The platform's side of what carriers tell, for trials. */
export interface MessageReceiver {
  readonly url: string;
  /** All that came in so far. */
  readonly received: readonly Received[];
  /** Whether messages are turned away (503) for now, the first time that each comes. */
  turnAway(isTurningAway: boolean): void;
  close(): Promise<void>;
}

const bodyBytesMax = 65_536;

/** Listens for what a carrier tells, and keeps it. */
export async function messageReceiver(
  { port, host }: { readonly port: number; readonly host: string },
  secret: string,
): Promise<MessageReceiver> {
  const received: Received[] = [];
  let turningAway = false;
  const server = createServer((request, response) => {
    taken(request)
      .then(({ headers, body }) => {
        const id = headers['webhook-id'] ?? '';
        const isFirst = received.every((one) => one.id !== id);
        const fault = whyNotTaken([secret], headers, body, Date.now());
        const well = turningAway && isFirst ? 503 : 200;
        const answer = fault === undefined ? well : 401;
        received.push({ id, body: body.toString('utf8'), fault, answer, at: Date.now() });
        response.writeHead(answer, { 'content-type': 'application/json' }).end('{"recorded":1,"repeated":0}');
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const at = typeof address === 'object' && address !== null ? address.port : port;
  return {
    ...{ url: `http://${host}:${at}/events`, received },
    turnAway: (is) => {
      turningAway = is;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function taken(request: IncomingMessage): Promise<{ readonly headers: WebhookHeaders; readonly body: Buffer }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > bodyBytesMax) throw new Error('too much');
    chunks.push(part);
  }
  const one = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : value?.[0];
  };
  const headers = {
    'webhook-id': one('webhook-id'),
    'webhook-timestamp': one('webhook-timestamp'),
    'webhook-signature': one('webhook-signature'),
  };
  return { headers, body: Buffer.concat(chunks) };
}

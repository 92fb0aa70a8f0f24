import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Why a process cannot serve now; empty when it can. */
export type NotReady = () => Promise<readonly string[]>;

export interface Health {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers `/health/live` and `/health/ready`, and nothing else. */
export async function health(host: string, port: number, notReady: NotReady): Promise<Health> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const [status, body] = await told(request.url ?? '', notReady);
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        ...(status === 503 ? { 'retry-after': '1' } : {}),
      });
      response.end(JSON.stringify(body));
    };
    answer().catch(() => response.destroy());
  });
  const address = await listening(server, host, port);
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function told(path: string, notReady: NotReady): Promise<readonly [number, object]> {
  if (path === '/health/live') return [200, { status: 'live' }];
  if (path !== '/health/ready') return [404, { status: 'there is nothing at this address' }];
  const reasons = await notReady();
  return reasons.length === 0 ? [200, { status: 'ready', reasons }] : [503, { status: 'waiting', reasons }];
}

function listening(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(address);
      else reject(new Error(`${host}:${port} is no address`));
    });
  });
}

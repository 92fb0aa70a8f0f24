import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A network between a store and its server that loses what it is told to lose. */
export interface LossyProxy {
  readonly url: string;
  /** The next answer to a call of `append` does not arrive, and its connection breaks once the server has given it. */
  loseNextAnswer(): void;
  /** How many answers were lost. */
  lost(): number;
  /** Whoever connects is turned away. */
  refuseFromNowOn(): void;
  letIn(): void;
  stop(): Promise<void>;
}

/** The name of the prepared statement, as it stands in the messages of the protocol. */
const appendCall = Buffer.from('append\0');

export async function lossyProxy(target: string): Promise<LossyProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isArmed = false;
  let isRefusing = false;
  let lost = 0;
  const server = createServer((client) => {
    if (isRefusing) return client.destroy();
    const upstream = connect(Number(port), hostname);
    let isLosing = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (sent: Buffer) => {
      if (isArmed && sent.includes(appendCall)) {
        isArmed = false;
        isLosing = true;
      }
      upstream.write(sent);
    });
    upstream.on('data', (answer) => {
      if (!isLosing) return client.write(answer);
      lost += 1;
      return upstream.destroy();
    });
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const own = new URL(target);
  own.hostname = '127.0.0.1';
  own.port = String(address !== null && typeof address === 'object' ? address.port : 0);
  return {
    url: own.href,
    loseNextAnswer: () => {
      isArmed = true;
    },
    lost: () => lost,
    refuseFromNowOn: () => {
      isRefusing = true;
    },
    letIn: () => {
      isRefusing = false;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

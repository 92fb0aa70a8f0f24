import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Lets a server that closes end soon. The answer answers a function to be called when closing begins: connections
 * without a request are ended at once, the others after the answer they wait for, all of them after `withinMs`.
 *
 * Decision: connections are counted here. / Because Node ends those that rest between two requests when the server
 * closes, but leaves the ones that have not asked anything yet, and those just answering for as long as they are kept
 * alive: over a minute. / Instead of cutting off whoever waits for an answer.
 */
export function drainable(server: Server, withinMs: number): () => void {
  const resting = new Set<Socket>();
  let closing = false;
  server.on('connection', (socket: Socket) => {
    resting.add(socket);
    socket.once('close', () => resting.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    resting.delete(socket);
    response.once('close', () => {
      if (closing) socket.end();
      else if (!socket.destroyed) resting.add(socket);
    });
  });
  return () => {
    closing = true;
    for (const socket of resting) socket.destroy();
    setTimeout(() => server.closeAllConnections(), withinMs).unref();
  };
}

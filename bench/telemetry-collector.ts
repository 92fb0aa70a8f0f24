import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';

// The collector of `telemetry`, in a thread of its own: takes everything and keeps nothing. Tells its port.

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === 'object' ? address?.port : undefined);
});

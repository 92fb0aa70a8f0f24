import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';

// The load generator of `submit-http`: `node submit-load.ts <url> <seconds> <connections>`, tokens on standard input,
// one a line. Every request submits a new dossier under a command id of its own. Answers one line of JSON.

const [url = '', seconds = '10', connections = '64'] = process.argv.slice(2);
const tokens = (await Array.fromAsync(process.stdin.setEncoding('utf8'))).join('').trim().split('\n');
const body = JSON.stringify({
  procedure: '1.001612',
  channel: 'counter',
  oneStop: 'ha-long-one-stop',
  applicant: { kind: 'citizen', name: 'Nguyễn Thị Hoa', idNumber: '022180001234', phone: '0912345678' },
  returnBy: 'counter',
});

const latencies: number[] = [];
const statuses: Record<string, number> = {};
let sent = 0;
const finished = Promise.withResolvers<autocannon.Result>();
const run = autocannon(
  {
    url,
    connections: Number(connections),
    duration: Number(seconds),
    requests: [
      {
        method: 'PUT',
        setupRequest: (request) => ({
          ...request,
          path: `/dossiers/${randomUUID()}`,
          headers: {
            authorization: `Bearer ${tokens[sent++ % tokens.length]}`,
            'content-type': 'application/json',
            'command-id': randomUUID(),
          },
          body,
        }),
      },
    ],
  },
  (error: unknown, result) => (error ? finished.reject(error) : finished.resolve(result)),
);
run.on('response', (_client, status, _bytes, responseMs) => {
  latencies.push(responseMs);
  statuses[status] = (statuses[status] ?? 0) + 1;
});
const result = await finished.promise;

const sorted = Float64Array.from(latencies).sort();
const percentile = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
console.log(
  JSON.stringify({
    perSecond: (statuses['201'] ?? 0) / result.duration,
    submitted: statuses['201'] ?? 0,
    others: sorted.length - (statuses['201'] ?? 0),
    errors: result.errors,
    p50Ms: percentile(0.5),
    p95Ms: percentile(0.95),
    p99Ms: percentile(0.99),
  }),
);

import { routes } from '@hoso/contracts';
import type { Telemetry } from '@hoso/telemetry';
import type { FastifyInstance } from 'fastify';

const watched: ReadonlySet<string> = new Set(routes.map(({ path }) => path));

/**
 * Begins a trace, or goes on with the caller's, at each request to a route of the contracts' table. A route is called
 * by its pattern: addresses hold what people searched for.
 */
export function watchRequests(fastify: FastifyInstance, telemetry: Telemetry): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url;
    if (route === undefined || !watched.has(route)) return done();
    const { traceparent } = request.headers;
    const span = telemetry.request(request.method, route, typeof traceparent === 'string' ? traceparent : undefined);
    if (span.traceparent !== undefined) request.headers['traceparent'] = span.traceparent;
    reply.raw.once('close', () => span.end(reply.statusCode));
    span.run(done);
  });
}

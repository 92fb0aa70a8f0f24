import rateLimit from '@fastify/rate-limit';
import { refusals } from '@hoso/contracts';
import { Fault, nestLog, sendProblem } from '@hoso/nest';
import { scanTypes } from '@hoso/scans';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ChangeController } from './change.controller.ts';
import { consoleFolder, serveConsole } from './console-pages.ts';
import { drainable } from './drain-connections.ts';
import { GatewayModule } from './gateway.module.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { keepRawBodies } from './raw-bodies.ts';
import { acceptSessionCookies, cookieName } from './session-cookie.ts';
import { watchRequests } from './watch-requests.ts';

const fileTypes = [
  ...['application/octet-stream', 'application/gzip', 'application/x-gzip', 'application/xml', 'text/xml'],
  ...scanTypes,
];

/** The HTTP edge, not yet listening. */
export async function createGateway(parts: GatewayParts): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: parts.limits.bodyBytesMax,
    // A URL that cannot be decoded is refused before routing: Nest's filters never see it.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(error, request, reply, refusals);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.with(parts), adapter, {
    logger: nestLog,
  });
  const fastify = adapter.getInstance();
  const drain = drainable(fastify.server, parts.limits.drainMs);
  fastify.addHook('preClose', async () => {
    app.get(ChangeController).endAll();
    drain();
  });
  if (parts.telemetry?.isOn) watchRequests(fastify, parts.telemetry);
  acceptSessionCookies(fastify, cookieName(parts.log.id));
  if (parts.limits.requestsPerMinuteMax > 0) {
    await app.register(rateLimit, {
      max: parts.limits.requestsPerMinuteMax,
      timeWindow: 60_000,
      allowList: (request: FastifyRequest) => request.url.startsWith('/health/'),
      errorResponseBuilder: () => new Fault('Unavailable', 'TooManyRequests'),
    });
  }
  const pages = consoleFolder();
  if (pages !== undefined) await serveConsole(fastify, pages);
  keepRawBodies(fastify, /^\/carriers\/[^/]+\/events(\?|$)/, parts.limits.messageBytesMax);
  await app.init();
  fastify.removeContentTypeParser(['text/plain', 'application/x-www-form-urlencoded']);
  // A file is handed on as it comes; its size is limited where it is stored.
  fastify.addContentTypeParser(
    [...fileTypes, 'text/csv'],
    { bodyLimit: parts.limits.uploadBytesMax },
    (_request, payload, done) => {
      done(null, payload);
    },
  );
  return app;
}

import { type Route, routes } from '@hoso/contracts';
import { Controller, Get, Inject, Post, Put, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { csvAnswerOf, wantsCsv } from './answer-csv.ts';
import { admit, answerOf } from './answer-route.ts';
import { answerStream } from './answer-stream.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';

const methods = { GET: Get, POST: Post, PUT: Put };

/** The name of a route: its command's or query's, as the OpenAPI document says it. */
export function operationOf(route: Route): string {
  return 'command' in route ? route.command.name : route.query.name;
}

/**
 * Decision: one controller, made from the contracts' table of routes. / Because the table is then the only place where
 * a path, a method, an access or a schema is said, and OpenAPI, controller and command line cannot drift apart. /
 * Instead of: a controller method a route that repeats them.
 */
export function routeController(): Type {
  @Controller()
  class RouteController {
    constructor(@Inject(gatewayParts) readonly parts: GatewayParts) {}
  }
  for (const route of routes) {
    const name = operationOf(route);
    const answerRequest = answerOf(route);
    const answerCsv = csvAnswerOf(route);
    const answer = async function (
      this: RouteController,
      request: FastifyRequest,
      reply: FastifyReply,
    ): Promise<unknown> {
      if (answerCsv && wantsCsv(request)) {
        await admit(this.parts, route.access, request.headers);
        const { headers: named, pieces } = await answerCsv(this.parts, request);
        await answerStream(reply, named, pieces);
        return undefined;
      }
      const { status, headers, body } = await answerRequest(this.parts, request);
      reply.code(status).headers(headers);
      return body;
    };
    const descriptor: PropertyDescriptor = { value: answer, writable: true, configurable: true };
    Object.defineProperty(RouteController.prototype, name, descriptor);
    methods[route.method](route.path)(RouteController.prototype, name, descriptor);
    Req()(RouteController.prototype, name, 0);
    Res({ passthrough: true })(RouteController.prototype, name, 1);
  }
  return RouteController;
}

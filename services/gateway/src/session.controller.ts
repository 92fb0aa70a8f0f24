import { type Session, SignIn } from '@hoso/contracts';
import { Fault } from '@hoso/nest';
import { Controller, Delete, Get, Header, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tokenOf } from './answer-route.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';
import { cookieName, cookieOf, isOwnPage, sessionCookie } from './session-cookie.ts';
import { type Sessions, sessions } from './sessions.ts';

/** Signing in on the page. The token of a session lives in a cookie; no script ever sees it. */
@Controller('session')
export class SessionController {
  private readonly cookie: string;
  private readonly sessions: Sessions;

  constructor(@Inject(gatewayParts) parts: GatewayParts) {
    this.cookie = cookieName(parts.log.id);
    this.sessions = sessions(parts);
  }

  @Get()
  @Header('cache-control', 'no-store')
  async current(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Session> {
    const session = await this.sessions.current(tokenOf(request.headers));
    // A cookie of a session that is over would speak for nobody, again and again.
    if (!session.actor && cookieOf(request.headers.cookie, this.cookie)) this.forget(request, reply);
    return session;
  }

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async begin(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Session> {
    requireOwnPage(request);
    const { token, lastsS } = await this.sessions.begin(SignIn.parse(request.body));
    reply.header('set-cookie', sessionCookie(this.cookie, token, lastsS, isSecure(request)));
    return this.sessions.current(token);
  }

  @Delete()
  @Header('cache-control', 'no-store')
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Session> {
    requireOwnPage(request);
    this.forget(request, reply);
    return this.sessions.current(undefined);
  }

  private forget(request: FastifyRequest, reply: FastifyReply): void {
    reply.header('set-cookie', sessionCookie(this.cookie, '', 0, isSecure(request)));
  }
}

function requireOwnPage(request: FastifyRequest): void {
  if (!isOwnPage(request)) throw new Fault('InvalidInput', 'CrossSite');
}

/** Also behind a proxy that ends TLS; claiming it falsely only makes the cookie stricter. */
function isSecure({ protocol, headers }: FastifyRequest): boolean {
  return protocol === 'https' || headers['x-forwarded-proto'] === 'https';
}

import { fileRoutes } from '@hoso/contracts';
import { Fault } from '@hoso/nest';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admit, tokenOf } from './answer-route.ts';
import { ChangeStream } from './change-stream.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';
import { LogPulse } from './log-pulse.ts';

/** `Last-Event-ID` is what a browser sends after a cut, `?after=` what a page says that was opened anew. */
const Resumed = z.coerce.number().int().min(0).optional();
const Question = z.strictObject({ after: Resumed });

/** What every open page listens to. */
@Controller('events')
export class ChangeController {
  private readonly pulse: LogPulse;
  private readonly open = new Set<ChangeStream>();
  private closing = false;

  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {
    this.pulse = new LogPulse(parts);
  }

  @Get('stream')
  async stream(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = tokenOf(request.headers);
    await admit(this.parts, fileRoutes.streamChanges.access, request.headers);
    const { after } = Question.parse(request.query ?? {});
    const resumed = Resumed.safeParse(request.headers['last-event-id'] || undefined);
    if (this.closing || this.open.size >= this.parts.limits.streamsMax)
      throw new Fault('Unavailable', 'TooManyStreams');
    reply.hijack();
    const stream = new ChangeStream(this.parts, this.pulse, reply.raw, {
      after: (resumed.success ? resumed.data : undefined) ?? after,
      token: token ?? '',
    });
    this.open.add(stream);
    reply.raw.once('close', () => this.open.delete(stream));
  }

  /** Every page is told to come again: a server that closes would otherwise wait for them. */
  endAll(): void {
    this.closing = true;
    this.pulse.close();
    for (const stream of this.open) stream.end('closing');
  }
}

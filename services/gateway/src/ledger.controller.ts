import { fileRoutes, LogName, ReadLedger } from '@hoso/contracts';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admit, askService } from './answer-route.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';

const Question = z.strictObject({ log: LogName.optional() });
const TilePath = z.object({ '*': z.string() });

/** A tile never changes: whoever has it need not ask again. */
const forEver = 'public, max-age=31536000, immutable';
/** The newest checkpoint is replaced every few seconds. */
const shortly = 'public, max-age=1';

/**
 * The ledger as files (C2SP tlog-tiles), which anybody may keep and hand on: they hold hashes and signatures alone.
 */
@Controller('ledger')
export class LedgerController {
  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  @Get('checkpoint')
  async checkpoint(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    await admit(this.parts, fileRoutes.readCheckpoint.access, request.headers);
    return await this.file('checkpoint', request, reply);
  }

  @Get('tile/*')
  async tile(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    await admit(this.parts, fileRoutes.readTile.access, request.headers);
    return await this.file(`tile/${TilePath.parse(request.params)['*']}`, request, reply);
  }

  private async file(path: string, request: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
    const { log } = Question.parse(request.query);
    const answer = await askService(this.parts, ReadLedger, { log, path }, request.headers);
    const { base64, final } = ReadLedger.answer.parse(answer);
    reply.headers({
      'content-type': final ? 'application/octet-stream' : 'text/plain; charset=utf-8',
      'cache-control': final ? forEver : shortly,
    });
    return Buffer.from(base64, 'base64');
  }
}

import { ExportOptions, fileRoutes, ImportReport, ImportXes, LogName } from '@hoso/contracts';
import { Controller, Get, HttpException, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admit, askService, isStream } from './answer-route.ts';
import { answerStream } from './answer-stream.ts';
import { exportLog } from './export-log.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';

const Params = z.strictObject({ log: LogName });
const Importing = ImportXes.ask.pick({ case: true }).strict();

/** What does not fit into one JSON message: a file on its way in, a whole log on its way out. */
@Controller('logs/:log')
export class LogController {
  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  /** An event log's file into an imported log. It is stored whole before anything of it is read. */
  @Post('imports')
  async import(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ImportReport> {
    await admit(this.parts, fileRoutes.importLog.access, request.headers);
    const { log } = Params.parse(request.params);
    const asked = Importing.parse(request.query);
    const content = request.body;
    if (!isStream(content)) throw new HttpException('UnsupportedMediaType', 415);
    const { sha256 } = await this.parts.uploads.store(content, this.parts.limits.uploadBytesMax);
    const answer = await askService(this.parts, ImportXes, { log, upload: sha256, ...asked }, request.headers);
    const report = ImportReport.parse(answer);
    reply.code(report.added.events > 0 ? 201 : 200);
    return report;
  }

  /** A whole log, in the format that is asked for. */
  @Get('export')
  async export(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await admit(this.parts, fileRoutes.exportLog.access, request.headers);
    const asked = { ...Params.parse(request.params), ...ExportOptions.parse(request.query) };
    const { headers, pieces } = await exportLog(this.parts, asked, request.headers);
    await answerStream(reply, headers, pieces);
  }
}

import { fileRoutes, ImportProcedures, ProcedureImportReport } from '@hoso/contracts';
import { Controller, HttpException, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { admit, askService, isStream } from './answer-route.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';

const Question = ImportProcedures.ask.omit({ upload: true });

/** Files of procedures: what does not fit into one JSON message. */
@Controller('procedures')
export class ProceduresController {
  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  /** A JSON object a line, plain or gzipped. The file is stored whole before anything of it is read. */
  @Post('imports')
  async import(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProcedureImportReport> {
    await admit(this.parts, fileRoutes.importProcedures.access, request.headers);
    const question = Question.parse(request.query);
    const content = request.body;
    if (!isStream(content)) throw new HttpException('UnsupportedMediaType', 415);
    const { sha256 } = await this.parts.uploads.store(content, this.parts.limits.uploadBytesMax);
    const answer = await askService(this.parts, ImportProcedures, { ...question, upload: sha256 }, request.headers);
    const report = ProcedureImportReport.parse(answer);
    reply.code(report.published > 0 ? 201 : 200);
    return report;
  }
}

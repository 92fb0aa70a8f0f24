import { fileRoutes, ImportReport, ImportXes, LogName, ReadLog } from '@hoso/contracts';
import { Controller, Get, HttpException, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admit, askService, isStream } from './answer-route.ts';
import { answerStream } from './answer-stream.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';

const Params = z.strictObject({ log: LogName });
const exportPage = 1_000;
type LogPage = z.output<typeof ReadLog.answer>;

/** What does not fit into one JSON message: a file on its way in, a whole log on its way out. */
@Controller('logs/:log')
export class LogController {
  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  /** An XES file, plain or gzipped, into an imported log. The file is stored whole before anything of it is read. */
  @Post('imports')
  async import(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ImportReport> {
    await admit(this.parts, fileRoutes.importLog.access, request.headers);
    const { log } = Params.parse(request.params);
    const content = request.body;
    if (!isStream(content)) throw new HttpException('UnsupportedMediaType', 415);
    const { sha256 } = await this.parts.uploads.store(content, this.parts.limits.uploadBytesMax);
    const answer = await askService(this.parts, ImportXes, { log, upload: sha256 }, request.headers);
    const report = ImportReport.parse(answer);
    reply.code(report.added.events > 0 ? 201 : 200);
    return report;
  }

  /** The stored events of a log, one JSON object a line, in order, up to the log's head when it began. */
  @Get('export')
  async export(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await admit(this.parts, fileRoutes.exportLog.access, request.headers);
    const { log } = Params.parse(request.params);
    const first = await this.page(log, 0, request);
    const headers = { 'content-type': 'application/jsonl; charset=utf-8' };
    await answerStream(reply, headers, this.lines(log, first, request));
  }

  /** What is appended meanwhile is left to the next export. */
  private async *lines(log: string, first: LogPage, request: FastifyRequest): AsyncIterable<string> {
    for (let page = first; ; ) {
      const events = page.items.filter(({ position }) => position <= first.completeUpTo);
      yield events.map((event) => `${JSON.stringify(event)}\n`).join('');
      const last = page.items.at(-1);
      if (!last || last.position >= first.completeUpTo) return;
      page = await this.page(log, last.position, request);
    }
  }

  private async page(log: string, after: number, request: FastifyRequest): Promise<LogPage> {
    return ReadLog.answer.parse(
      await askService(this.parts, ReadLog, { log, after, limit: exportPage }, request.headers),
    );
  }
}

import { DossierId, fileRoutes, InspectionId, PaperName, ReadRuleSets } from '@hoso/contracts';
import { inspectionOf, makePack, zipFilesMax, zipOf } from '@hoso/inspection-packs';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admit, askService } from './answer-route.ts';
import { ConclusionFile, conclusionOf } from './conclusion.controller.ts';
import { edgeSource } from './edge-source.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';
import { paperOf } from './papers.controller.ts';

const Path = z.strictObject({ id: InspectionId });
const Question = z.strictObject({ personal: z.stringbool().default(false) });
const PaperPath = /^\/dossiers\/(?<id>[^/]+)\/papers\/(?<paper>[^/]+)\.pdf$/;
const ConclusionPath = /^\/inspections\/(?<id>[^/]+)\/papers\/(?<file>[^/]+)$/;
/** What is held in memory for one download. */
const packBytesMax = 200_000_000;

/**
 * Packs of evidence to download.
 *
 * Decision: the edge makes them, one after another, by the very questions that the command line asks. / Because what
 * goes into a pack, and what is recorded for it, is then what its maker may see, and a pack held in memory is bounded.
 * / Instead of a service that would need every other service's answers.
 */
@Controller()
export class PackController {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  @Get('inspections/:id/pack.zip')
  @Header('cache-control', 'no-store')
  async pack(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    await admit(this.parts, fileRoutes.readPack.access, request.headers);
    const { id } = Path.parse(request.params);
    const { personal } = Question.parse(request.query);
    const made = this.turn.then(() => this.zip(id, personal, request.headers));
    this.turn = made.catch(() => undefined);
    const zip = await made;
    reply.headers({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="pack-${id}.zip"`,
    });
    return Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  }

  private async zip(id: string, personal: boolean, headers: FastifyRequest['headers']): Promise<Uint8Array> {
    const source = { ...edgeSource(this.parts, headers), bytes: (path: string) => this.bytes(path, headers) };
    const { ruleSets } = ReadRuleSets.answer.parse(await askService(this.parts, ReadRuleSets, {}, headers));
    const { files } = await makePack({
      ...{ source, inspection: await inspectionOf(source, id), ruleSets, personal },
      ...{ madeAt: new Date().toISOString(), onProgress: () => undefined },
      most: { files: zipFilesMax, bytes: packBytesMax },
    });
    return zipOf(files);
  }

  /** Papers are set at the edge itself. */
  private async bytes(path: string, headers: FastifyRequest['headers']): Promise<Uint8Array> {
    const paper = PaperPath.exec(path)?.groups;
    if (paper) {
      await admit(this.parts, fileRoutes.readPaper.access, headers);
      const named = { id: DossierId.parse(paper['id']), paper: PaperName.parse(paper['paper']) };
      return (await paperOf(this.parts, named, headers)).bytes;
    }
    const { id, file } = ConclusionPath.exec(path)?.groups ?? {};
    return await conclusionOf(this.parts, InspectionId.parse(id), ConclusionFile.parse(file), headers);
  }
}

import { randomUUID } from 'node:crypto';
import {
  CheckScan,
  CommandAnswer,
  type CommandMessage,
  DossierId,
  fileRoutes,
  Instant,
  Line,
  OpenScan,
  type Receipt,
  refuse,
  Sha256,
  Slug,
  StoreScan,
  Uuid,
} from '@hoso/contracts';
import { opening, type ScanFault, ScanRefused, sealBytes, sealing, sniffed } from '@hoso/scans';
import { Controller, Get, HttpException, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admit, askService, isStream, travelling } from './answer-route.ts';
import { answerStream } from './answer-stream.ts';
import { contentDigest, withDigest } from './content-digest.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';

const Path = z.strictObject({ id: DossierId, document: Slug });
/** What a command may say beside its content: a file has no room for it. */
const Options = z.strictObject({ occurredAt: Instant.optional(), insist: Line.optional() });
const Which = z.strictObject({ sha256: Sha256.optional() });
const CommandId = Uuid.default(() => randomUUID());

const faults: Readonly<Record<ScanFault, readonly [reasonVi: string, reason: string]>> = {
  empty: ['tệp rỗng', 'it is empty'],
  'unknown-type': ['không phải loại tệp được nhận', 'it is of no known type'],
  'other-type': ['nội dung không đúng loại đã khai (Content-Type)', 'it is not of the type that Content-Type says'],
  'not-whole': ['tệp bị thiếu hoặc hỏng', 'it is cut off or damaged'],
  'more-after-its-end': ['còn dữ liệu sau khi tệp kết thúc', 'something follows its end'],
  'another-file-within': ['bên trong có tệp loại khác', 'it is another kind of file, too'],
};

/** Scans on their way in and out. What they say is sealed before it is kept; what opens it is the dossier's. */
@Controller('dossiers/:id/scans/:document')
export class ScansController {
  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  /** A file, looked at and sealed as it comes; nothing is kept of one that is refused or cut off. */
  @Post()
  async store(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Receipt> {
    const { headers, body } = request;
    await admit(this.parts, fileRoutes.storeScan.access, headers);
    const { id, document } = Path.parse(request.params);
    const { insist, ...options } = Options.parse(request.query);
    const commandId = CommandId.parse(headers['command-id']);
    const digest = contentDigest(headers['content-digest']);
    if (!isStream(body)) throw new HttpException('UnsupportedMediaType', 415);
    await askService(this.parts, CheckScan, { id, document }, headers);
    const { type, ...kept } = await this.keep(withDigest(body, digest), headers['content-type']);
    const message: CommandMessage = {
      ...{ type: StoreScan.name, commandId, id, ...options },
      ...(insist === undefined ? {} : { insist: { reason: insist } }),
      data: { document, ...kept, mediaType: type },
    };
    const asked = { data: message, headers: travelling(headers) };
    const answer = await this.parts.bus.request(StoreScan.subject, asked, this.parts.limits.requestTimeoutMs);
    const { repeated, ...receipt } = CommandAnswer.parse(answer);
    reply.code(repeated ? 200 : 201).headers({ 'command-id': commandId });
    return receipt;
  }

  @Get()
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await admit(this.parts, fileRoutes.openScan.access, request.headers);
    const { id, document } = Path.parse(request.params);
    const ask = { id, document, ...Which.parse(request.query) };
    const answer = await askService(this.parts, OpenScan, ask, request.headers);
    const { sha256, bytes, mediaType, code = id, seal } = OpenScan.answer.parse(answer);
    const sealed = await this.parts.uploads.open(sha256);
    if (!sealed) return refuse('UploadNotFound', { sha256 });
    const headers = {
      'content-type': mediaType,
      'content-length': String(bytes),
      'content-digest': `sha-256=:${Buffer.from(seal.sha256, 'hex').toString('base64')}:`,
      'content-disposition': `attachment; filename="${code}_${document}${endings[mediaType] ?? ''}"`,
      'cache-control': 'no-store',
      // What people hand in is never run as a page of ours.
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    };
    await answerStream(reply, headers, opening(sealed, seal));
  }

  private async keep(content: AsyncIterable<Uint8Array>, declared: string | undefined) {
    const looked = sniffed(content, declared);
    const sealed = sealing(looked);
    try {
      const { sha256 } = await this.parts.uploads.store(sealed, this.parts.limits.scanBytesMax + sealBytes);
      return { sha256, bytes: sealed.bytes(), type: looked.type(), seal: sealed.seal() };
    } catch (error) {
      if (!(error instanceof ScanRefused)) throw error;
      const [reasonVi, reason] = faults[error.fault];
      return refuse('ScanRefused', { reason, reasonVi });
    }
  }
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/tiff': '.tif',
};

import {
  DossierId,
  fileRoutes,
  form,
  type LocalDate,
  PaperName,
  ReadLetter,
  ReadPaper,
  ReadRegister,
  type RegisterRow,
  UnitId,
  Uuid,
} from '@hoso/contracts';
import { letterPdf, paperPdf, registerPdf } from '@hoso/forms';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admit, askService } from './answer-route.ts';
import { answerStream } from './answer-stream.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';

const suffix = '.pdf';
/** `receipt.pdf`: a paper's name and how it is set. */
const PaperFile = z
  .string()
  .regex(/\.pdf$/, form('PaperNameForm'))
  .transform((file) => file.slice(0, -suffix.length))
  .pipe(PaperName);
const PaperPath = z.strictObject({ id: DossierId, file: PaperFile });
/** `<notification>.pdf`. */
const LetterFile = z
  .string()
  .regex(/\.pdf$/, form('LetterFileForm'))
  .transform((file) => file.slice(0, -suffix.length))
  .pipe(Uuid);
const LetterPath = z.strictObject({ id: DossierId, file: LetterFile });
const RegisterPath = z.strictObject({ unit: UnitId });
const Period = ReadRegister.ask.pick({ from: true, to: true });
/** Rows that are asked for at once. */
const rowsAtOnce = 200;

type RegisterPage = z.output<typeof ReadRegister.answer>;

/**
 * Papers and registers as PDF. Services say what stands in them, and who may read it; here it is set.
 *
 * Decision: the edge sets papers. / Because what they say fits into a message of the bus and a register comes page by
 * page, while a PDF of a year has thousands of pages. / Instead of PDFs that services make and the bus carries.
 */
@Controller()
export class PapersController {
  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  @Get('dossiers/:id/papers/:file')
  @Header('cache-control', 'no-store')
  async paper(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    await admit(this.parts, fileRoutes.readPaper.access, request.headers);
    const { id, file: paper } = PaperPath.parse(request.params);
    const { name, bytes } = await paperOf(this.parts, { id, paper }, request.headers);
    reply.headers(pdfHeaders(name));
    return Buffer.from(bytes);
  }

  @Get('dossiers/:id/letters/:file')
  @Header('cache-control', 'no-store')
  async letter(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    await admit(this.parts, fileRoutes.readLetter.access, request.headers);
    const { id, file: notification } = LetterPath.parse(request.params);
    const answer = await askService(this.parts, ReadLetter, { id, notification }, request.headers);
    const { content } = ReadLetter.answer.parse(answer);
    reply.headers(pdfHeaders(`${content.code ?? id} letter`));
    return Buffer.from(await letterPdf(content));
  }

  @Get('units/:unit/register.pdf')
  async register(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await admit(this.parts, fileRoutes.readRegister.access, request.headers);
    const { unit } = RegisterPath.parse(request.params);
    const { from, to } = Period.parse(request.query);
    const first = await this.page(request, { unit, from, to });
    const { formSet, number, title, unit: name, place, on } = first;
    const head = { formSet, number, title, unit: name, place, on, from, to };
    const pieces = registerPdf(
      { ...head, code: `${unit} ${from} ${to}` },
      this.rows(request, { unit, from, to }, first),
    );
    const headers = { ...pdfHeaders(`${unit} ${from} ${to}`), 'cache-control': 'no-store' };
    await answerStream(reply, headers, pieces);
  }

  private async *rows(request: FastifyRequest, of: Asked, first: RegisterPage): AsyncIterable<RegisterRow> {
    for (let page = first; ; page = await this.page(request, { ...of, after: page.next })) {
      yield* page.items;
      if (page.next === undefined) return;
    }
  }

  private async page(request: FastifyRequest, asked: Asked): Promise<RegisterPage> {
    const ask = { ...asked, limit: rowsAtOnce };
    return ReadRegister.answer.parse(await askService(this.parts, ReadRegister, ask, request.headers));
  }
}

/** A paper as a PDF, and what it is called. */
export async function paperOf(
  parts: GatewayParts,
  { id, paper }: z.output<typeof ReadPaper.ask>,
  headers: FastifyRequest['headers'],
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const { content } = ReadPaper.answer.parse(await askService(parts, ReadPaper, { id, paper }, headers));
  return { name: `${content.code ?? id} ${content.paper}`, bytes: await paperPdf(content) };
}

interface Asked {
  readonly unit: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly after?: string | undefined;
}

/** Names of papers hold letters, digits and dots alone. */
function pdfHeaders(name: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/pdf',
    'content-disposition': `inline; filename="${name.replaceAll(' ', '_')}.pdf"`,
  };
}

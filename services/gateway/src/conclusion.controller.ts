import {
  type Finding,
  FindInspection,
  FindUnit,
  fileRoutes,
  form,
  type Inspection,
  InspectionId,
  ListFindings,
  unitAt,
} from '@hoso/contracts';
import { isDomainError } from '@hoso/event-sourcing';
import { conclusionPdf } from '@hoso/forms';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admit, askService } from './answer-route.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';

/** `conclusion.vi.pdf`: in which language it is set. */
export const ConclusionFile = z
  .string()
  .regex(/^conclusion\.(vi|en)\.pdf$/, form('ConclusionFileForm'))
  .transform((file) => (file === 'conclusion.vi.pdf' ? 'vi' : 'en'));
const Path = z.strictObject({ id: InspectionId, file: ConclusionFile });
const place = 'Quảng Ninh';
const findingsAtOnce = 200;

/** The province is seven hours ahead of UTC. */
const localDate = (at: string): string => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10);

/** The result papers of inspections. What stands in them, and who may read it, audit says; here they are set. */
@Controller()
export class ConclusionController {
  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  @Get('inspections/:id/papers/:file')
  @Header('cache-control', 'no-store')
  async conclusion(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    await admit(this.parts, fileRoutes.readConclusion.access, request.headers);
    const { id, file: language } = Path.parse(request.params);
    const bytes = await conclusionOf(this.parts, id, language, request.headers);
    const disposition = `inline; filename="conclusion-${id}.${language}.pdf"`;
    reply.headers({ 'content-type': 'application/pdf', 'content-disposition': disposition });
    return Buffer.from(bytes);
  }
}

/** The result paper of an inspection, as one who may know of it reads it. */
export async function conclusionOf(
  parts: GatewayParts,
  id: string,
  language: 'vi' | 'en',
  headers: FastifyRequest['headers'],
): Promise<Uint8Array> {
  const { inspection } = FindInspection.answer.parse(await askService(parts, FindInspection, { id }, headers));
  const names = await namesIn(parts, headers, inspection, language);
  const findings = await findingsIn(parts, headers, inspection.sample?.drawn ?? []);
  return await conclusionPdf({ language, inspection, findings, names, place });
}

async function findingsIn(
  parts: GatewayParts,
  headers: FastifyRequest['headers'],
  dossiers: readonly string[],
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const dossier of dossiers) {
    const answer = await askService(parts, ListFindings, { dossier, limit: findingsAtOnce }, headers);
    found.push(...ListFindings.answer.parse(answer).items.toReversed());
  }
  return found;
}

/** As they were called that day; what the registry does not know, as an inspectorate from outside, by its id. */
async function namesIn(
  parts: GatewayParts,
  headers: FastifyRequest['headers'],
  { conductedBy, units = [], findings, measures, closed, openedAt }: Inspection,
  language: 'vi' | 'en',
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set([conductedBy, ...units, ...[...findings, ...measures].map(({ unit }) => unit)]);
  const names = new Map<string, string>();
  const on = localDate(closed?.at ?? openedAt);
  const find = async (id: string, day: string | undefined) => {
    const ask = { id, ...(day === undefined ? {} : { on: day }) };
    return FindUnit.answer.parse(await askService(parts, FindUnit, ask, headers)).unit;
  };
  for (const id of ids) {
    try {
      names.set(id, (await unitAt(find, id, on)).name[language]);
    } catch (error) {
      if (!isDomainError(error)) throw error;
    }
  }
  return names;
}

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

const Path = z.strictObject({
  id: InspectionId,
  file: z
    .string()
    .regex(/^conclusion\.(vi|en)\.pdf$/, form('ConclusionFileForm'))
    .transform((file) => (file === 'conclusion.vi.pdf' ? 'vi' : 'en')),
});
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
    const answer = await askService(this.parts, FindInspection, { id }, request.headers);
    const { inspection } = FindInspection.answer.parse(answer);
    const names = await this.names(request, inspection, language);
    const findings = await this.findings(request, inspection.sample?.drawn ?? []);
    const bytes = await conclusionPdf({ language, inspection, findings, names, place });
    const disposition = `inline; filename="conclusion-${id}.${language}.pdf"`;
    reply.headers({ 'content-type': 'application/pdf', 'content-disposition': disposition });
    return Buffer.from(bytes);
  }

  private async findings(request: FastifyRequest, dossiers: readonly string[]): Promise<readonly Finding[]> {
    const found: Finding[] = [];
    for (const dossier of dossiers) {
      const ask = { dossier, limit: findingsAtOnce };
      const answer = await askService(this.parts, ListFindings, ask, request.headers);
      found.push(...ListFindings.answer.parse(answer).items.toReversed());
    }
    return found;
  }

  /** As they were called that day; what the registry does not know, as an inspectorate from outside, by its id. */
  private async names(
    request: FastifyRequest,
    { conductedBy, units = [], findings, measures, closed, openedAt }: Inspection,
    language: 'vi' | 'en',
  ): Promise<ReadonlyMap<string, string>> {
    const ids = new Set([conductedBy, ...units, ...[...findings, ...measures].map(({ unit }) => unit)]);
    const names = new Map<string, string>();
    const on = localDate(closed?.at ?? openedAt);
    for (const id of ids) {
      try {
        const unit = await unitAt(
          async (unitId, day) => {
            const ask = { id: unitId, ...(day === undefined ? {} : { on: day }) };
            return FindUnit.answer.parse(await askService(this.parts, FindUnit, ask, request.headers)).unit;
          },
          id,
          on,
        );
        names.set(id, unit.name[language]);
      } catch (error) {
        if (!isDomainError(error)) throw error;
      }
    }
    return names;
  }
}

import { Figure, FigureGroup, type FigureLine, fileRoutes, ShowFigures } from '@hoso/contracts';
import type { Row, Table } from '@hoso/tables';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { admit, askService } from './answer-route.ts';
import { answerStream } from './answer-stream.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';
import { type TableEnding, tableFile, tableHeaders } from './table-files.ts';

const Question = ShowFigures.ask.omit({ limit: true, after: true });
type Page = z.output<typeof ShowFigures.answer>;
/** Lines that are asked for at once. */
const linesAtOnce = 200;

/** Figures as files: every line, and in each as of which event it is. */
@Controller()
export class FiguresController {
  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  @Get('figures.csv')
  async csv(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await admit(this.parts, fileRoutes.figuresCsv.access, request.headers);
    await this.answer(request, reply, 'csv');
  }

  @Get('figures.xlsx')
  async xlsx(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await admit(this.parts, fileRoutes.figuresXlsx.access, request.headers);
    await this.answer(request, reply, 'xlsx');
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, ending: TableEnding): Promise<void> {
    const asked = Question.parse(request.query);
    const first = await this.page(request, asked);
    const by = asked.by === '' ? [] : asked.by.split(',').map((group) => FigureGroup.parse(group));
    const table: Table = {
      name: 'hoso figures',
      headings: [...by, ...Figure.options, 'lateRate', 'completeUpTo', 'at'],
      rows: this.rows(request, asked, first, by),
    };
    await answerStream(reply, tableHeaders('figures', ending), tableFile(table, ending));
  }

  private async *rows(
    request: FastifyRequest,
    asked: z.output<typeof Question>,
    first: Page,
    by: readonly FigureGroup[],
  ): AsyncIterable<Row> {
    for (let page = first; ; page = await this.page(request, asked, page.next)) {
      for (const line of page.items) yield rowOf(line, by, page);
      if (page.next === undefined) return;
    }
  }

  private async page(request: FastifyRequest, asked: z.output<typeof Question>, after?: string): Promise<Page> {
    const ask = { ...asked, limit: linesAtOnce, ...(after === undefined ? {} : { after }) };
    return ShowFigures.answer.parse(await askService(this.parts, ShowFigures, ask, request.headers));
  }
}

function rowOf({ of, counts }: FigureLine, by: readonly FigureGroup[], { completeUpTo, at }: Page): Row {
  const named = by.map((group) => of[group]);
  return [...named, ...Figure.options.map((figure) => counts[figure]), counts.lateRate, completeUpTo, at];
}

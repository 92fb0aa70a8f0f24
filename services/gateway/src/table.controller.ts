import { type FileRoute, fileRoutes } from '@hoso/contracts';
import { Controller, Get, Inject, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { admit } from './answer-route.ts';
import { answerStream } from './answer-stream.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';
import { type OpenTable, openFigures, openForecast, openScores } from './served-tables.ts';
import { type TableEnding, tableFile, tableHeaders } from './table-files.ts';

interface Served {
  readonly route: FileRoute;
  readonly open: OpenTable;
  readonly ending: TableEnding;
}

const served: readonly Served[] = [
  { route: fileRoutes.figuresCsv, open: openFigures, ending: 'csv' },
  { route: fileRoutes.figuresXlsx, open: openFigures, ending: 'xlsx' },
  { route: fileRoutes.scoresCsv, open: openScores, ending: 'csv' },
  { route: fileRoutes.scoresXlsx, open: openScores, ending: 'xlsx' },
  { route: fileRoutes.forecastCsv, open: openForecast, ending: 'csv' },
  { route: fileRoutes.forecastXlsx, open: openForecast, ending: 'xlsx' },
];

/** Numbers as files: every line, and in each as of which event it is. */
export function tableController(): Type {
  @Controller()
  class TableController {
    constructor(@Inject(gatewayParts) readonly parts: GatewayParts) {}
  }
  for (const { route, open, ending } of served) {
    const answer = async function (this: TableController, request: FastifyRequest, reply: FastifyReply): Promise<void> {
      await admit(this.parts, route.access, request.headers);
      const table = await open(this.parts, request);
      await answerStream(reply, tableHeaders(table.name, ending), tableFile(table, ending));
    };
    const descriptor: PropertyDescriptor = { value: answer, writable: true, configurable: true };
    Object.defineProperty(TableController.prototype, route.path, descriptor);
    Get(route.path)(TableController.prototype, route.path, descriptor);
    Req()(TableController.prototype, route.path, 0);
    Res()(TableController.prototype, route.path, 1);
  }
  return TableController;
}

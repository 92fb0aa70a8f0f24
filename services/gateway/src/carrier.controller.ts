import {
  fileRoutes,
  CarrierId,
  CarrierMessageTaken,
  ReconcileStatement,
  StatementReport,
  TakeCarrierMessage,
} from '@hoso/contracts';
import { Fault } from '@hoso/nest';
import { Controller, HttpCode, HttpException, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admit, askService, isStream } from './answer-route.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';
import { rawBodyOf } from './raw-bodies.ts';

const Days = ReconcileStatement.ask.pick({ from: true, to: true });
const Params = z.strictObject({ carrier: CarrierId });

/**
 * What carriers tell. Nobody signs in here: a message proves by its signature who sent it, over the very bytes that
 * came in.
 */
@Controller('carriers/:carrier')
export class CarrierController {
  constructor(@Inject(gatewayParts) private readonly parts: GatewayParts) {}

  @Post('events')
  @HttpCode(200)
  async take(@Req() request: FastifyRequest): Promise<CarrierMessageTaken> {
    const { carrier } = Params.parse(request.params);
    const body = rawBodyOf(request) ?? refuseBody();
    const message = { carrier, body: body.toString('base64'), headers: signedHeaders(request.headers) };
    return CarrierMessageTaken.parse(await askService(this.parts, TakeCarrierMessage, message, {}));
  }

  /** A carrier's own statement, as CSV. The file is stored whole before anything of it is read. */
  @Post('statements')
  @HttpCode(200)
  async reconcile(@Req() request: FastifyRequest): Promise<StatementReport> {
    await admit(this.parts, fileRoutes.reconcileStatement.access, request.headers);
    const { carrier } = Params.parse(request.params);
    const days = Days.parse(request.query);
    const content = request.body;
    if (!isStream(content)) throw new HttpException('UnsupportedMediaType', 415);
    const { sha256 } = await this.parts.uploads.store(content, this.parts.limits.uploadBytesMax);
    const question = { carrier, ...days, upload: sha256 };
    return StatementReport.parse(await askService(this.parts, ReconcileStatement, question, request.headers));
  }
}

function refuseBody(): never {
  throw new Fault('InvalidInput', 'UnsupportedMediaType');
}

/** Of a header that came twice the first: the signature is over one of each. */
function signedHeaders(headers: FastifyRequest['headers']): z.input<typeof TakeCarrierMessage.ask>['headers'] {
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : value?.[0];
  };
  return {
    'webhook-id': one('webhook-id'),
    'webhook-timestamp': one('webhook-timestamp'),
    'webhook-signature': one('webhook-signature'),
  };
}

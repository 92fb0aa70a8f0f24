import { CollectDossier, FindCollection, FindShipments, ListShipments } from '@hoso/contracts';
import type { BusContext, Headers } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

/** Answers one message: its content and its headers. */
type Answers = (message: unknown, headers: Headers) => Promise<unknown>;

/** What the controller hands its messages on to. */
export interface ShipmentEndpoints {
  readonly command: Answers;
  readonly find: Answers;
  readonly list: Answers;
  readonly collection: Answers;
}
export const shipmentEndpoints = Symbol('ShipmentEndpoints');

@Controller()
export class ShipmentController {
  constructor(@Inject(shipmentEndpoints) private readonly endpoints: ShipmentEndpoints) {}

  @MessagePattern(CollectDossier.subject)
  command(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.command(message, context.headers);
  }

  @MessagePattern(FindShipments.subject)
  find(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.find(message, context.headers);
  }

  @MessagePattern(ListShipments.subject)
  list(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.list(message, context.headers);
  }

  @MessagePattern(FindCollection.subject)
  collection(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.collection(message, context.headers);
  }
}

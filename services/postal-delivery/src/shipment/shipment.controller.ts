import {
  CollectDossier,
  FindCollection,
  FindShipments,
  GrantItemRange,
  ListCarriageTerms,
  ListCarriers,
  ListItemRanges,
  ListShipments,
  PublishCarriageTerms,
  ReconcileStatement,
  RegisterCarrier,
  ShowCarrierKeys,
  TakeCarrierMessage,
} from '@hoso/contracts';
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
  readonly grantRange: Answers;
  readonly ranges: Answers;
  readonly publishTerms: Answers;
  readonly terms: Answers;
  readonly carrier: Answers;
  readonly carriers: Answers;
  readonly carrierKeys: Answers;
  readonly message: Answers;
  readonly statement: Answers;
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

  @MessagePattern(GrantItemRange.subject)
  grantRange(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.grantRange(message, context.headers);
  }

  @MessagePattern(ListItemRanges.subject)
  ranges(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.ranges(message, context.headers);
  }

  @MessagePattern(PublishCarriageTerms.subject)
  publishTerms(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.publishTerms(message, context.headers);
  }

  @MessagePattern(ListCarriageTerms.subject)
  terms(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.terms(message, context.headers);
  }

  @MessagePattern(RegisterCarrier.subject)
  carrier(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.carrier(message, context.headers);
  }

  @MessagePattern(TakeCarrierMessage.subject)
  message(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.message(message, context.headers);
  }

  @MessagePattern(ListCarriers.subject)
  carriers(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.carriers(message, context.headers);
  }

  @MessagePattern(ShowCarrierKeys.subject)
  carrierKeys(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.carrierKeys(message, context.headers);
  }

  @MessagePattern(ReconcileStatement.subject)
  statement(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.statement(message, context.headers);
  }
}

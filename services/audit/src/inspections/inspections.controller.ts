import { FindInspection, inspectionSubject, ListInspections, ListPopulation, SealPack } from '@hoso/contracts';
import type { Answerer, BusContext } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

/** What audit answers of inspections, each by its subject. */
export interface InspectionEndpoints {
  readonly command: Answerer;
  readonly find: Answerer;
  readonly list: Answerer;
  readonly population: Answerer;
  readonly sealPack: Answerer;
}

export const inspectionEndpoints = Symbol('inspection endpoints');

@Controller()
export class InspectionsController {
  constructor(@Inject(inspectionEndpoints) private readonly endpoints: InspectionEndpoints) {}

  @MessagePattern(inspectionSubject)
  command(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.command(message, headers);
  }

  @MessagePattern(FindInspection.subject)
  find(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.find(message, headers);
  }

  @MessagePattern(ListInspections.subject)
  list(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.list(message, headers);
  }

  @MessagePattern(ListPopulation.subject)
  population(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.population(message, headers);
  }

  @MessagePattern(SealPack.subject)
  sealPack(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.sealPack(message, headers);
  }
}

import { FindExtensionSlip, ListWork, OpenCase } from '@hoso/contracts';
import type { BusContext, Headers } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

/** What the controller hands its messages on to: content and headers. */
export interface CaseEndpoints {
  readonly command: (message: unknown, headers: Headers) => Promise<unknown>;
  readonly findExtensionSlip: (message: unknown, headers: Headers) => Promise<unknown>;
  readonly listWork: (message: unknown, headers: Headers) => Promise<unknown>;
}
export const caseEndpoints = Symbol('CaseEndpoints');

@Controller()
export class CaseController {
  constructor(@Inject(caseEndpoints) private readonly endpoints: CaseEndpoints) {}

  @MessagePattern(OpenCase.subject)
  command(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.command(message, context.headers);
  }

  @MessagePattern(FindExtensionSlip.subject)
  findExtensionSlip(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.findExtensionSlip(message, context.headers);
  }

  @MessagePattern(ListWork.subject)
  listWork(@Payload() message: unknown, @Ctx() context: BusContext): Promise<unknown> {
    return this.endpoints.listWork(message, context.headers);
  }
}

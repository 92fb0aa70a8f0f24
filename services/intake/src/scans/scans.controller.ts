import { CheckScan, OpenScan } from '@hoso/contracts';
import type { BusContext, Headers } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

type Answers = (message: unknown, headers: Headers) => Promise<unknown>;

export interface ScanEndpoints {
  readonly check: Answers;
  readonly open: Answers;
}
export const scanEndpoints = Symbol('ScanEndpoints');

@Controller()
export class ScansController {
  constructor(@Inject(scanEndpoints) private readonly endpoints: ScanEndpoints) {}

  @MessagePattern(CheckScan.subject)
  check(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.check(message, headers);
  }

  @MessagePattern(OpenScan.subject)
  open(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.open(message, headers);
  }
}

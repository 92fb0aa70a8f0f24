import { ListPapers, ReadPaper, ReadRegister } from '@hoso/contracts';
import type { BusContext, Headers } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

type Answers = (message: unknown, headers: Headers) => Promise<unknown>;

export interface PaperEndpoints {
  readonly list: Answers;
  readonly read: Answers;
  readonly register: Answers;
}
export const paperEndpoints = Symbol('PaperEndpoints');

@Controller()
export class PapersController {
  constructor(@Inject(paperEndpoints) private readonly endpoints: PaperEndpoints) {}

  @MessagePattern(ListPapers.subject)
  list(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.list(message, headers);
  }

  @MessagePattern(ReadPaper.subject)
  read(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.read(message, headers);
  }

  @MessagePattern(ReadRegister.subject)
  register(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.endpoints.register(message, headers);
  }
}

import { ListCountedDossiers, ShowFigures } from '@hoso/contracts';
import type { BusContext, Headers } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

type Answers = (message: unknown, headers: Headers) => Promise<unknown>;

/** What audit answers in numbers, each by its subject. */
export interface NumbersAnswers {
  readonly showFigures: Answers;
  readonly listCountedDossiers: Answers;
}

export const numbersAnswers = Symbol('numbers answers');

@Controller()
export class NumbersController {
  constructor(@Inject(numbersAnswers) private readonly answers: NumbersAnswers) {}

  @MessagePattern(ShowFigures.subject)
  showFigures(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.showFigures(message, headers);
  }

  @MessagePattern(ListCountedDossiers.subject)
  listCountedDossiers(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listCountedDossiers(message, headers);
  }
}

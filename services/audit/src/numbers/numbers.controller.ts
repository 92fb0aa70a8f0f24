import {
  ListCountedDossiers,
  ListScoredDossiers,
  ShowFigures,
  ShowForecast,
  ShowScores,
  ShowServiceIndex,
} from '@hoso/contracts';
import type { Answerer, BusContext } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

/** What audit answers in numbers, each by its subject. */
export interface NumbersAnswers {
  readonly showFigures: Answerer;
  readonly listCountedDossiers: Answerer;
  readonly showScores: Answerer;
  readonly listScoredDossiers: Answerer;
  readonly showServiceIndex: Answerer;
  readonly showForecast: Answerer;
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

  @MessagePattern(ShowScores.subject)
  showScores(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.showScores(message, headers);
  }

  @MessagePattern(ListScoredDossiers.subject)
  listScoredDossiers(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listScoredDossiers(message, headers);
  }

  @MessagePattern(ShowServiceIndex.subject)
  showServiceIndex(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.showServiceIndex(message, headers);
  }

  @MessagePattern(ShowForecast.subject)
  showForecast(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.showForecast(message, headers);
  }
}

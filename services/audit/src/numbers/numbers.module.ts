import {
  type Actor,
  ListCountedDossiers,
  ListScoredDossiers,
  may,
  type QueryType,
  requireAdmitted,
  ShowFigures,
  ShowForecast,
  ShowScores,
  ShowServiceIndex,
} from '@hoso/contracts';
import { type ServiceParts, viewReader } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import type { z } from 'zod';
import { figures } from './figures.view.ts';
import { followedRows } from './followed-rows.ts';
import { type NumbersAnswers, NumbersController, numbersAnswers } from './numbers.controller.ts';
import { showServiceIndex } from './service-index.ts';
import { type FigurePorts, listCountedDossiers, showFigures } from './show-figures.ts';
import { showForecast } from './show-forecast.ts';
import { listScoredDossiers, showScores } from './show-scores.ts';

/** What the province's dossiers come to: figures, and the dossiers behind them. */
@Module({})
export class NumbersModule {
  static over(parts: ServiceParts): DynamicModule {
    return {
      module: NumbersModule,
      controllers: [NumbersController],
      providers: [{ provide: numbersAnswers, useValue: answersOver(parts) }],
    };
  }
}

function answersOver(parts: ServiceParts): NumbersAnswers {
  const { find, page } = viewReader(parts, figures);
  const generation = async () => (await parts.views.live(figures)).generation;
  const ports = { rows: followedRows({ generation, page, find }), find, clock: parts.clock };
  const answering =
    <Ask extends z.ZodObject, Answer extends z.ZodType>(
      query: QueryType<Ask, Answer>,
      answer: (given: FigurePorts, ask: z.output<Ask>, actor: Actor) => Promise<z.output<Answer>>,
    ) =>
    async (message: unknown, headers: Readonly<Record<string, string>>) => {
      const actor = await parts.verify(headers['token']);
      requireAdmitted(actor, may.readInOffice);
      return answer(ports, query.ask.parse(message), actor);
    };
  return {
    showFigures: answering(ShowFigures, showFigures),
    listCountedDossiers: answering(ListCountedDossiers, listCountedDossiers),
    showScores: answering(ShowScores, showScores),
    listScoredDossiers: answering(ListScoredDossiers, listScoredDossiers),
    showServiceIndex: answering(ShowServiceIndex, showServiceIndex),
    showForecast: answering(ShowForecast, showForecast),
  };
}

import {
  type Actor,
  type Grant,
  ListCountedDossiers,
  may,
  type QueryType,
  requireAdmitted,
  ShowFigures,
} from '@hoso/contracts';
import { type ServiceParts, viewReader } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import type { z } from 'zod';
import { figures } from './figures.view.ts';
import { followedRows } from './followed-rows.ts';
import { type NumbersAnswers, NumbersController, numbersAnswers } from './numbers.controller.ts';
import { listCountedDossiers, showFigures } from './show-figures.ts';

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
  const answering =
    <Ask extends z.ZodObject, Answer extends z.ZodType>(
      query: QueryType<Ask, Answer>,
      grant: Grant,
      answer: (ask: z.output<Ask>, actor: Actor) => Promise<z.output<Answer>>,
    ) =>
    async (message: unknown, headers: Readonly<Record<string, string>>) => {
      const actor = await parts.verify(headers['token']);
      requireAdmitted(actor, grant);
      return answer(query.ask.parse(message), actor);
    };
  const { find, page } = viewReader(parts, figures);
  const generation = async () => (await parts.views.live(figures)).generation;
  const ports = { rows: followedRows({ generation, page, find }), find, clock: parts.clock };
  return {
    showFigures: answering(ShowFigures, may.readInOffice, (ask, actor) => showFigures(ports, ask, actor)),
    listCountedDossiers: answering(ListCountedDossiers, may.readInOffice, (ask, actor) =>
      listCountedDossiers(ports, ask, actor),
    ),
  };
}

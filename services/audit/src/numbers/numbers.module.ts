import {
  type Actor,
  ListCountedDossiers,
  ListScoredDossiers,
  LogName,
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
import { z } from 'zod';
import type { AuditPorts, Logs } from '../audit-ports.ts';
import { histories } from '../history/dossier-history.ts';
import { namedLog, whole } from '../logs/named-log.ts';
import { figures } from './figures.view.ts';
import { followedRows } from './followed-rows.ts';
import { type NumbersAnswers, NumbersController, numbersAnswers } from './numbers.controller.ts';
import { showServiceIndex } from './service-index.ts';
import { type FigurePorts, listCountedDossiers, showFigures } from './show-figures.ts';
import { showForecast } from './show-forecast.ts';
import { listScoredDossiers, showScores } from './show-scores.ts';
import { storedNumbers } from './stored-rows.ts';

/** What the province's dossiers come to: figures, and the dossiers behind them. */
@Module({})
export class NumbersModule {
  static over(parts: ServiceParts, { logs }: Pick<AuditPorts, 'logs'>): DynamicModule {
    return {
      module: NumbersModule,
      controllers: [NumbersController],
      providers: [{ provide: numbersAnswers, useValue: answersOver(parts, logs) }],
    };
  }
}

/** Every question may name a log. */
const AboutLog = z.looseObject({ log: LogName.optional() });

function answersOver(parts: ServiceParts, logs: Logs): NumbersAnswers {
  const { find, page } = viewReader(parts, figures);
  const generation = async () => (await parts.views.live(figures)).generation;
  const followed = { rows: followedRows({ generation, page, find }), find, clock: parts.clock };
  const stored = storedNumbers(histories());
  /** Those of the log that is asked about: the one at work is followed. Refuses what `namedLog` and `whole` do. */
  const numbersOf = async (name: string | undefined): Promise<FigurePorts> => {
    const log = name === undefined ? undefined : await whole(await namedLog(logs, name));
    return log === undefined || log.info.default ? followed : await stored(log);
  };
  const answering =
    <Ask extends z.ZodObject, Answer extends z.ZodType>(
      query: QueryType<Ask, Answer>,
      answer: (given: FigurePorts, ask: z.output<Ask>, actor: Actor) => Promise<z.output<Answer>>,
    ) =>
    async (message: unknown, headers: Readonly<Record<string, string>>) => {
      const actor = await parts.verify(headers['token']);
      requireAdmitted(actor, may.readInOffice);
      const ask = query.ask.parse(message);
      return answer(await numbersOf(AboutLog.parse(ask).log), ask, actor);
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

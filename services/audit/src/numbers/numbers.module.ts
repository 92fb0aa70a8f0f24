import {
  type Actor,
  FindProcedure,
  ListCountedDossiers,
  ListScoredDossiers,
  ListUnits,
  may,
  type OfficerId,
  type ProcedureCode,
  ShowFigures,
  ShowForecast,
  ShowScores,
  ShowServiceIndex,
  type UnitId,
} from '@hoso/contracts';
import { answering, type ServiceParts, viewReader } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import type { AuditPorts, Logs } from '../audit-ports.ts';
import { histories } from '../history/dossier-history.ts';
import { requireRegistered, requireUnitIn } from '../units/known-names.ts';
import { namedLog, whole } from '../logs/named-log.ts';
import { figures } from './figures.view.ts';
import { followedPetitions, followedRows } from './followed-rows.ts';
import { type NumbersAnswers, NumbersController, numbersAnswers } from './numbers.controller.ts';
import { petitionFigures } from './petition-figures.view.ts';
import { type AskedNames, requireKnown } from './require-known.ts';
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

function answersOver(parts: ServiceParts, logs: Logs): NumbersAnswers {
  const { find, page } = viewReader(parts, figures);
  const generation = async () => (await parts.views.live(figures)).generation;
  const petitions = followedPetitions(viewReader(parts, petitionFigures).page);
  const followed = { rows: followedRows({ generation, page, find }), find, petitions, clock: parts.clock };
  const stored = storedNumbers(histories());
  const requireProcedure = (code: ProcedureCode) => parts.ask(FindProcedure, { code });
  const ofWorkedOn = {
    numbers: followed,
    requireUnit: (id: UnitId) => requireUnitIn(parts.store, id),
    requireProcedure,
    requireOfficer: (person: OfficerId) => requireRegistered((page) => parts.ask(ListUnits, page), person),
  };
  /** Those of the log that is asked about: the one at work is followed. Refuses what `namedLog` and `whole` do. */
  const numbersOf = async (name: string | undefined) => {
    const log = name === undefined ? undefined : await whole(await namedLog(logs, name));
    if (log === undefined || log.info.default) return ofWorkedOn;
    const { store } = log;
    // Of an officer who was not counted in it, another log tells nobody who looks for him.
    const requireOfficer = async () => undefined;
    const requireUnit = (id: UnitId) => requireUnitIn(store, id);
    return { numbers: await stored(log), requireUnit, requireProcedure, requireOfficer };
  };
  const answer = answering(parts);
  const over =
    <Ask extends AskedNames & { readonly log?: string | undefined }, Answer>(
      count: (numbers: FigurePorts, ask: Ask, actor: Actor) => Promise<Answer>,
    ) =>
    async (ask: Ask, actor: Actor) => {
      const { numbers, ...known } = await numbersOf(ask.log);
      const told = await count(numbers, ask, actor);
      await requireKnown(numbers, ask, known);
      return told;
    };
  return {
    showFigures: answer(ShowFigures, may.readInOffice, over(showFigures)),
    listCountedDossiers: answer(ListCountedDossiers, may.readInOffice, over(listCountedDossiers)),
    showScores: answer(ShowScores, may.readInOffice, over(showScores)),
    listScoredDossiers: answer(ListScoredDossiers, may.readInOffice, over(listScoredDossiers)),
    showServiceIndex: answer(ShowServiceIndex, may.readInOffice, over(showServiceIndex)),
    showForecast: answer(ShowForecast, may.readInOffice, over(showForecast)),
  };
}

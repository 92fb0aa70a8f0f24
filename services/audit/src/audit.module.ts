import {
  CheckLog,
  CompareMoments,
  FindDossier,
  FindUnit,
  ImportXes,
  ListDeviations,
  ListHeldDossiers,
  ListLogs,
  ListUnitLoads,
  ListVariants,
  LogName,
  may,
  ReadCases,
  ReadLog,
  Replay,
  ReplayFitness,
  ShowBeside,
  ShowClock,
  ShowDirectlyFollows,
  ShowProcessMap,
  ShowProfile,
} from '@hoso/contracts';
import { LogDamaged, pageLimitMax } from '@hoso/event-sourcing';
import { type Answering, answering, type Service, type ServiceParts, viewReader } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { type AuditAnswers, AuditController, auditAnswers } from './audit.controller.ts';
import type { AuditPorts, Logs } from './audit-ports.ts';
import { checkLog, listDeviations } from './checks/check-log.ts';
import { recordedCalendars } from './clock/recorded-calendars.ts';
import { showClock } from './clock/show-clock.ts';
import { listVariants, showDirectlyFollows } from './conformance/show-directly-follows.ts';
import { replayFitness } from './conformance/replay-fitness.ts';
import { showProcessMap } from './conformance/show-process-map.ts';
import { showProfile } from './conformance/show-profile.ts';
import { readCases } from './exports/read-cases.ts';
import { findingIndex, findings } from './findings/findings.view.ts';
import { JudgingModule } from './findings/judging.module.ts';
import { compareMoments } from './history/compare-moments.ts';
import { type Histories, histories } from './history/dossier-history.ts';
import { replay } from './history/replay.ts';
import { showBeside } from './history/show-beside.ts';
import { InspectionsModule } from './inspections/inspections.module.ts';
import { NumbersModule } from './numbers/numbers.module.ts';
import { LedgerModule } from './ledger/ledger.module.ts';
import { importXes } from './imports/import-xes.ts';
import { oneAfterAnother } from './imports/one-after-another.ts';
import { listLogs, readLog } from './logs/read-log.ts';
import { holdings } from './units/holdings.view.ts';
import { listHeldDossiers, listUnitLoads } from './units/unit-loads.ts';
import { views } from './views.ts';

@Module({})
export class AuditModule {
  static over(parts: ServiceParts, ports: AuditPorts): DynamicModule {
    const read = histories();
    return {
      module: AuditModule,
      imports: [
        JudgingModule.over(parts, ports),
        LedgerModule.over(parts, ports, read),
        InspectionsModule.over(parts, ports, read),
        NumbersModule.over(parts, ports),
      ],
      controllers: [AuditController],
      providers: [{ provide: auditAnswers, useValue: answersOver(parts, ports, read) }],
    };
  }
}

/**
 * The service over the logs and uploads of a data folder. What it shows of a dossier it reads from the stores
 * themselves; what lay where it folds from the log that the platform works on.
 */
export function audit(ports: AuditPorts): Service {
  return { name: 'audit', module: (parts) => AuditModule.over(parts, ports), views, policies: [] };
}

function answersOver(parts: ServiceParts, ports: AuditPorts, read: Histories): AuditAnswers {
  const { logs } = ports;
  const plainly = answering(parts);
  const naming: Answering = (query, grant, answer) =>
    plainly(query, grant, (asked, actor) =>
      answer(asked, actor).catch(async (error: unknown) => {
        throw await namingLog(logs, asked, error);
      }),
    );
  const findDossierId = async (code: string) => (await parts.ask(FindDossier, { id: code })).dossier.id;
  const importing = oneAfterAnother();
  const past = {
    ...{ logs, findDossierId, histories: read, calendars: recordedCalendars() },
    ...{ certainAt: certainAtOver(ports), clock: parts.clock },
  };
  const lying = {
    page: viewReader(parts, holdings).page,
    requireUnit: (id: string) => parts.ask(FindUnit, { id }),
    clock: parts.clock,
  };
  return {
    replay: naming(Replay, may.read, (ask, reader) => replay(past, ask, reader)),
    compareMoments: naming(CompareMoments, may.read, (ask, reader) => compareMoments(past, ask, reader)),
    showClock: naming(ShowClock, may.read, (ask, reader) => showClock(past, ask, reader)),
    showBeside: naming(ShowBeside, may.seeBeside, (ask, reader) =>
      showBeside({ ...past, own: async (log) => (await ports.auditLogs.of(log)).store }, ask, reader),
    ),
    listUnitLoads: naming(ListUnitLoads, may.readInOffice, (ask, actor) => listUnitLoads(lying, ask, actor)),
    listHeldDossiers: naming(ListHeldDossiers, may.readInOffice, (ask, actor) => listHeldDossiers(lying, ask, actor)),
    checkLog: naming(CheckLog, may.inspect, (ask) => checkLog(logs, ask)),
    listDeviations: naming(ListDeviations, may.inspect, (ask) => listDeviations(logs, ask)),
    showDirectlyFollows: naming(ShowDirectlyFollows, may.inspect, (ask) => showDirectlyFollows(logs, ask)),
    listVariants: naming(ListVariants, may.inspect, (ask) => listVariants(logs, ask)),
    showProfile: naming(ShowProfile, may.inspect, (ask) => showProfile(logs, ask)),
    replayFitness: naming(ReplayFitness, may.inspect, (ask) => replayFitness(ports, ask)),
    showProcessMap: naming(ShowProcessMap, may.inspect, (ask) => showProcessMap(logs, ask)),
    importXes: naming(ImportXes, may.inspect, (ask) => importing(ask.log, () => importXes(ports, ask))),
    listLogs: naming(ListLogs, may.seeLogs, () => listLogs(logs)),
    readLog: naming(ReadLog, may.inspect, (ask) => readLog(logs, ask)),
    readCases: naming(ReadCases, may.inspect, (ask, reader) => readCases({ ...past, ...parts }, ask, reader)),
  };
}

/** The findings of a dossier that are in audit's own log: a few, however long it is. */
function certainAtOver({ auditLogs }: AuditPorts) {
  return async (log: string, dossier: string) => {
    const own = await auditLogs.of(log);
    const query = { index: findingIndex('dossier', 'all'), prefix: [dossier], order: 'descending' } as const;
    const { items } = await viewReader(own, findings).page({ ...query, limit: pageLimitMax }, await own.store.head());
    return items.map(({ finding }) => finding.certainAt);
  };
}

const AboutLog = z.looseObject({ log: LogName.optional() });

/** Damage under the name that its log has in the data folder: who reads an event does not know which log it is of. */
async function namingLog(logs: Logs, asked: unknown, error: unknown): Promise<unknown> {
  if (!(error instanceof LogDamaged)) return error;
  const name = AboutLog.parse(asked).log ?? (await logs.list()).find((log) => log.default)?.name;
  return new LogDamaged(name, error.from, error.to, error.reason, { cause: error });
}

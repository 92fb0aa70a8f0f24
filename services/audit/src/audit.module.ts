import {
  CheckLog,
  FindDossier,
  ImportXes,
  ListDeviations,
  ListLogs,
  LogName,
  type QueryType,
  ReadLog,
  Replay,
  type Role,
} from '@hoso/contracts';
import { LogDamaged } from '@hoso/event-sourcing';
import type { Service, ServiceParts } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { type Answerer, type AuditAnswers, AuditController, auditAnswers } from './audit.controller.ts';
import type { AuditPorts, Logs } from './audit-ports.ts';
import { checkLog, listDeviations } from './checks/check-log.ts';
import { replay } from './history/replay.ts';
import { importXes } from './imports/import-xes.ts';
import { oneAfterAnother } from './imports/one-after-another.ts';
import { listLogs, readLog } from './logs/read-log.ts';
import { inspection, readers, requireRole } from './readers.ts';

@Module({})
export class AuditModule {
  static over(parts: ServiceParts, ports: AuditPorts): DynamicModule {
    return {
      module: AuditModule,
      controllers: [AuditController],
      providers: [{ provide: auditAnswers, useValue: answersOver(parts, ports) }],
    };
  }
}

/**
 * The service over the logs and uploads of a data folder. It follows no log: what it shows it reads from the stores
 * themselves.
 */
export function audit(ports: AuditPorts): Service {
  return { name: 'audit', module: (parts) => AuditModule.over(parts, ports), views: [], policies: [] };
}

function answersOver(parts: ServiceParts, ports: AuditPorts): AuditAnswers {
  const { logs } = ports;
  const answering =
    <Ask extends z.ZodObject, Answer extends z.ZodType>(
      query: QueryType<Ask, Answer>,
      allowed: readonly Role[],
      answer: (ask: z.output<Ask>) => Promise<z.output<Answer>>,
    ): Answerer =>
    async (message, headers) => {
      requireRole(await parts.verify(headers['token']), allowed);
      const asked = query.ask.parse(message);
      return answer(asked).catch(async (error: unknown) => {
        throw await namingLog(logs, asked, error);
      });
    };
  const findDossierId = async (code: string) => (await parts.ask(FindDossier, { id: code })).dossier.id;
  const importing = oneAfterAnother();
  return {
    replay: async (message, headers) => {
      const reader = await parts.verify(headers['token']);
      const asked = Replay.ask.parse(message);
      return replay({ logs, findDossierId, clock: parts.clock }, asked, reader).catch(async (error: unknown) => {
        throw await namingLog(logs, asked, error);
      });
    },
    checkLog: answering(CheckLog, inspection, (ask) => checkLog(logs, ask)),
    listDeviations: answering(ListDeviations, inspection, (ask) => listDeviations(logs, ask)),
    importXes: answering(ImportXes, inspection, (ask) => importing(ask.log, () => importXes(ports, ask))),
    listLogs: answering(ListLogs, readers, () => listLogs(logs)),
    readLog: answering(ReadLog, inspection, (ask) => readLog(logs, ask)),
  };
}

const AboutLog = z.looseObject({ log: LogName.optional() });

/** Damage under the name that its log has in the data folder: who reads an event does not know which log it is of. */
async function namingLog(logs: Logs, asked: unknown, error: unknown): Promise<unknown> {
  if (!(error instanceof LogDamaged)) return error;
  const name = AboutLog.parse(asked).log ?? (await logs.list()).find((log) => log.default)?.name;
  return new LogDamaged(name, error.from, error.to, error.reason, { cause: error });
}

import {
  FindInspection,
  FindProcedure,
  FindUnit,
  inspectionCommands,
  inspectionEvents,
  InspectionId,
  ListInspections,
  ListPopulation,
  may,
  SealPack,
} from '@hoso/contracts';
import { commandHandler } from '@hoso/event-sourcing';
import { answering, readCommand, type ServiceParts, viewReader } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import type { AuditPorts } from '../audit-ports.ts';
import type { Histories } from '../history/dossier-history.ts';
import { ledgerOf } from '../ledger/log-ledger.ts';
import { namedLog } from '../logs/named-log.ts';
import { populations } from './drawn-sample.ts';
import type { InspectionIntent } from './inspection.ts';
import { inspectionCommandsOver } from './inspection-commands.ts';
import { findInspection, listInspections, listPopulation, sealPack } from './inspection-queries.ts';
import { type InspectionEndpoints, InspectionsController, inspectionEndpoints } from './inspections.controller.ts';
import { inspections } from './inspections.view.ts';

/** Inspections of the log that the platform works on, kept in audit's own. */
@Module({})
export class InspectionsModule {
  static over(parts: ServiceParts, ports: AuditPorts, read: Histories): DynamicModule {
    return {
      module: InspectionsModule,
      controllers: [InspectionsController],
      providers: [{ provide: inspectionEndpoints, useValue: endpointsOver(parts, ports, read) }],
    };
  }
}

const attemptsMax = 10;

function endpointsOver(parts: ServiceParts, ports: AuditPorts, read: Histories): InspectionEndpoints {
  const { sealer, reads, clock, ask, store } = parts;
  const auditLog = async () => ports.auditLogs.of((await namedLog(ports.logs, undefined)).info.name);
  const known = populations(async () => ({ store, own: (await auditLog()).store }));
  const reading = async () => ({ own: (await auditLog()).store, sealer, reads });
  const running = async () => {
    const own = (await auditLog()).store;
    return inspectionCommandsOver({
      ...{ logs: ports.logs, ledgers: ports.ledgers, own, store, populations: known, histories: read },
      handle: commandHandler({ store: own, events: inspectionEvents, sealer, attemptsMax, clock }),
      requireUnit: (id) => ask(FindUnit, { id }),
      requireProcedure: (code, on) => ask(FindProcedure, { code, on }),
    });
  };
  let run: ReturnType<typeof running> | undefined;
  const answer = answering(parts);
  return {
    command: async (message, headers) => {
      const read = await readCommand<InspectionIntent>(parts, inspectionCommands, message, headers);
      // What could not be opened is tried anew by the next one.
      run ??= running().catch((error: unknown) => {
        run = undefined;
        throw error;
      });
      return await (await run)({ ...read, id: InspectionId.parse(read.id) });
    },
    find: answer(FindInspection, may.seeInspections, async (asked, actor) =>
      findInspection(await reading(), asked, actor),
    ),
    list: answer(ListInspections, may.seeInspections, async (asked, actor) => {
      const own = await auditLog();
      const reader = viewReader({ ...own, clock }, inspections);
      const { items: _, next: __, ...fresh } = await reader.page({ ...newest, limit: 1 }, asked.atLeast);
      return listInspections({ page: (query) => reader.page(query), fresh: async () => fresh }, asked, actor);
    }),
    population: answer(ListPopulation, may.conduct, async (asked, actor) =>
      listPopulation(await reading(), known, asked, actor),
    ),
    sealPack: answer(SealPack, may.conduct, async (asked, actor) =>
      sealPack(await reading(), await ledgerOf(ports, undefined), asked, actor),
    ),
  };
}

const newest = { index: 'newest', order: 'descending' } as const;

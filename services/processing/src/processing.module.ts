import {
  caseEvents,
  DossierId,
  FindDossierStanding,
  FindExtensionSlip,
  FindUnit,
  ListWork,
  processingCommands,
  refuse,
  requireSystem,
} from '@hoso/contracts';
import { commandHandler } from '@hoso/event-sourcing';
import { readCommand, readQuery, type ServiceParts, viewReader } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { CaseController, type CaseEndpoints, caseEndpoints } from './case/case.controller.ts';
import type { CaseIntent } from './case/case-command.ts';
import { caseCommands } from './case/case-commands.ts';
import { findExtensionSlip } from './case/case-queries.ts';
import { cases } from './case/cases.view.ts';
import { closableAfter } from './case/closable-at.ts';
import { knownGrounds } from './case/known-grounds.ts';
import { listWork } from './case/list-work.ts';

/** Attempts at a command whose case other processes keep moving. */
const attemptsMax = 10;

const About = z.object({ id: DossierId });

@Module({})
export class ProcessingModule {
  static over(parts: ServiceParts): DynamicModule {
    return {
      module: ProcessingModule,
      controllers: [CaseController],
      providers: [{ provide: caseEndpoints, useValue: endpoints(parts) }],
    };
  }
}

function endpoints(parts: ServiceParts): CaseEndpoints {
  const { store, sealer, clock, ask } = parts;
  const run = caseCommands({
    handle: commandHandler({ store, events: caseEvents, sealer, attemptsMax, clock }),
    findUnit: async (id, on) => (await ask(FindUnit, { id, on })).unit,
    closableAt: closableAfter(ask),
    knownGrounds: knownGrounds(ask),
    findStanding: async (id) => (await ask(FindDossierStanding, { id })).standing,
  });
  const work = { page: viewReader(parts, cases).page, clock };
  return {
    command: async (message, headers) => {
      const read = await readCommand<CaseIntent>(parts, processingCommands, message, headers);
      return await run({ ...read, ...About.parse({ id: read.id }) });
    },
    findExtensionSlip: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, FindExtensionSlip, message, headers);
      requireSystem(actor ?? refuse('RoleNotAllowed', { role: 'anyone' }));
      return await findExtensionSlip(store, question);
    },
    listWork: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, ListWork, message, headers);
      return await listWork(work, question, actor ?? refuse('RoleNotAllowed', { role: 'anyone' }));
    },
  };
}

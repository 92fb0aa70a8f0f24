import {
  DossierId,
  dossierEventTypes,
  FindCollection,
  FindDossier,
  FindExtensionSlip,
  FindRecipient,
  intakeCommands,
  ListDossiers,
  NumberAllocated,
  TrackDossier,
} from '@hoso/contracts';
import { commandHandler, eventCatalogue, openStream, streamName } from '@hoso/event-sourcing';
import { readCommand, readQuery, type ServiceParts, viewReader } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { DossierController, type DossierEndpoints, dossierEndpoints } from './dossier/dossier.controller.ts';
import type { DossierIntent } from './dossier/dossier-command.ts';
import { dossier } from './dossier/dossier.ts';
import { dossierCommands } from './dossier/dossier-commands.ts';
import { dossierQueries, type Tracking } from './dossier/dossier-queries.ts';
import { dossiers } from './dossier/dossiers.view.ts';
import { recipientOf } from './dossier/recipient.ts';
import { registryFacts } from './registry-facts.ts';

/** What intake is given beside what every service is given. */
export interface IntakeParts extends ServiceParts {
  readonly tracking: Tracking;
}

/** Attempts at a command whose streams other processes keep moving: a day's numbering is the busiest. */
const attemptsMax = 20;

const About = z.object({ id: DossierId });

@Module({})
export class IntakeModule {
  static over(parts: IntakeParts): DynamicModule {
    return {
      module: IntakeModule,
      controllers: [DossierController],
      providers: [{ provide: dossierEndpoints, useValue: endpoints(parts) }],
    };
  }
}

function endpoints(parts: IntakeParts): DossierEndpoints {
  const { store, sealer, clock, ask, tracking } = parts;
  const events = eventCatalogue(...dossierEventTypes, NumberAllocated);
  // How long an answer is remembered is real time, whatever the log's clock does.
  const registry = registryFacts(ask, Date.now);
  const run = dossierCommands({
    handle: commandHandler({ store, events, sealer, attemptsMax, clock }),
    registry,
    findCollection: (dossier, shipment) => ask(FindCollection, { dossier, shipment }),
    findSlip: async (dossier, number, slip) => {
      const { requestedAt } = await ask(FindExtensionSlip, { dossier, case: number, slip });
      return requestedAt === undefined ? undefined : { requestedAt };
    },
  });
  const queries = dossierQueries({ reader: viewReader(parts, dossiers), sealer, registry, tracking });
  return {
    command: async (message, headers) => {
      const read = await readCommand<DossierIntent>(parts, intakeCommands, message, headers);
      return await run({ ...read, ...About.parse({ id: read.id }) });
    },
    find: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, FindDossier, message, headers);
      return await queries.find(question, actor);
    },
    list: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, ListDossiers, message, headers);
      return await queries.list(question, actor);
    },
    track: async (message, headers) => {
      const { ask: question } = await readQuery(parts, TrackDossier, message, headers);
      return await queries.track(question);
    },
    recipient: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, FindRecipient, message, headers);
      const { state } = await openStream({ store, events, sealer }, streamName('dossier', question.id), dossier);
      return { recipient: recipientOf(state, question.id, actor) };
    },
  };
}

import {
  CheckScan,
  DossierId,
  dossierEventTypes,
  FindCollection,
  FindDossier,
  FindDossierStanding,
  FindExtensionSlip,
  FindRecipient,
  intakeCommands,
  ListChanges,
  ListDossiers,
  ListPapers,
  NumberAllocated,
  PersonalDataDestroyed,
  petitionBookTypes,
  petitionEventTypes,
  OpenScan,
  ReadPaper,
  ReadRegister,
  refuse,
  requireSystem,
  type Said,
  sealCommands,
  SearchDossiers,
  TrackDossier,
} from '@hoso/contracts';
import { commandHandler, eventCatalogue, openStream, type PersonalData, streamName } from '@hoso/event-sourcing';
import { readCommand, readQuery, viewReader } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { changedDossiers } from './dossier/changed-dossiers.ts';
import { DossierController, type DossierEndpoints, dossierEndpoints } from './dossier/dossier.controller.ts';
import type { DossierIntent } from './dossier/dossier-command.ts';
import { dossier } from './dossier/dossier.ts';
import { dossierCommands } from './dossier/dossier-commands.ts';
import { dossierQueries, type Tracking } from './dossier/dossier-queries.ts';
import { dossierSearch } from './dossier/dossier-search.view.ts';
import { dossiers } from './dossier/dossiers.view.ts';
import { recipientOf } from './dossier/recipient.ts';
import { searchDossiers } from './dossier/search-dossiers.ts';
import { type NotificationParts, NotificationsModule } from './notifications/notifications.module.ts';
import { listPapers, readPaper } from './papers/paper-queries.ts';
import { type PaperEndpoints, paperEndpoints, PapersController } from './papers/papers.controller.ts';
import { readRegister } from './papers/read-register.ts';
import { petitionBook } from './petition/petition-book.ts';
import { petitionEndpoints, petitionEndpointsOver, PetitionsController } from './petition/petitions.controller.ts';
import { checkScan, openScan } from './scans/scan-queries.ts';
import { type ScanEndpoints, ScansController, scanEndpoints } from './scans/scans.controller.ts';
import { registryFacts } from './registry-facts.ts';
import type { SealIntent } from './seal/dossier-seal.ts';
import { sealCommandsOver } from './seal/seal-commands.ts';

/** What intake is given beside what every service is given. */
export interface IntakeParts extends NotificationParts {
  readonly tracking: Tracking;
  /** The mark of a text that was marked by it in views (`PersonalData.markOf`). */
  readonly markOf: PersonalData['markOf'];
  /** Destroys a dossier's key for ever, durably. */
  readonly destroyKey: (dossier: DossierId) => Promise<void>;
}

/** Attempts at a command whose streams other processes keep moving: a day's numbering is the busiest. */
const attemptsMax = 20;

const About = z.object({ id: DossierId });

@Module({})
export class IntakeModule {
  static over(parts: IntakeParts): DynamicModule {
    return {
      module: IntakeModule,
      imports: [NotificationsModule.over(parts)],
      controllers: [DossierController, PapersController, ScansController, PetitionsController],
      providers: [
        { provide: dossierEndpoints, useValue: endpoints(parts) },
        { provide: paperEndpoints, useValue: papers(parts) },
        { provide: scanEndpoints, useValue: scans(parts) },
        { provide: petitionEndpoints, useValue: petitionEndpointsOver(parts) },
      ],
    };
  }
}

function endpoints(parts: IntakeParts): DossierEndpoints {
  const { store, sealer, reads, clock, ask, tracking, markOf, destroyKey } = parts;
  const events = eventCatalogue(
    ...dossierEventTypes,
    ...petitionEventTypes,
    ...petitionBookTypes,
    NumberAllocated,
    PersonalDataDestroyed,
  );
  // How long an answer is remembered is real time, whatever the log's clock does.
  const registry = registryFacts(ask, Date.now);
  const handle = commandHandler({ store, events, sealer, attemptsMax, clock });
  const petitionsAbout = async (id: DossierId) => {
    const { state } = await openStream({ store, events, sealer }, streamName('petitionbook', id), petitionBook);
    return [...state.keys()];
  };
  const runOnSeal = sealCommandsOver({ handle, destroyKey, petitionsAbout });
  const run = dossierCommands({
    handle,
    registry,
    findCollection: (dossier, shipment) => ask(FindCollection, { dossier, shipment }),
    findSlip: async (dossier, number, slip) => {
      const { requestedAt, newDueAt } = await ask(FindExtensionSlip, { dossier, case: number, slip });
      return requestedAt === undefined ? undefined : { requestedAt, newDueAt };
    },
  });
  const reader = viewReader(parts, dossiers);
  const queries = dossierQueries({ reader, sealer, reads, registry, tracking });
  const searching = { reader, search: viewReader(parts, dossierSearch), sealer, reads, markOf, registry };
  return {
    command: async (message, headers) => {
      const types = [...intakeCommands, ...sealCommands];
      const read = await readCommand<DossierIntent | SealIntent>(parts, types, message, headers);
      const command: (DossierIntent | SealIntent) & Said = read.command;
      const about = { ...read, ...About.parse({ id: read.id }) };
      return await (isAboutSeal(command) ? runOnSeal({ ...about, command }) : run({ ...about, command }));
    },
    find: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, FindDossier, message, headers);
      return await queries.find(question, actor);
    },
    list: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, ListDossiers, message, headers);
      return await queries.list(question, actor);
    },
    search: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, SearchDossiers, message, headers);
      return await searchDossiers(searching, question, actor ?? refuse('RoleNotAllowed', { role: 'anyone' }));
    },
    track: async (message, headers) => {
      const { ask: question } = await readQuery(parts, TrackDossier, message, headers);
      return await queries.track(question);
    },
    changes: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, ListChanges, message, headers);
      return await changedDossiers({ reader, store, clock }, question, actor);
    },
    recipient: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, FindRecipient, message, headers);
      const { state } = await openStream({ store, events, sealer }, streamName('dossier', question.id), dossier);
      return { recipient: recipientOf(state, question.id, actor) };
    },
    standing: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, FindDossierStanding, message, headers);
      requireSystem(actor ?? refuse('RoleNotAllowed', { role: 'anyone' }));
      const { state } = await openStream({ store, events, sealer }, streamName('dossier', question.id), dossier);
      if (state.status === 'none') return {};
      return { standing: { status: state.status, byPost: 'byPost' in state && state.byPost === 'under-way' } };
    },
  };
}

function papers(parts: IntakeParts): PaperEndpoints {
  const ports = { ...parts, registry: registryFacts(parts.ask, Date.now), reader: viewReader(parts, dossiers) };
  return {
    list: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, ListPapers, message, headers);
      return await listPapers(ports, ask, actor ?? nobody());
    },
    read: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, ReadPaper, message, headers);
      return await readPaper(ports, ask, actor ?? nobody());
    },
    register: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, ReadRegister, message, headers);
      return await readRegister(ports, ask, actor ?? nobody());
    },
  };
}

function isAboutSeal(command: (DossierIntent | SealIntent) & Said): command is SealIntent & Said {
  return sealCommands.some(({ name }) => name === command.type);
}

function scans(parts: IntakeParts): ScanEndpoints {
  return {
    check: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, CheckScan, message, headers);
      return await checkScan(parts, ask, actor ?? nobody());
    },
    open: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, OpenScan, message, headers);
      return await openScan(parts, ask, actor ?? nobody());
    },
  };
}

function nobody(): never {
  return refuse('RoleNotAllowed', { role: 'anyone' });
}

import {
  dossierEventTypes,
  ListLetters,
  ListNotifications,
  type Notices,
  notificationCommands,
  notificationEvents,
  type PetitionId,
  petitionEvents,
  ReadLetter,
  refuse,
} from '@hoso/contracts';
import { commandHandler, eventCatalogue, instantOf, openStream, streamName } from '@hoso/event-sourcing';
import { readCommand, readQuery, type ServiceParts, viewReader } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { DossierId } from '@hoso/contracts';
import { dossier } from '../dossier/dossier.ts';
import { petition } from '../petition/petition.ts';
import { registryFacts } from '../registry-facts.ts';
import { type NotificationIntent, notification } from './notification.ts';
import { notificationCommandsOver } from './notification-commands.ts';
import { listLetters, listNotifications, readLetter } from './notification-queries.ts';
import {
  type NotificationEndpoints,
  NotificationsController,
  notificationEndpoints,
} from './notifications.controller.ts';
import { notifications } from './notifications.view.ts';

/** What notifications are given beside what every service is given. */
export interface NotificationParts extends ServiceParts {
  /** How applicants are told. */
  readonly notices: Notices;
}

/** Attempts at a command whose notification another process moves on. */
const attemptsMax = 10;

const About = z.object({ id: DossierId });

@Module({})
export class NotificationsModule {
  static over(parts: NotificationParts): DynamicModule {
    return {
      module: NotificationsModule,
      controllers: [NotificationsController],
      providers: [{ provide: notificationEndpoints, useValue: endpoints(parts) }],
    };
  }
}

function endpoints(parts: NotificationParts): NotificationEndpoints {
  const { store, sealer, reads, clock, notices } = parts;
  const dossierEvents = eventCatalogue(...dossierEventTypes);
  const ports = {
    ...{ store, sealer, reads, notices },
    registry: registryFacts(parts.ask, Date.now),
    reader: viewReader(parts, notifications),
    handle: commandHandler({ store, events: notificationEvents, sealer, attemptsMax, clock }),
    openDossier: async (id: DossierId) =>
      (await openStream({ store, events: dossierEvents, sealer }, streamName('dossier', id), dossier)).state,
    openPetition: async (id: PetitionId) =>
      (await openStream({ store, events: petitionEvents, sealer }, streamName('petition', id), petition)).state,
    openNotification: (stream: string) =>
      openStream({ store, events: notificationEvents, sealer }, stream, notification),
    now: () => instantOf(clock()),
  };
  const run = notificationCommandsOver(ports);
  return {
    command: async (message, headers) => {
      const read = await readCommand<NotificationIntent>(parts, notificationCommands, message, headers);
      return await run({ ...read, ...About.parse({ id: read.id }) });
    },
    list: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, ListNotifications, message, headers);
      return await listNotifications(ports, ask, actor ?? nobody());
    },
    letters: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, ListLetters, message, headers);
      return await listLetters(ports, ask, actor ?? nobody());
    },
    letter: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, ReadLetter, message, headers);
      return await readLetter(ports, ask, actor ?? nobody());
    },
  };
}

function nobody(): never {
  return refuse('RoleNotAllowed', { role: 'anyone' });
}

import {
  DossierId,
  FindCalendar,
  FindCollection,
  FindDossier,
  FindProcedure,
  FindRecipient,
  FindShipments,
  FindUnit,
  ListShipments,
  officeCalendarId,
  postalCommands,
  shipmentEvents,
} from '@hoso/contracts';
import { commandHandler, isDomainError, openStream } from '@hoso/event-sourcing';
import { readCommand, readQuery, type ServiceParts, viewReader } from '@hoso/nest';
import { type WorkingCalendar, workingCalendar } from '@hoso/working-time';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { ShipmentController, type ShipmentEndpoints, shipmentEndpoints } from './shipment/shipment.controller.ts';
import { shipment } from './shipment/shipment.ts';
import type { ShipmentIntent } from './shipment/shipment-command.ts';
import { type ShipmentPorts, shipmentCommands } from './shipment/shipment-commands.ts';
import { shipmentQueries } from './shipment/shipment-queries.ts';
import { shipments } from './shipment/shipments.view.ts';

/** Attempts at a command whose shipment other processes keep moving. */
const attemptsMax = 10;

const About = z.object({ id: DossierId });

@Module({})
export class PostalDeliveryModule {
  static over(parts: ServiceParts): DynamicModule {
    return {
      module: PostalDeliveryModule,
      controllers: [ShipmentController],
      providers: [{ provide: shipmentEndpoints, useValue: endpoints(parts) }],
    };
  }
}

function endpoints(parts: ServiceParts): ShipmentEndpoints {
  const { ask } = parts;
  const ports = portsOf(parts);
  const run = shipmentCommands(ports);
  const queries = shipmentQueries({
    reader: viewReader(parts, shipments),
    reads: parts.reads,
    open: ports.open,
    findRecipient: async (id) => (await ask(FindRecipient, { id })).recipient,
    findUnit: ports.findUnit,
  });
  return {
    command: async (message, headers) => {
      const read = await readCommand<ShipmentIntent>(parts, postalCommands, message, headers);
      return await run({ ...read, ...About.parse({ id: read.id }) });
    },
    find: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, FindShipments, message, headers);
      return await queries.find(question, actor);
    },
    list: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, ListShipments, message, headers);
      return await queries.list(question, actor);
    },
    collection: async (message, headers) => {
      const { ask: question, actor } = await readQuery(parts, FindCollection, message, headers);
      return await queries.collection(question, actor);
    },
  };
}

function portsOf({ store, sealer, clock, ask }: ServiceParts): ShipmentPorts {
  const reading = { store, events: shipmentEvents, sealer };
  // Making a calendar ready for look-ups costs more than asking for it, and a version says the same for ever.
  let ready: WorkingCalendar | undefined;
  return {
    handle: commandHandler({ ...reading, attemptsMax, clock }),
    store,
    open: (stream) => openStream(reading, stream, shipment),
    findProcedure: async (code, on) => (await ask(FindProcedure, { code, on })).procedure,
    findUnit: async (id) => (await ask(FindUnit, { id })).unit,
    findCalendar: async () => {
      const { calendar } = await ask(FindCalendar, { id: officeCalendarId });
      if (ready?.definition.version !== calendar.version) ready = workingCalendar(calendar);
      return ready;
    },
    isSubmitted: async (id) => {
      try {
        await ask(FindDossier, { id });
        return true;
      } catch (error) {
        if (isDomainError(error) && error.code === 'DossierNotFound') return false;
        throw error;
      }
    },
  };
}

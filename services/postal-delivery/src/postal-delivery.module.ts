import {
  CarriageTermsPublished,
  carrierEventTypes,
  type CommandOf,
  DossierId,
  type DossierStatus,
  FindCalendar,
  FindCollection,
  FindDossier,
  FindProcedure,
  FindRecipient,
  FindShipments,
  FindUnit,
  GrantItemRange,
  itemEventTypes,
  ListCarriageTerms,
  ListItemRanges,
  ListShipments,
  officeCalendarId,
  PublishCarriageTerms,
  postalCommands,
  purposeOf,
  StatementReconciled,
  shipmentEventTypes,
} from '@hoso/contracts';
import {
  commandHandler,
  eventCatalogue,
  type HandleCommand,
  instantOf,
  isDomainError,
  openStream,
} from '@hoso/event-sourcing';
import { readCommand, readQuery, type ServiceParts, viewReader } from '@hoso/nest';
import { type WorkingCalendar, workingCalendar } from '@hoso/working-time';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { carrierEndpoints, secretsOf } from './process/carrier-endpoints.ts';
import { refuseUnanswered, sendOrder } from './process/carrier-orders.ts';
import type { PostalParts } from './process/postal-parts.ts';
import { statementEndpoint } from './process/statement-endpoint.ts';
import { carriageTerms, carriageTermsStream } from './carriage/carriage-terms.ts';
import { itemRanges, itemRangesStream } from './item/item-ranges.ts';
import { listItemRanges } from './item/list-item-ranges.ts';
import { ShipmentController, type ShipmentEndpoints, shipmentEndpoints } from './shipment/shipment.controller.ts';
import { shipment } from './shipment/shipment.ts';
import type { ShipmentIntent } from './shipment/shipment-command.ts';
import { type ShipmentPorts, shipmentCommands } from './shipment/shipment-commands.ts';
import { shipmentQueries } from './shipment/shipment-queries.ts';
import { shipments } from './shipment/shipments.view.ts';

/** Attempts at a command whose shipment other processes keep moving. */
const attemptsMax = 10;

/** What this service records. */
const events = eventCatalogue(
  ...shipmentEventTypes,
  ...itemEventTypes,
  ...carrierEventTypes,
  CarriageTermsPublished,
  StatementReconciled,
);

const About = z.object({ id: DossierId });

@Module({})
export class PostalDeliveryModule {
  static over(parts: PostalParts): DynamicModule {
    return {
      module: PostalDeliveryModule,
      controllers: [ShipmentController],
      providers: [{ provide: shipmentEndpoints, useValue: endpoints(parts) }],
    };
  }
}

function endpoints(parts: PostalParts): ShipmentEndpoints {
  const { ask } = parts;
  const ports = portsOf(parts);
  const run = shipmentCommands(ports);
  const reader = viewReader(parts, shipments);
  const queries = shipmentQueries({
    reader,
    reads: parts.reads,
    open: ports.open,
    findRecipient: async (id) => (await ask(FindRecipient, { id })).recipient,
    findUnit: ports.findUnit,
    findCalendar: ports.findCalendar,
    now: () => instantOf(parts.clock()),
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
    ...catalogueEndpoints(parts, ports.handle),
    ...carrierEndpoints(parts, { ...ports, run }),
    statement: statementEndpoint(parts, ports, reader),
  };
}

/** What is told of no dossier: ranges of numbers, terms of carriage. */
function catalogueEndpoints(parts: ServiceParts, handle: HandleCommand) {
  const { store, sealer } = parts;
  return {
    grantRange: async (message, headers) => {
      const { command, context } = await readCommand<RangeIntent>(parts, [GrantItemRange], message, headers);
      return await handle(command, context, itemRangesStream, async (load) => [
        (await load(itemRangesStream, itemRanges)).decide(command),
      ]);
    },
    ranges: async (message, headers) => {
      const { ask: question } = await readQuery(parts, ListItemRanges, message, headers);
      return await listItemRanges({ store, events, sealer }, question);
    },
    publishTerms: async (message, headers) => {
      const { command, context } = await readCommand<TermsIntent>(parts, [PublishCarriageTerms], message, headers);
      return await handle(command, context, carriageTermsStream, async (load) => [
        (await load(carriageTermsStream, carriageTerms)).decide(command),
      ]);
    },
    terms: async (message, headers) => {
      await readQuery(parts, ListCarriageTerms, message, headers);
      const { state } = await openStream({ store, events, sealer }, carriageTermsStream, carriageTerms);
      return { items: [...state] };
    },
  } satisfies Partial<ShipmentEndpoints>;
}

type RangeIntent = CommandOf<typeof GrantItemRange>;
type TermsIntent = CommandOf<typeof PublishCarriageTerms>;

function portsOf(parts: PostalParts): ShipmentPorts {
  const { store, sealer, clock, ask, reads } = parts;
  const reading = { store, events, sealer };
  // Making a calendar ready for look-ups costs more than asking for it, and a version says the same for ever.
  let ready: WorkingCalendar | undefined;
  return {
    handle: commandHandler({ ...reading, attemptsMax, clock }),
    store,
    refuseUnanswered,
    now: () => instantOf(clock()),
    sendOrder: async (carrier, order) =>
      await sendOrder({ ...carrier, secrets: await secretsOf(parts, carrier) }, order, Date.now()),
    findRecipient: async (id, actor) => {
      const fields = ['recipient'];
      await reads.record({ actor, dossiers: [id], fields, purpose: purposeOf(actor), query: 'OrderCarriage' });
      return (await ask(FindRecipient, { id })).recipient;
    },
    open: (stream) => openStream(reading, stream, shipment),
    findProcedure: async (code, on) => (await ask(FindProcedure, { code, on })).procedure,
    findUnit: async (id, on) => (await ask(FindUnit, { id, on })).unit,
    findCalendar: async () => {
      const { calendar } = await ask(FindCalendar, { id: officeCalendarId });
      if (ready?.definition.version !== calendar.version) ready = workingCalendar(calendar);
      return ready;
    },
    findDossier: async (id) => {
      try {
        const { oneStop, status, originals = [] } = (await ask(FindDossier, { id })).dossier;
        return { oneStop, awaitsSupplement: awaiting.includes(status), originals };
      } catch (error) {
        if (isDomainError(error) && error.code === 'DossierNotFound') return undefined;
        throw error;
      }
    },
  };
}

const awaiting: readonly DossierStatus[] = ['supplement-requested', 'appraisal-supplement-requested'];

import {
  CarrierMessage,
  carrierCommands,
  carrierEvents,
  type CommandOf,
  itemEvents,
  ListCarriers,
  refuse,
  ShowCarrierKeys,
  TakeCarrierMessage,
} from '@hoso/contracts';
import { openStream } from '@hoso/event-sourcing';
import { Fault, type Headers, readCommand, readQuery } from '@hoso/nest';
import { localTimeOf } from '@hoso/working-time';
import { type WebhookFault, whyNotTaken } from '@hoso/webhooks';

import { itemStream, itemUse } from '../item/item-use.ts';
import type { ShipmentPorts, shipmentCommands } from '../shipment/shipment-commands.ts';
import { carriers, carriersStream, findCarrier } from '../carrier/carriers.ts';
import { takeMessage } from '../carrier/take-message.ts';
import type { PostalParts } from './postal-parts.ts';

type CarrierIntent = CommandOf<(typeof carrierCommands)[number]>;
type Answers = (message: unknown, headers: Headers) => Promise<unknown>;

interface CarrierPorts extends Pick<ShipmentPorts, 'handle' | 'findCalendar'> {
  readonly run: ReturnType<typeof shipmentCommands>;
}

/** What carriers' own systems say and are told, and who they are. */
export function carrierEndpoints(parts: PostalParts, { handle, run, findCalendar }: CarrierPorts) {
  const { store, sealer } = parts;
  const known = async () =>
    (await openStream({ store, events: carrierEvents, sealer }, carriersStream, carriers)).state;
  return {
    carrier: async (message, headers) => {
      const { command, context, id } = await readCommand<CarrierIntent>(parts, carrierCommands, message, headers);
      const receipt = await handle(command, context, carriersStream, async (load) => [
        (await load(carriersStream, carriers)).decide({ ...command, carrier: id }),
      ]);
      // All carriers share one stream: who registers one is told of that one.
      return { ...receipt, id };
    },
    carriers: async (message, headers) => {
      await readQuery(parts, ListCarriers, message, headers);
      return { items: (await known()).map(({ keysMade: _, keys, ...carrier }) => ({ ...carrier, keys: [...keys] })) };
    },
    carrierKeys: async (message, headers) => {
      const { ask, actor } = await readQuery(parts, ShowCarrierKeys, message, headers);
      if (actor?.role !== 'operator') refuse('RoleNotAllowed', { role: actor?.role ?? 'anyone' });
      const { id, keys } = findCarrier(await known(), ask.id);
      const told = keys.map(async (key) => ({ key, secret: await parts.carrierSecret(id, key) }));
      return { carrier: id, keys: await Promise.all(told) };
    },
    message: async (message) => {
      const { carrier: id, body, headers } = TakeCarrierMessage.ask.parse(message);
      const carrier = findCarrier(await known(), id);
      const bytes = Buffer.from(body, 'base64');
      // The machine's clock: whoever signs knows nothing of the log's.
      const fault = whyNotTaken(
        await secretsOf(parts, { carrier: id, keys: carrier.keys }),
        headers,
        bytes,
        Date.now(),
      );
      if (fault) throw new Fault('Unauthorised', faults[fault]);
      const usesOf = async (item: string) =>
        (await openStream({ store, events: itemEvents, sealer }, itemStream(item), itemUse)).state;
      const localDate = async (instant: string) => localTimeOf(await findCalendar(), instant).date;
      return await takeMessage({ usesOf, localDate, run }, carrier, CarrierMessage.parse(jsonOf(bytes)));
    },
  } satisfies Readonly<Record<string, Answers>>;
}

/** What is signed with now, and what is taken. */
export function secretsOf(
  { carrierSecret }: Pick<PostalParts, 'carrierSecret'>,
  { carrier, keys }: { readonly carrier: string; readonly keys: readonly number[] },
): Promise<readonly string[]> {
  return Promise.all(keys.map((key) => carrierSecret(carrier, key)));
}

const faults: Readonly<Record<WebhookFault, string>> = {
  unsigned: 'WebhookUnsigned',
  malformed: 'WebhookMalformed',
  stale: 'WebhookStale',
  forged: 'WebhookForged',
};

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Fault('InvalidInput', 'MalformedJson');
  }
}

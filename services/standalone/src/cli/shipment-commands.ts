import { FindShipments, ListShipments, routes } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { facts, freshness, print, printList } from './output.ts';
import { addRouteCommand, idOf, type Verb } from './route-commands.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, withPlatform } from './session.ts';

const postal = 'postal@ha-long-post:postal-2201';
const clerk = 'clerk@ha-long-one-stop';

const verbs: Readonly<Record<string, Verb>> = {
  CollectDossier: { verb: 'collect', who: postal },
  SealItem: { verb: 'seal', who: postal },
  SignHandoverMinutes: { verb: 'handover', who: postal },
  HandResultToPost: { verb: 'take-result', who: postal },
  RecordCarrierEvent: { verb: 'track', who: postal },
  InviteRecipient: { verb: 'invite', who: postal },
  DeliverItem: { verb: 'deliver', who: postal },
  ReturnToAgency: { verb: 'return', who: postal },
  TakeItemBack: { verb: 'take-back', who: clerk },
  ReportLossOrDamage: { verb: 'report', who: postal },
  CancelShipment: { verb: 'cancel', who: clerk },
  OrderCarriage: { verb: 'order', who: clerk },
  CollectSupplement: { verb: 'collect-supplement', who: postal },
  SendPapersBack: { verb: 'send-back', who: clerk },
  CollectFee: { verb: 'fee', who: postal },
  RemitFees: { verb: 'remit', who: postal },
  GiveReceiptToPost: { verb: 'give-slip', who: clerk },
  BringReceiptBack: { verb: 'bring-slip', who: postal },
  NotifyDelivery: { verb: 'notify', who: postal },
  ReportForceMajeure: { verb: 'force-majeure', who: postal },
  PayCompensation: { verb: 'compensate', who: postal },
};

export function addShipmentCommands(program: Command): void {
  const shipment = program.command('shipment').description('take a dossier, or its result, by post');
  for (const route of routes) {
    const said = 'command' in route ? verbs[route.command.name] : undefined;
    if ('command' in route && said) addRouteCommand(shipment, route, said, { begins: said.verb === 'collect' });
  }
  addShow(shipment);
  addList(shipment);
}

function addShow(shipment: Command): void {
  const show = shipment.command('show').description("a dossier's shipments").argument('<dossier>', 'its id or code');
  show.option('--at-least <position>', 'wait until the answer holds the event at this position');
  show.action(async (given: string) => {
    const options = GlobalOptions.parse(show.optsWithGlobals());
    await withPlatform(options, postal, async ({ client }) => {
      const path = `/dossiers/${await idOf(client, given)}/shipments`;
      const answer = await client.call({ method: 'GET', path, query: { atLeast: show.opts()['atLeast'] } });
      print(options, answer, () => {
        const { items, ...fresh } = FindShipments.answer.parse(answer);
        return [...items.map((item) => facts(item, '', options.lang)), freshness(options, fresh)].join('\n\n');
      });
    });
  });
}

const Filter = ListShipments.ask.omit({ limit: true, after: true });

function addList(shipment: Command): void {
  const list = shipment.command('list').description('shipments, newest first');
  addSchemaOptions(list, Filter);
  list
    .option('--after <cursor>', 'the `next` of the page before')
    .option('--limit <count>', 'items a page, at most 200', '50');
  list.action(async () => {
    const options = GlobalOptions.parse(list.optsWithGlobals());
    const { limit, after } = z.looseObject({ limit: z.string(), after: z.string().optional() }).parse(list.opts());
    const query = z.record(z.string(), z.union([z.string(), z.number()])).parse(contentOf(Filter, list.opts()));
    await withPlatform(options, 'inspector@inspectorate', ({ client }) =>
      printList(
        options,
        (next) => client.call({ method: 'GET', path: '/shipments', query: { ...query, limit, after: next } }),
        ['item', 'dossier', 'shipment', 'direction', 'status', 'post', 'began'],
        (row) => ['item', 'dossier', 'shipment', 'direction', 'status', 'post', 'beganAt'].map((name) => row[name]),
        after,
      ),
    );
  });
}

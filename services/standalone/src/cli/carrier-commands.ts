import {
  IssueCarrierKey,
  ListCarriers,
  Receipt,
  RegisterCarrier,
  RetireCarrierKey,
  ShowCarrierKeys,
} from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { type CarrierServer, carrierServer } from '../carrier/carrier-server.ts';
import { tellOfOrders } from '../carrier/tell-of-orders.ts';
import type { Client } from './client.ts';
import { facts, print, table } from './output.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, withPlatform } from './session.ts';

const registrar = 'registrar@platform';
const operator = 'operator@platform';

/** The carriers' own systems: who they are, what they sign with, and one that is played. */
export function addCarrierCommands(postal: Command): void {
  addRegister(postal);
  addList(postal);
  addKeys(postal);
  addSimulate(postal);
}

const Content = RegisterCarrier.data.omit({ id: true });

function addRegister(postal: Command): void {
  const register = postal
    .command('carrier')
    .description('register a carrier / đăng ký đơn vị vận chuyển')
    .argument('<carrier>', 'its id, e.g. vnpost');
  addSchemaOptions(register, Content);
  register.action(async (id: string) => {
    const options = GlobalOptions.parse(register.optsWithGlobals());
    const body = contentOf(Content, register.opts());
    await withPlatform(options, registrar, async ({ client }) => {
      const receipt = Receipt.parse(await client.call({ method: 'PUT', path: `/carriers/${id}`, body }));
      print(options, receipt, () => facts({ carrier: id, ...receipt }, '', options.lang));
    });
  });
}

function addList(postal: Command): void {
  const list = postal.command('carriers').description('who carries for which offices / các đơn vị vận chuyển');
  list.action(async () => {
    const options = GlobalOptions.parse(list.optsWithGlobals());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = await client.call({ method: 'GET', path: '/carriers' });
      print(options, answer, () => {
        const rows = ListCarriers.answer
          .parse(answer)
          .items.map((one) => [one.id, one.ordersUrl ?? '–', one.keys.join(', ') || '–', one.offices.join(', ')]);
        return table(['carrier', 'orders', 'keys', 'offices'], rows, options.lang);
      });
    });
  });
}

function addKeys(postal: Command): void {
  const keys = postal
    .command('keys')
    .description("a carrier's secrets, in force now / khóa ký của đơn vị vận chuyển")
    .argument('<carrier>', 'its id')
    .option('--issue', 'make the next one first; two are good at once')
    .option('--retire <key>', 'let one go first, by its number');
  keys.action(async (id: string) => {
    const options = GlobalOptions.parse(keys.optsWithGlobals());
    const { issue, retire } = z
      .looseObject({ issue: z.boolean().optional(), retire: z.string().optional() })
      .parse(keys.opts());
    await withPlatform(options, operator, async ({ client }) => {
      if (retire !== undefined) {
        const body = RetireCarrierKey.data.parse({ key: Number(retire) });
        await client.call({ method: 'POST', path: `/carriers/${id}/key-retirement`, body });
      }
      if (issue)
        await client.call({ method: 'POST', path: `/carriers/${id}/keys`, body: IssueCarrierKey.data.parse({}) });
      const answer = await client.call({ method: 'GET', path: `/carriers/${id}/keys` });
      print(options, answer, () =>
        table(
          ['key', 'secret'],
          ShowCarrierKeys.answer.parse(answer).keys.map(({ key, secret }) => [key, secret]),
          options.lang,
        ),
      );
    });
  });
}

const SimulateOptions = z.looseObject({
  port: z.coerce.number().int().min(0).max(65_535),
  offices: z.array(z.string()).optional(),
  badDay: z.boolean().default(false),
  orders: z.coerce.number().int().min(1).optional(),
  serial: z.coerce.number().int().min(0).max(99_999_999),
});

function addSimulate(postal: Command): void {
  const simulate = postal
    .command('simulate')
    .description("play a carrier's side over HTTP / đóng vai đơn vị vận chuyển")
    .argument('[carrier]', 'its id', 'carrier-trial')
    .option('--port <port>', 'where it takes orders; 0: any that is free', '0')
    .option('--offices <office...>', 'the post offices that it runs; by default that of Hạ Long', ['ha-long-post'])
    .option('--serial <number>', 'the first serial of its numbers', '1')
    .option('--bad-day', 'tell everything twice, out of order, and one thing in two ways')
    .option('--orders <count>', 'end after so many orders');
  simulate.action(async (id: string) => {
    const options = GlobalOptions.parse(simulate.optsWithGlobals());
    const {
      port,
      offices = [],
      badDay,
      orders = Number.POSITIVE_INFINITY,
      serial,
    } = SimulateOptions.parse(simulate.opts());
    await withPlatform(options, operator, async ({ client, url }) => {
      const secrets = () => secretsOf(client, id);
      const telling = tellOfOrders({
        ...{ url: `${url}/carriers/${id}/events`, secrets, badDay, ordersMax: orders },
        say: (line) => console.log(JSON.stringify(line)),
      });
      const server = await carrierServer({ port, serial, secrets, onOrder: telling.onOrder });
      try {
        await registered({ ...options, as: options.as ?? registrar }, id, offices, server);
        if ((await secrets()).length === 0)
          await client.call({ method: 'POST', path: `/carriers/${id}/keys`, body: {} });
        console.log(JSON.stringify({ carrier: id, ordersUrl: server.ordersUrl, ready: true }));
        await telling.done(interrupted());
      } finally {
        await server.close();
      }
    });
  });
}

/** As a registrar: whoever looks at secrets is an operator. */
async function registered(options: GlobalOptions, id: string, offices: readonly string[], server: CarrierServer) {
  const name = { vi: `Đơn vị vận chuyển mô phỏng ${id}`, en: `Simulated carrier ${id}` };
  const body = { name, offices, ordersUrl: server.ordersUrl, source: 'hoso postal simulate' };
  await withPlatform(options, registrar, ({ client }) => client.call({ method: 'PUT', path: `/carriers/${id}`, body }));
}

async function secretsOf(client: Client, id: string): Promise<readonly string[]> {
  const answer = await client.call({ method: 'GET', path: `/carriers/${id}/keys` });
  return ShowCarrierKeys.answer.parse(answer).keys.map(({ secret }) => secret);
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

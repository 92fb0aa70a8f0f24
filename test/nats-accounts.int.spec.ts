import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backends, isHad, mustBeHad, type NatsServer, startNats } from '@hoso/backends';
import * as contracts from '@hoso/contracts';
import { type BusUser, busUsers } from '@hoso/contracts';
import { allPartitions, type Delivery, pause } from '@hoso/event-sourcing';
import { memoryEventStore, someRecordedEvents } from '@hoso/event-sourcing/testing';
import { accountsConfig, type NatsBus, natsBus, passwordVariable, streamNameOf } from '@hoso/messaging/nats';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

const accounts = readFileSync(join(import.meta.dirname, '../infra/nats/accounts.conf'), 'utf8');
const log = memoryEventStore().log.id;
const message = { data: {}, headers: { token: 'signed', traceparent: '00-1-2-01' } };
const limitMs = 2_000;
const notAllowed = { name: 'BusUnusable', reason: 'notAllowed', message: expect.stringContaining('infra/nats') };

it('The accounts of infra/nats are those of the contracts: node infra/nats/write-accounts.mjs', () => {
  expect(accounts).toBe(accountsConfig(busUsers));
});

it('Services ask where the table lets them', () => {
  const services = join(import.meta.dirname, '../services');
  const subjects = new Map(
    Object.entries(contracts).flatMap(([name, type]) =>
      typeof type === 'object' && 'subject' in type ? [[name, String(type.subject)] as const] : [],
    ),
  );
  let found = 0;
  for (const { name, asks } of busUsers) {
    const folder = join(services, name, 'src');
    if (!existsSync(folder)) continue;
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!spec)\.ts$/.test(file),
    );
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [, asked = '', other = asked] of text.matchAll(/\bask\((\w+)|\b([A-Z]\w+)\.subject\b/g)) {
        const subject = subjects.get(other);
        if (subject === undefined || subject.startsWith(`${name}.`)) continue;
        found++;
        expect(`${name} asks ${subject}: ${asks.includes(subject)}`).toBe(`${name} asks ${subject}: true`);
      }
    }
  }
  expect(found).toBeGreaterThan(8);
});

const had = await backends.nats();

if (!isHad(had) && !mustBeHad('nats')) describe.skip(had.missing, () => it('NATS', () => undefined));
else {
  describe('On the bus', () => {
    let server: NatsServer;
    const open: NatsBus[] = [];
    beforeAll(async () => {
      for (const { name } of busUsers) process.env[passwordVariable(name)] = passwordOf(name);
      server = await startNats({ config: accounts });
      const relay = await login('relay', { declares: async () => 1 });
      await relay.publish(await someRecordedEvents(9));
    });
    afterAll(async () => {
      for (const bus of open) await bus.close();
      await server.stop();
    });

    const login = async (name: string, options: { readonly declares?: () => Promise<number> } = {}) => {
      // The gateway has nothing to do with the log, and could not even look at its stream.
      const carried = busUsers.some((user) => user.name === name && (user.follows || user.relays)) ? { log } : {};
      const bus = await natsBus({ url: urlOf(server, name), service: name, ...carried, ...options });
      open.push(bus);
      return bus;
    };

    it.each(busUsers.filter(({ answers }) => answers !== undefined))(
      '$name answers in its own name, and nobody hears what it is asked',
      async ({ name, answers = '' }) => {
        const bus = await login(name);
        await bus.reply(`${answers}.commands.spec`, answers, async ({ headers }) => headers);
        // Its policies ask it, too.
        expect(await bus.request(`${answers}.commands.spec`, message, limitMs)).toEqual(message.headers);
        for (const other of busUsers) {
          if (other.name === name || other.answers === answers) continue;
          const stranger = await login(other.name);
          await expect(stranger.reply(`${answers}.commands.spec`, other.name, async () => 1)).rejects.toMatchObject(
            notAllowed,
          );
        }
        await expect(bus.reply(`${answers}.commands.spec`, 'another-queue', async () => 1)).rejects.toMatchObject(
          notAllowed,
        );
      },
    );

    it.each(busUsers.filter(({ asks }) => asks.length > 0))('$name may ask what it has to', async ({ name, asks }) => {
      const bus = await login(name);
      for (const subject of asks) {
        // Nobody is there, but he may ask.
        await expect(bus.request(`${subject}`, message, limitMs)).rejects.toMatchObject({ name: 'NoResponder' });
      }
    });

    it.each(busUsers.filter(({ follows }) => follows))('$name follows the log', async ({ name }) => {
      const bus = await login(name);
      expect(await bus.published()).toBe(10);
      const met: Delivery[] = [];
      const consumption = await bus.consume(`view-of-${name}`, [0, 1, 2], async (batch) => void met.push(...batch));
      await consumption.close();
      const whole = await bus.consume(`whole-of-${name}`, allPartitions, async (batch) => void met.push(...batch));
      await whole.close();
    });

    it('only the relay publishes, and what it publishes arrives', async () => {
      const events = await someRecordedEvents(busUsers.length + 9);
      const met: Delivery[] = [];
      const audit = await login('audit');
      await audit.consume('c', allPartitions, async (batch) => void met.push(...batch));
      for (const { name } of busUsers.filter(({ follows }) => follows)) {
        await expect((await login(name)).publish(events.slice(10, 11))).rejects.toMatchObject(notAllowed);
      }
      await (await login('relay')).publish(events.slice(10));
      while (met.length < busUsers.length) await pause(5);
      expect(met.map(({ event }) => event)).toEqual(events.slice(10));
    });

    it("postal-delivery can neither publish events nor call audit's commands, nor touch the stream", async () => {
      const audit = await login('audit');
      let calls = 0;
      await audit.reply('audit.commands.import', 'audit', async () => ++calls);
      const postal = await login('postal-delivery');
      await expect(postal.request('audit.commands.import', message, limitMs)).rejects.toMatchObject(notAllowed);
      await expect(postal.request('intake.commands.dossier', message, limitMs)).rejects.toMatchObject(notAllowed);
      const url = new URL(urlOf(server, 'postal-delivery'));
      const raw = await connect({
        servers: url.host,
        user: url.username,
        pass: url.password,
        inboxPrefix: '_INBOX.postal-delivery',
      });
      const admin = await jetstreamManager(raw, { checkAPI: false });
      const stream = streamNameOf(log);
      await expect(admin.streams.delete(stream)).rejects.toThrow();
      await expect(admin.streams.purge(stream)).rejects.toThrow();
      await expect(admin.streams.deleteMessage(stream, 1)).rejects.toThrow();
      await expect(admin.consumers.delete(stream, 'c')).rejects.toThrow();
      raw.publish(`${log}.events.0.shipment.ShipmentDelivered`, '{}');
      await raw.flush();
      await raw.close();
      expect(await audit.published()).toBe(busUsers.length + 10);
      expect(calls).toBe(0);
    });

    it('nobody gets in without his password', async () => {
      const url = urlOf(server, 'intake').replace(passwordOf('intake'), 'guessed');
      const refused = await natsBus({ url, service: 'intake' }).catch((error: unknown) => error);
      expect(refused).toMatchObject({ name: 'BusUnusable', reason: 'refused' });
      expect(String(refused)).not.toContain('guessed');
    });
  });
}

function passwordOf(name: BusUser['name']): string {
  return `secret-of-${name}`;
}

function urlOf({ url }: NatsServer, name: string): string {
  const own = new URL(url);
  own.username = name;
  own.password = passwordOf(name);
  return own.href;
}

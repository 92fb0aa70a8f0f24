import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CommandAnswer,
  Actor,
  FindCalendar,
  FindProcedure,
  FindUnit,
  ListProcedures,
  ListUnits,
  officeCalendarId,
  type QueryType,
  type Receipt,
} from '@hoso/contracts';
import { type Bus, type EventStore, type Follower, LogTail, type View, viewFollower } from '@hoso/event-sourcing';
import { memoryEventStore, memoryViewStore } from '@hoso/event-sourcing/testing';
import { inProcessBus } from '@hoso/messaging';
import { BusStrategy, RefusalFilter, type ServiceParts } from '@hoso/nest';
import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { z } from 'zod';
import { registry, type SeedCommand, seedActor, seedCommands } from '../src/index.ts';

const now = Date.parse('2022-01-04T01:00:00.000Z');
const occurredAt = '2022-01-01T00:00:00.000Z';
const tokenOf = (actor: Actor) => JSON.stringify(actor);
const unused = () => Promise.reject(new Error('the registry has no personal data and asks nobody'));

let bus: Bus;
let store: EventStore;
let service: INestMicroservice;
let followers: readonly Follower[];

beforeEach(async () => {
  store = memoryEventStore(() => now);
  bus = inProcessBus({ publishedUpTo: await store.head() });
  const parts: ServiceParts = {
    ...{ store, tail: new LogTail(store), views: memoryViewStore(), sealer: { seal: unused, open: unused } },
    ...{ clock: () => now, ask: unused, verify: async (token) => Actor.parse(JSON.parse(token ?? 'null')) },
  };
  service = await NestFactory.createMicroservice(registry.module(parts), {
    ...{ strategy: new BusStrategy(bus, registry.name), logger: false },
  });
  service.useGlobalFilters(new RefusalFilter());
  await service.listen();
  const follow = async (view: View<unknown>) =>
    viewFollower({
      store,
      bus,
      clock: parts.clock,
      view,
      generation: await parts.views.live(view),
      limits: { lookEveryMs: 20 },
    });
  followers = await Promise.all(registry.views.map(follow));
});

afterEach(async () => {
  await service.close();
  await Promise.all(followers.map((follower) => follower.close()));
  await bus.close();
  await store.close();
});

async function send({ subject, ...command }: SeedCommand, actor: Actor = seedActor): Promise<Receipt> {
  return CommandAnswer.parse(
    await bus.request(subject, { data: { ...command, occurredAt }, headers: { token: tokenOf(actor) } }, 5_000),
  );
}

async function ask<Ask extends z.ZodObject, Answer extends z.ZodType>(
  { subject, answer }: QueryType<Ask, Answer>,
  question: z.input<Ask>,
): Promise<z.output<Answer>> {
  return answer.parse(await bus.request(subject, { data: question, headers: {} }, 5_000));
}

async function sendAll(): Promise<number> {
  const receipts: Receipt[] = [];
  for (const command of seedCommands()) receipts.push(await send(command));
  return Math.max(...receipts.map(({ position }) => position));
}

describe('The registry', () => {
  it('is filled by its seed, and not again by sending it again', async () => {
    const atLeast = await sendAll();
    expect(await store.head()).toBe(seedCommands().length + 1);
    expect(await sendAll()).toBe(atLeast);
    expect(await store.head()).toBe(atLeast);
  });

  it('answers from what was sent', async () => {
    const atLeast = await sendAll();
    const { procedure, versions } = await ask(FindProcedure, { code: '1.001193', on: '2022-03-15', atLeast });
    expect(procedure).toMatchObject({
      version: 1,
      name: { vi: 'Đăng ký khai sinh' },
      terms: { post: { unit: 'sameDay' } },
    });
    expect(versions).toEqual([{ version: 1, effectiveFrom: '2019-01-06' }]);
    expect(await ask(FindUnit, { id: 'ha-long-one-stop', atLeast })).toMatchObject({ unit: { kind: 'one-stop' } });
    const { calendar, completeUpTo } = await ask(FindCalendar, { id: officeCalendarId, atLeast });
    expect([calendar.version, calendar.knownFrom, calendar.knownTo]).toEqual([1, 2022, 2027]);
    expect(completeUpTo).toBeGreaterThanOrEqual(atLeast);
  });

  it('lists page by page, in order, none twice and none left out', async () => {
    const atLeast = await sendAll();
    const codes: string[] = [];
    for (let after: string | undefined; ; ) {
      const { items, next } = await ask(ListProcedures, {
        limit: 10,
        atLeast,
        ...(after === undefined ? {} : { after }),
      });
      codes.push(...items.map(({ code }) => code));
      if (next === undefined) break;
      after = next;
    }
    expect(codes.length).toBe(23);
    expect(codes).toEqual([...new Set(codes)].sort());
    const units = await ask(ListUnits, { atLeast });
    expect(units.items.map(({ id }) => id)).toContain('inspectorate');
  });

  it('knows the version in force on a day, by default today', async () => {
    await sendAll();
    const [birth] = seedCommands().filter(({ id }) => id === '1.001193');
    if (!birth) throw new Error('the seed has no birth registration');
    const data = { ...birth.data, effectiveFrom: '2022-03-01', fee: { amount: 5_000 } };
    const { position: atLeast } = await send({ ...birth, commandId: '0190a1b2-0000-7000-8000-000000000001', data });
    const feeOn = async (on?: string) =>
      (await ask(FindProcedure, { code: '1.001193', atLeast, ...(on === undefined ? {} : { on }) })).procedure.fee
        .amount;
    expect([await feeOn(), await feeOn('2022-02-28'), await feeOn('2022-03-01')]).toEqual([0, 0, 5_000]);
    await expect(feeOn('2018-12-31')).rejects.toMatchObject({
      code: 'ProcedureNotFound',
      params: { on: '2018-12-31' },
    });
  });

  it('takes a correction for the same date, and does not lose it to its own seed', async () => {
    await sendAll();
    const [birth] = seedCommands().filter(({ id }) => id === '1.001193');
    if (!birth) throw new Error('the seed has no birth registration');
    const registrar: Actor = { id: 'registrar-1', role: 'registrar', unit: 'platform' };
    const data = { ...birth.data, fee: { amount: 5_000 } };
    await send({ ...birth, commandId: '0190a1b2-0000-7000-8000-000000000002', data }, registrar);
    const atLeast = await sendAll();
    const { procedure, versions } = await ask(FindProcedure, { code: '1.001193', on: '2022-03-15', atLeast });
    expect(procedure).toMatchObject({ version: 2, fee: { amount: 5_000 } });
    expect(versions.map(({ effectiveFrom }) => effectiveFrom)).toEqual(['2019-01-06', '2019-01-06']);
    const released = { ...birth, commandId: '0190a1b2-0000-7000-8000-000000000003', data: { ...birth.data, fee: {} } };
    await expect(send(released)).rejects.toMatchObject({ code: 'AlreadyCorrected' });
  });

  it.each([
    [FindProcedure, { code: '9.999999' }, 'ProcedureNotFound'],
    [FindUnit, { id: 'nowhere' }, 'UnitNotFound'],
    [FindCalendar, { id: officeCalendarId, version: 2 }, 'CalendarNotFound'],
  ] as const)('says so of what it does not know', async ({ subject }, question, code) => {
    const asked = bus.request(subject, { data: question, headers: {} }, 5_000);
    await expect(asked).rejects.toMatchObject({ name: 'DomainError', code });
  });

  it('takes commands from registrars only, whatever the message says of its sender', async () => {
    const [command] = seedCommands();
    if (!command) throw new Error('the seed is empty');
    const clerk: Actor = { id: 'clerk-0701', role: 'clerk', unit: 'ha-long-one-stop' };
    await expect(send(command, clerk)).rejects.toMatchObject({ code: 'RoleNotAllowed', params: { role: 'clerk' } });
    expect(await store.head()).toBe(1);
  });

  it('takes a command only at the version that its sender has seen', async () => {
    const [command] = seedCommands();
    if (!command) throw new Error('the seed is empty');
    const { subject, ...message } = command;
    const data = { ...message, occurredAt, ifVersion: 4 };
    const sent = bus.request(subject, { data, headers: { token: tokenOf(seedActor) } }, 5_000);
    await expect(sent).rejects.toMatchObject({ code: 'StaleVersion', params: { expected: 4, actual: 0 } });
  });
});

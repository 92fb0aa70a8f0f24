import 'reflect-metadata';
import { refusals } from '@hoso/contracts';
import { type Bus, DomainError, type Handler, isDomainError, type Message, NoResponder } from '@hoso/event-sourcing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Inject, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { of } from 'rxjs';
import { z } from 'zod';
import { BusContext, BusStrategy } from './bus-strategy.ts';
import { ProblemFilter, sendProblem } from './problem.filter.ts';
import { RefusalFilter } from './refusal.filter.ts';
import { Unauthorised } from './tokens.ts';

const Greeting = z.strictObject({ name: z.string().min(2) });

/** A bus whose two sides share nothing but JSON, as over a network: of an error, name, code and params arrive. */
function jsonBus(): Bus {
  const handlers = new Map<string, Handler>();
  const unused = () => Promise.reject(new Error('no events here'));
  return {
    async reply(subject, _queue, handler) {
      const inHand = new Set<Promise<unknown>>();
      handlers.set(subject, (message) => {
        const answer = handler(message);
        inHand.add(answer);
        return answer;
      });
      return {
        close: async () => {
          handlers.delete(subject);
          await Promise.allSettled(inHand);
        },
      };
    },
    async request(subject, message) {
      const handler = handlers.get(subject);
      if (!handler) throw new NoResponder(subject, 'nobody');
      const sent: Message = JSON.parse(JSON.stringify(message));
      const wire = await handler(sent).then(
        (ok) => JSON.stringify({ ok }),
        (error) => JSON.stringify({ name: error.name, code: error.code, params: error.params }),
      );
      const { ok, ...error } = JSON.parse(wire);
      if (error.name === undefined) return ok;
      throw Object.assign(new Error(error.code), error);
    },
    publish: unused,
    published: unused,
    consume: unused,
    close: async () => {
      handlers.clear();
      return [];
    },
  };
}

let release: () => void = () => {};

@Controller()
class GreetingController {
  @MessagePattern('greeting.greet')
  greet(@Payload() message: unknown, @Ctx() { headers }: BusContext) {
    const { name } = Greeting.parse(message);
    if (name === 'twice') throw new DomainError('CommandIdReused', { commandId: name });
    if (name === 'nobody') throw new Unauthorised('TokenExpired');
    if (name === 'broken') throw new TypeError('Nguyễn Văn A');
    return { hello: name, language: headers['language'] };
  }

  @MessagePattern('greeting.nothing')
  nothing() {}

  @MessagePattern('greeting.stream')
  stream() {
    return of(1, 2, 3);
  }

  @MessagePattern('greeting.slow')
  slow() {
    return new Promise((resolve) => {
      release = () => resolve('late');
    });
  }
}

@Module({ controllers: [GreetingController] })
class GreetingModule {}

@Controller()
class OldController {
  @EventPattern('greeting.happened')
  happened(@Payload() _event: unknown) {}
}

@Module({ controllers: [OldController] })
class OldModule {}

async function startService(bus: Bus, report: (line: string) => void, closeMs?: number) {
  const strategy = new BusStrategy(bus, 'greeting', closeMs);
  const service = await NestFactory.createMicroservice(GreetingModule, { strategy, logger: false });
  service.useGlobalFilters(new RefusalFilter(report));
  await service.listen();
  return service;
}

const ask = (bus: Bus, subject: string, data: unknown, headers = {}) => bus.request(subject, { data, headers }, 60_000);

describe('A service on a bus', () => {
  let bus: Bus;
  let service: Awaited<ReturnType<typeof startService>>;
  let reports: string[];
  beforeEach(async () => {
    reports = [];
    bus = jsonBus();
    service = await startService(bus, (line) => reports.push(line));
  });

  it('answers with what its handlers answer, and gives them the headers', async () => {
    expect(await ask(bus, 'greeting.greet', { name: 'Lan' }, { language: 'vi' })).toEqual({
      hello: 'Lan',
      language: 'vi',
    });
    expect(await ask(bus, 'greeting.nothing', {})).toBeUndefined();
    expect(await ask(bus, 'greeting.stream', {})).toBe(3);
  });

  it('lets refusals cross with code and params', async () => {
    const refusal = await ask(bus, 'greeting.greet', { name: 'twice' }).catch((error: unknown) => error);
    expect(isDomainError(refusal)).toBe(true);
    expect(refusal).toMatchObject({ code: 'CommandIdReused', params: { commandId: 'twice' } });
    await expect(ask(bus, 'greeting.greet', { name: 'nobody' })).rejects.toMatchObject({
      name: 'Unauthorised',
      code: 'TokenExpired',
    });
    await expect(ask(bus, 'greeting.greet', { name: '' })).rejects.toMatchObject({
      name: 'InvalidInput',
      code: 'InvalidInput',
    });
    expect(reports).toEqual([]);
  });

  it('keeps what nobody expected to itself and reports it once, without what was entered', async () => {
    const fault = await ask(bus, 'greeting.greet', { name: 'broken' }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'Internal', code: 'Internal', params: { reference: expect.any(String) } });
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatch(/^fault \S{36}\nTypeError\n\s+at .*shell\.spec\.ts/);
    expect(JSON.stringify([fault, reports])).not.toContain('Nguyễn');
  });

  it('waits for the requests in flight when it is closed, and takes no more', async () => {
    const late = ask(bus, 'greeting.slow', {});
    await new Promise(setImmediate);
    let closed = false;
    const closing = service.close().then(() => {
      closed = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(ask(bus, 'greeting.greet', { name: 'Lan' })).rejects.toMatchObject({ name: 'NoResponder' });
    expect(closed).toBe(false);
    release();
    expect(await late).toBe('late');
    await closing;
    expect(closed).toBe(true);
  });

  it('closes without a request that never comes to its end', async () => {
    const other = jsonBus();
    const hurried = await startService(other, () => undefined, 20);
    void ask(other, 'greeting.slow', {});
    await new Promise(setImmediate);
    await hurried.close();
    await expect(ask(other, 'greeting.greet', { name: 'Lan' })).rejects.toMatchObject({ name: 'NoResponder' });
  });

  it('does not start with handlers of events', async () => {
    const strategy = new BusStrategy(bus, 'old');
    const old = await NestFactory.createMicroservice(OldModule, { strategy, logger: false });
    await expect(old.listen()).rejects.toThrow('followers');
  });
});

@Controller()
class EdgeController {
  constructor(@Inject('Bus') private readonly bus: Bus) {}

  @Post('greetings')
  greet(@Body() body: unknown) {
    return ask(this.bus, 'greeting.greet', body);
  }

  @Get('nobody')
  nobody() {
    return ask(this.bus, 'unheard.of', {});
  }

  @Get('broken')
  broken() {
    throw new TypeError('Nguyễn Văn A');
  }
}

describe('The HTTP edge', () => {
  let app: NestFastifyApplication;
  const reports: string[] = [];
  const report = (line: string) => reports.push(line);
  beforeAll(async () => {
    const bus = jsonBus();
    await startService(bus, report);
    @Module({ controllers: [EdgeController], providers: [{ provide: 'Bus', useValue: bus }] })
    class EdgeModule {}
    const adapter = new FastifyAdapter({
      bodyLimit: 1_000,
      // Fastify's own type of this function cannot be named here.
      frameworkErrors: (...met: readonly unknown[]) =>
        Reflect.apply(sendProblem, undefined, [...met.slice(0, 3), refusals, report]),
    });
    app = await NestFactory.create<NestFastifyApplication>(EdgeModule, adapter, { logger: false });
    app.useGlobalFilters(new ProblemFilter(refusals, report));
    await app.init();
    adapter.getInstance().removeContentTypeParser(['text/plain', 'application/x-www-form-urlencoded']);
  });
  afterAll(() => app.close());

  const post = (payload: string, headers = {}) =>
    app.inject({
      method: 'POST',
      url: '/greetings',
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('hands good input on', async () => {
    const answer = await post('{"name":"Lan"}');
    expect([answer.statusCode, answer.json()]).toEqual([201, { hello: 'Lan' }]);
  });

  it.each([
    ['a wrong field', '{"name":1}', {}, 400, 'InvalidInput'],
    ['JSON that is none', '{"name":"Nguyễn', {}, 400, 'MalformedJson'],
    ['an empty body', '', {}, 400, 'MalformedJson'],
    ['a body that poisons prototypes', '{"__proto__":{"a":1},"name":"Lan"}', {}, 400, 'MalformedJson'],
    ['a body that is too large', JSON.stringify({ name: 'x'.repeat(2_000) }), {}, 413, 'BodyTooLarge'],
    ['another media type', 'name=Lan', { 'content-type': 'text/plain' }, 415, 'UnsupportedMediaType'],
    ['a media type that is none', 'name=Lan', { 'content-type': '?' }, 415, 'UnsupportedMediaType'],
    ['a refusal', '{"name":"twice"}', {}, 409, 'CommandIdReused'],
    ['a token that expired', '{"name":"nobody"}', {}, 401, 'TokenExpired'],
    ['a fault of a service', '{"name":"broken"}', {}, 500, 'Internal'],
  ])('answers %s with a problem', async (_, payload, headers, status, code) => {
    const answer = await post(payload, headers);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ status, code, type: `/problems/${code}` });
    expect(answer.statusCode).toBe(status);
    expect(answer.body).not.toContain('Nguyễn');
  });

  it.each([
    ['/nowhere', 404, 'RouteNotFound'],
    ['/greetings/%zz', 400, 'BadRequest'],
    ['/nobody', 503, 'NoResponder'],
    ['/broken', 500, 'Internal'],
  ])('answers %s with a problem', async (url, status, code) => {
    const answer = await app.inject({ url });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.headers['retry-after']).toBe(status === 503 ? '1' : undefined);
  });

  it('names the field that a service refused, in the language of the reader', async () => {
    const vi = await post('{"name":1}');
    const en = await post('{"name":1}', { 'accept-language': 'en-GB,en;q=0.9,vi;q=0.1' });
    expect([vi.headers['content-language'], en.headers['content-language']]).toEqual(['vi', 'en']);
    expect(vi.json().errors).toEqual([
      { field: 'name', reason: 'Phải là một văn bản, không phải một số', code: 'invalid_type' },
    ]);
    expect(en.json().errors[0].reason).toBe('Must be a text, not a number');
  });

  it('refers to the one report of a fault, wherever it happened', async () => {
    for (const answered of [() => post('{"name":"broken"}'), () => app.inject({ url: '/broken' })]) {
      reports.length = 0;
      const { instance } = (await answered()).json();
      expect(reports).toHaveLength(1);
      expect(reports[0]).toContain(`fault ${instance.replace('urn:uuid:', '')}\nTypeError`);
    }
  });
});

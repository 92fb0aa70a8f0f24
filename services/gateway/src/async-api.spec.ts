import { beforeAll, describe, expect, it } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { publishedCommands, publishedEvents, publishedQueries, refusals } from '@hoso/contracts';
import { allPartitions, type RecordedEvent } from '@hoso/event-sourcing';
import { toMessage } from '@hoso/messaging/nats';
import { z } from 'zod';
import { asyncApi } from './async-api.ts';

const Ref = z.object({ $ref: z.string() });
const Schema = z.record(z.string(), z.unknown());
const Message = z.looseObject({
  title: z.string().optional(),
  summary: z.string().optional(),
  headers: Schema.optional(),
  payload: Schema,
});
const Channel = z.looseObject({ address: z.string().nullable(), messages: z.record(z.string(), Message) });
/** The document with every reference followed. */
const Channels = z.looseObject({ channels: z.record(z.string(), Channel) });
const Operation = z.looseObject({
  action: z.enum(['send', 'receive']),
  summary: z.string().min(1),
  description: z.string().min(1),
  reply: z.looseObject({ messages: z.array(Ref) }).optional(),
});
const Document = z.looseObject({
  asyncapi: z.string().regex(/^3\.\d+\.\d+$/),
  channels: z.record(z.string(), Channel),
  operations: z.record(z.string(), Operation),
});

const text = JSON.stringify(asyncApi());
const { channels, operations } = Document.parse(JSON.parse(text));
const types = Object.entries(publishedEvents).flatMap(([category, all]) => all.map((type) => ({ category, type })));
const requests = [
  ...publishedCommands.map(({ command, summary }) => ({ ...command, summary })),
  ...publishedQueries.map(({ query, summary }) => ({ ...query, summary })),
];
const namesOf = (action: 'send' | 'receive') =>
  Object.entries(operations).flatMap(([name, operation]) => (operation.action === action ? [name] : []));

describe('The AsyncAPI document', () => {
  it('has every type of event once, with a message for each version of its schema', () => {
    expect(namesOf('send').sort()).toEqual(types.map(({ type }) => type.name).sort());
    const told = Object.entries(channels).filter(([name]) => name.startsWith('events.'));
    expect(told.map(([name, { messages }]) => [name, Object.keys(messages)])).toEqual(
      types.map(({ type: { name, version } }) => [
        `events.${name}`,
        Array.from({ length: version }, (_, before) => `${name}.${before + 1}`),
      ]),
    );
  });

  it('has every command and query once, at its subject, with its answer and its failures', () => {
    expect(namesOf('receive').sort()).toEqual(requests.map(({ name }) => name).sort());
    const told = Object.values(channels).flatMap(({ address, messages }) =>
      Object.keys(messages).map((name) => `${address} ${name}`),
    );
    expect(told.filter((line) => /^[a-z-]+\.(commands|queries)\./.test(line)).sort()).toEqual(
      requests.map(({ name, subject }) => `${subject} ${name}`).sort(),
    );
    const answers = namesOf('receive').map((name) => operations[name]?.reply?.messages.map(({ $ref }) => $ref));
    expect(answers.filter((all) => all?.length !== 3 || !all.at(-1)?.endsWith('/Failed'))).toEqual([]);
  });

  it('says each in English and Vietnamese, and every refusal', () => {
    for (const { name, summary } of requests) {
      expect(operations[name]).toMatchObject({
        summary: summary.en,
        description: expect.stringContaining(summary.vi),
      });
    }
    const refused = JSON.stringify(channels['inbox']?.messages['Refused']);
    expect(Object.keys(refusals).filter((code) => !refused.includes(`"const":"${code}"`))).toEqual([]);
  });
});

const sealed = { kid: 'k', iv: 'AAAA', ct: 'AAAA', tag: 'AAAA' };
const submitted = {
  procedure: '1.001193',
  channel: 'post',
  oneStop: 'ha-long-one-stop',
  applicant: sealed,
  returnBy: 'post',
};

/** An event as a store has it. */
function recorded(type: string, category: string, schemaVersion: number, data: unknown): RecordedEvent {
  const id = '0192f1a0-0000-8000-8000-000000000002';
  const body = {
    ...{ log: '0192f1a0-0000-7000-8000-000000000009', id, commandId: id, commandType: 'Told', correlationId: id },
    ...{ type, schemaVersion, stream: `${category}-1`, version: 1, occurredAt: '2022-01-04T01:00:00.000Z' },
    ...{ actor: { id: 'clerk-0702', role: 'clerk', unit: 'ha-long-one-stop' }, data, sealed: ['/applicant'] },
  };
  return { position: 2, recordedAt: Date.parse(body.occurredAt), partition: 15, body: JSON.stringify(body) };
}

function at(schema: z.infer<typeof Schema>, way: readonly string[]): z.infer<typeof Schema> {
  return way.reduce((inner, step) => Schema.parse(inner[step]), schema);
}

describe('The parser of AsyncAPI', () => {
  let resolved: z.infer<typeof Channels>;
  let complaints: readonly unknown[];
  beforeAll(async () => {
    const { document, diagnostics } = await new Parser().parse(text);
    complaints = diagnostics.map(({ code, message, path }) => ({ code, message, path }));
    resolved = Channels.parse(document?.json());
  }, 120_000);

  const messageOf = (type: string, version: number) =>
    Message.parse(resolved.channels[`events.${type}`]?.messages[`${type}.${version}`]);

  it('finds nothing to say against it', () => expect(complaints).toEqual([]));

  it.each(types.map(({ category, type }) => [type.name, category, type.version] as const))(
    'reads subject and headers of %s as NATS carries them',
    (name, category, version) => {
      const { log, subject, headers } = toMessage(recorded(name, category, version, {}));
      const address = channels[`events.${name}`]?.address ?? '';
      expect(address.replace('{log}', log).replace('{partition}', '15')).toBe(subject);
      const known = z.fromJSONSchema(messageOf(name, version).headers ?? {});
      expect(known.parse(headers)).toEqual(headers);
      expect(known.safeParse({ ...headers, 'ce-schemaversion': String(version + 1) }).success).toBe(false);
      for (const header of Object.keys(headers)) {
        expect(known.safeParse({ ...headers, [header]: undefined }).success).toBe(false);
      }
    },
  );

  it('takes a stored body with its personal fields sealed, and none with one in the clear', () => {
    const accepts = (version: number, schemaVersion: number, data: unknown): boolean => {
      const { payload } = toMessage(recorded('DossierSubmitted', 'dossier', schemaVersion, data));
      const known = z.fromJSONSchema(messageOf('DossierSubmitted', version).payload);
      return known.safeParse(JSON.parse(payload)).success;
    };
    const collected = { ...submitted, collected: { post: 'ha-long-post', shipment: 1 } };
    expect([accepts(1, 1, submitted), accepts(2, 2, submitted), accepts(2, 2, collected)]).toEqual([true, true, true]);
    expect([accepts(1, 1, collected), accepts(1, 2, submitted), accepts(2, 1, submitted)]).toEqual([
      false,
      false,
      false,
    ]);
    const clear = { ...submitted, applicant: { kind: 'citizen', name: 'Nguyễn Thị Hoa' } };
    expect(accepts(2, 2, clear)).toBe(false);
  });

  it.each(types.filter(({ type }) => type.personal.length > 0).map(({ type }) => [type.name, type] as const))(
    'shows every personal field of %s sealed',
    (name, { version, personal }) => {
      const data = ['properties', 'data'];
      const { payload } = messageOf(name, version);
      const ways = personal.map((path) => path.flatMap((step) => (step === '*' ? ['items'] : ['properties', step])));
      const found = ways.map((way) => at(payload, [...data, ...way]));
      const key = { type: 'object', required: ['kid', 'iv', 'ct', 'tag'] };
      expect(found).toEqual(ways.map(() => expect.objectContaining({ allOf: [expect.objectContaining(key)] })));
      expect(found.filter((field) => 'anyOf' in field)).toEqual([]);
    },
  );

  it('knows the partitions', () => {
    const { parameters } = z
      .looseObject({ parameters: z.object({ partition: z.looseObject({ enum: z.array(z.string()) }) }) })
      .parse(resolved.channels['events.DossierSubmitted']);
    expect(parameters.partition.enum).toEqual(allPartitions.map(String));
  });
});

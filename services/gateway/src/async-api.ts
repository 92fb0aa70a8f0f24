import { CommandAnswer, CommandMessage, grantWords, publishedCommands, publishedQueries } from '@hoso/contracts';
import { z } from 'zod';
import { eventChannels, eventOperations, eventParameters, eventSchemas } from './async-api-events.ts';
import { type JsonSchemasByName, jsonSchemas, together } from './json-schemas.ts';
import { failureMessages } from './async-api-failures.ts';

/** A part of the document. */
type Part = Readonly<Record<string, unknown>>;

/** AsyncAPI 3.1 of everything that crosses the bus, made from the contracts: commands, queries and events. */
export function asyncApi(): Part {
  const requests = jsonSchemas(requestSchemas(), 'input');
  const answers = jsonSchemas(answerSchemas(), 'output');
  const events = jsonSchemas(eventSchemas(), 'stored');
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Hoso',
      version: '0.1.0',
      description:
        'Administrative dossiers, replayable and provable: what crosses the bus, told from where the services stand. ' +
        'They receive commands and queries, and send events.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      nats: {
        host: '{host}',
        protocol: 'nats',
        description: 'As `BUS_URL` names it. The embedded platform carries the same messages inside its process.',
        variables: { host: { default: 'localhost:4222' } },
        security: [{ $ref: '#/components/securitySchemes/user' }],
      },
    },
    channels: {
      ...requestChannels(requests.asked),
      inbox: inbox(answers.asked),
      ...eventChannels(events.asked),
    },
    operations: { ...requestOperations(), ...eventOperations() },
    components: {
      schemas: together([requests, answers, events]),
      parameters: eventParameters,
      messageTraits: { request: { headers: requestHeaders } },
      securitySchemes: { user: { type: 'userPassword', description: 'Each service has a user of its own.' } },
    },
  };
}

const requestHeaders = {
  type: 'object',
  description: 'Values are percent-encoded where they are not printable ASCII.',
  properties: {
    token: { type: 'string', description: 'A token signed by the platform: who asks. The service checks it itself.' },
    traceparent: { type: 'string', description: 'W3C Trace Context' },
  },
};

/** Commands and queries alike: a name, a subject, words, and how the answer is called. */
const requests = [
  ...publishedCommands.map(({ command, ...said }) => ({ ...command, ...said, answer: 'Receipt', kind: 'command' })),
  ...publishedQueries.map(({ query, ...said }) => ({ ...query, ...said, answer: answerTo(query), kind: 'query' })),
];

function answerTo({ name }: { readonly name: string }): string {
  return `${name}.answer`;
}

function requestSchemas(): Readonly<Record<string, z.ZodType>> {
  const commands = publishedCommands.map(
    ({ command: { name, data } }) => [name, CommandMessage.extend({ type: z.literal(name), data })] as const,
  );
  return Object.fromEntries([...commands, ...publishedQueries.map(({ query }) => [query.name, query.ask] as const)]);
}

/** An answer stands in `data`, a failure beside it in `failure` (see `failureMessages`). */
function answerSchemas(): Readonly<Record<string, z.ZodType>> {
  return {
    Receipt: z.strictObject({ data: CommandAnswer }),
    ...Object.fromEntries(
      publishedQueries.map(({ query }) => [answerTo(query), z.strictObject({ data: query.answer })]),
    ),
  };
}

/** One channel a subject, with every command or query that is taken there. */
function requestChannels(schemas: JsonSchemasByName): Part {
  const bySubject = Map.groupBy(requests, ({ subject }) => subject);
  return Object.fromEntries(
    Array.from(bySubject, ([subject, taken]) => [
      subject,
      {
        address: subject,
        description: `Replicas of ${serviceOf(subject)} share what comes in; one of them answers.`,
        messages: Object.fromEntries(
          taken.map(({ name, summary }) => [
            name,
            {
              name,
              title: summary.en,
              summary: summary.vi,
              traits: [{ $ref: '#/components/messageTraits/request' }],
              payload: schemas[name],
            },
          ]),
        ),
      },
    ]),
  );
}

/** Every answer goes to the inbox that its request names. */
function inbox(schemas: JsonSchemasByName): Part {
  const answers = Object.entries(schemas).map(([name, payload]) => [name, { name, payload }] as const);
  return {
    address: null,
    description: 'The reply subject of the request: `_INBOX.<user>.…`. Nobody answering within the limit is a 503.',
    messages: { ...Object.fromEntries(answers), ...failureMessages },
  };
}

function requestOperations(): Part {
  return Object.fromEntries(
    requests.map(({ name, subject, summary, access, answer, kind }) => [
      name,
      {
        action: 'receive',
        channel: { $ref: `#/channels/${subject}` },
        messages: [{ $ref: `#/channels/${subject}/messages/${name}` }],
        summary: summary.en,
        description: `${summary.vi}. Access: ${accessOf(access)}.`,
        tags: [{ name: serviceOf(subject) }, { name: kind }],
        bindings: { nats: { queue: serviceOf(subject) } },
        reply: {
          channel: { $ref: '#/channels/inbox' },
          messages: [answer, ...Object.keys(failureMessages)].map((one) => ({
            $ref: `#/channels/inbox/messages/${one}`,
          })),
        },
      },
    ]),
  );
}

function accessOf(access: (typeof requests)[number]['access']): string {
  return access === undefined ? 'the platform itself' : grantWords(access);
}

/** The service that answers at a subject, and the name of its queue. */
function serviceOf(subject: string): string {
  return subject.slice(0, subject.indexOf('.'));
}

import { CarriageOrder, CarriageOrderTaken, CarrierMessage, CarrierMessageTaken, OrderId } from '@hoso/contracts';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { Problem } from './open-api-refusals.ts';

/** What every message of either side carries (Standard Webhooks). */
const signedHeaders = z.object({
  'webhook-id': z
    .string()
    .max(200)
    .meta({
      description: 'The name of what is told: the same when it is sent again',
      examples: ['order-017fce1b-c200-78fd-9598-66e194f1a8b3-1'],
    }),
  'webhook-timestamp': z.string().meta({
    description: 'Seconds since 1970 at the instant of sending; more than five minutes away it is not taken',
    examples: ['1614265330'],
  }),
  'webhook-signature': z.string().meta({
    description:
      '`v1,` and the base64 of HMAC-SHA-256 over `<webhook-id>.<webhook-timestamp>.<body>`, the body as it is sent, ' +
      'byte for byte; several with a blank between them while keys change, of which one has to be right',
    examples: ['v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='],
  }),
});

const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
});
const answered = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
});

/**
 * OpenAPI 3.1 of what a carrier has to offer, and of what it tells: the interface as its engineers build it. The
 * schemas are those by which the platform itself reads and writes.
 */
export function carrierApi(): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Hoso: the interface of a carrier',
      version: '1.0.0',
      description:
        'What a postal enterprise with a system of its own takes from the platform (paths) and tells it (webhooks). ' +
        'Both sides sign with the secret that `hoso postal keys` shows, `whsec_` and base64, after the Standard ' +
        'Webhooks scheme. `hoso postal simulate` plays this side; `hoso postal conformance` tries one.',
    },
    servers: [{ url: 'https://carrier.example', description: 'As the carrier is registered: its `ordersUrl`' }],
    paths: {
      '/orders/{order}': {
        put: {
          operationId: 'placeOrder',
          summary: 'Something waits to be fetched at a one-stop unit',
          description:
            'Sent again, the same, until it is answered: the same order is one order, and keeps its number. ' +
            'Giấy tờ chờ lấy tại Bộ phận Một cửa; đơn gửi lại là cùng một đơn.',
          requestParams: { path: z.object({ order: OrderId }), header: signedHeaders },
          requestBody: { required: true, content: { 'application/json': { schema: CarriageOrder } } },
          responses: {
            '201': answered('Taken: the packet will bear this number', CarriageOrderTaken),
            '200': answered('Taken before, with this number', CarriageOrderTaken),
            '400': refused('Not JSON, not of this form, or the order of another address'),
            '401': refused('Not signed, with no secret in force, over other bytes, or too long ago'),
            '409': refused('Another order was taken under this name'),
            '4XX': refused('Refused for good: the counter is told'),
            '5XX': { description: 'Not now (also 408, 425, 429): it is sent again' },
          },
        },
      },
    },
    webhooks: {
      itemTracked: {
        post: {
          operationId: 'itemTracked',
          summary: 'What has happened to an item',
          description:
            'To `<platform>/carriers/<carrier>/events`, or where the order says `events`. In any order, and as ' +
            'often as it takes: sent again, under the same webhook-id, until it is answered with 2xx. What ' +
            'contradicts itself is kept and shown. Tin định vị, gửi lại cho đến khi được nhận.',
          requestParams: { header: signedHeaders },
          requestBody: { required: true, content: { 'application/json': { schema: CarrierMessage } } },
          responses: {
            '200': answered('Taken', CarrierMessageTaken),
            '400': refused('Not of this form, or yet to happen: sending it again does not help'),
            '401': refused('Not signed as it must be: `code` says how'),
            '404': refused('No such item was ordered or handed over yet: to be sent again later'),
            '413': refused('More than 64 KiB'),
            '503': refused('Not now: to be sent again'),
          },
        },
      },
    },
  });
}

import { CarriageOrder, CarrierMessage } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { carrierApi } from './carrier-api.ts';

const Operation = z.object({
  summary: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() })),
  responses: z.record(z.string(), z.unknown()),
});
const Document = z.object({
  openapi: z.literal('3.1.1'),
  paths: z.strictObject({ '/orders/{order}': z.strictObject({ put: Operation }) }),
  webhooks: z.strictObject({ itemTracked: z.strictObject({ post: Operation }) }),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
});

describe('The interface of a carrier', () => {
  const document = Document.parse(JSON.parse(JSON.stringify(carrierApi())));
  const order = document.paths['/orders/{order}'].put;
  const message = document.webhooks.itemTracked.post;

  it('says what it takes and what it tells, both signed', () => {
    for (const { parameters } of [order, message]) {
      const headers = parameters.filter((one) => one.in === 'header' && one.required).map(({ name }) => name);
      expect(headers.sort()).toEqual(['webhook-id', 'webhook-signature', 'webhook-timestamp']);
    }
    expect(Object.keys(order.responses)).toEqual(expect.arrayContaining(['200', '201', '400', '401', '409']));
    expect(Object.keys(message.responses)).toEqual(expect.arrayContaining(['200', '400', '401', '404']));
  });
  it('is made of the very schemas by which the platform reads and writes', () => {
    const { schemas } = document.components;
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['CarriageOrder', 'CarrierMessage', 'ItemNumber']));
    expect(schemas['CarriageOrder']).toMatchObject({ required: expect.arrayContaining(['order', 'to', 'readyAt']) });
    expect(Object.keys(CarriageOrder.shape)).toContain('events');
    expect(Object.keys(CarrierMessage.shape.data.shape)).toContain('eventId');
  });
});

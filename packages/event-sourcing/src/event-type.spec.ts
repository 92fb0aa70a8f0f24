import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Envelope, eventCatalogue, eventType, NewerThanKnown, personal } from './index.ts';

const Received = eventType('Received', z.strictObject({ at: z.string() }))
  .revisedTo(z.strictObject({ at: z.string(), channel: z.string() }), (previous) => ({
    ...previous,
    channel: 'counter',
  }))
  .revisedTo(z.strictObject({ at: z.string(), channel: z.string(), copies: z.int() }), (previous) => ({
    ...previous,
    copies: 1,
  }));

const stored = (type: string, schemaVersion: number, data: unknown): Envelope => ({
  log: '0190b8a2-0000-7000-8000-000000000001',
  id: '0190b8a2-0000-8000-8000-000000000002',
  commandId: '0190b8a2-0000-7000-8000-000000000003',
  commandType: 'Receive',
  type,
  schemaVersion,
  stream: 'dossier-1',
  version: 1,
  position: 2,
  occurredAt: '2022-01-04T01:00:00.000Z',
  recordedAt: '2022-01-04T01:00:00.000Z',
  actor: { id: 'clerk-1', role: 'clerk', unit: 'counter' },
  correlationId: '0190b8a2-0000-7000-8000-000000000003',
  data,
});

describe('An event type', () => {
  it('brings every older shape to the newest', () => {
    const { read } = eventCatalogue(Received);
    expect(read(stored('Received', 1, { at: 'x' }))?.data).toEqual({ at: 'x', channel: 'counter', copies: 1 });
    expect(read(stored('Received', 2, { at: 'x', channel: 'post' }))?.data).toEqual({
      at: 'x',
      channel: 'post',
      copies: 1,
    });
    expect(read(stored('Received', 3, { at: 'x', channel: 'post', copies: 2 }))?.data).toEqual({
      at: 'x',
      channel: 'post',
      copies: 2,
    });
  });

  it('refuses to guess a newer shape', () => {
    expect(() => eventCatalogue(Received).read(stored('Received', 4, {}))).toThrow(NewerThanKnown);
  });

  it('is left aside by who does not know it', () => {
    expect(eventCatalogue(Received).read(stored('Other', 1, {}))).toBeUndefined();
  });

  it('keeps the schema of every version', () => {
    const accepted = (data: unknown) => Received.history.map((schema) => schema.safeParse(data).success);
    expect(Received.history).toHaveLength(Received.version);
    expect(accepted({ at: 'x' })).toEqual([true, false, false]);
    expect(accepted({ at: 'x', channel: 'post', copies: 2 })).toEqual([false, false, true]);
  });

  it('has a name of its own', () => {
    expect(() => eventCatalogue(Received, eventType('Received', z.object({})))).toThrow('share a name');
  });

  it('knows where personal data lies', () => {
    const Submitted = eventType(
      'Submitted',
      z.object({
        applicant: personal(z.object({ name: z.string() })),
        phone: personal(z.string()).optional(),
        people: z.array(z.object({ name: personal(z.string()), role: z.string() })),
        note: z.string(),
      }),
    );
    expect(Submitted.personal).toEqual([['applicant'], ['phone'], ['people', '*', 'name']]);
  });
});

import { envelopeOf } from '@hoso/event-sourcing';
import { appendTold, memoryEventStore } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EventMessage, fromMessage, toMessage } from './cloud-event.ts';
import { fromHeaderText, toHeaderText } from './header-text.ts';

const store = memoryEventStore();
await appendTold(store, { stream: 'unit-Ủyban%1', type: 'UnitRegistered', schemaVersion: 2, data: { name: 'ạ' } });
const [, event] = await store.readAll(0, 2);
if (!event) throw new Error('nothing was told');
const log = store.log.id;

const arrived = ({ subject, headers, payload }: EventMessage, changed: Record<string, string> = {}, sequence = 2) => {
  const all: Record<string, string> = { ...headers, ...changed };
  return { subject, sequence, header: (name: string) => all[name] ?? '', payload: () => changed['payload'] ?? payload };
};

describe('An event on NATS', () => {
  it('is a CloudEvent 1.0 in binary mode: its attributes are headers, its payload the stored body', () => {
    const { id } = envelopeOf(event);
    expect(toMessage(event)).toEqual({
      log,
      subject: `${log}.events.${event.partition}.unit.UnitRegistered`,
      headers: {
        'ce-specversion': '1.0',
        'ce-id': id,
        'ce-source': log,
        'ce-type': 'UnitRegistered',
        'ce-subject': 'unit-%E1%BB%A6yban%251',
        'ce-time': '2022-01-04T01:00:00.000Z',
        'ce-position': '2',
        'ce-recordedat': '2022-01-04T01:00:00.000Z',
        'ce-schemaversion': '2',
        'content-type': 'application/json',
        'Nats-Msg-Id': id,
      },
      payload: event.body,
    });
  });

  it('arrives as it was stored', () => expect(fromMessage(log, arrived(toMessage(event)))).toEqual(event));

  it.each([
    ['no CloudEvent', { 'ce-specversion': '' }],
    ['of another log', { 'ce-source': 'x' }],
    ['somewhere else', { 'ce-position': '3' }],
    ['recorded at no instant', { 'ce-recordedat': 'yesterday' }],
    ['another', { 'ce-id': 'x' }],
    ['of another stream', { 'ce-subject': 'unit-x' }],
    ['not JSON', { payload: '<html>' }],
    ['nothing', { payload: 'null' }],
    ['another object', { payload: '{}' }],
  ])('is refused where it is %s', (_, changed) =>
    expect(() => fromMessage(log, arrived(toMessage(event), changed))).toThrow(/^message 2 at .* is no event of this/),
  );

  it('is refused where its subject names no partition', () => {
    for (const subject of ['x.events.1.a.B', `${log}.events.16.a.B`, `${log}.events.-1.a.B`, `${log}.other.1.a.B`]) {
      expect(() => fromMessage(log, { ...arrived(toMessage(event)), subject })).toThrow('no partition');
    }
  });
});

describe('The text of a header', () => {
  it('is printable ASCII, and the text again', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const value = toHeaderText(text);
        expect(value).toMatch(/^[\x21-\x7e]*$/);
        expect(fromHeaderText(value)).toBe(text);
      }),
    ));

  it('is taken as it stands where others encoded it wrongly', () => expect(fromHeaderText('100%')).toBe('100%'));
});

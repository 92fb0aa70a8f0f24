import { type EventCatalogue, type AnyEventType, type Envelope, LogOpened } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryOf } from '../test/arbitrary-of.ts';
import { wordsOf } from './event-words.ts';
import * as contracts from './index.ts';

function isCatalogue(value: unknown): value is EventCatalogue<AnyEventType> {
  return typeof value === 'object' && value !== null && 'types' in value && value.types instanceof Map;
}

/** Whatever the contracts export: a catalogue that is added is covered without being named here. */
const catalogues: readonly unknown[] = Object.values(contracts);
const types = [LogOpened, ...catalogues.filter(isCatalogue).flatMap((catalogue) => [...catalogue.types.values()])];

const envelopeOf = (type: string, data: unknown, schemaVersion = 1): Envelope => ({
  ...{ id: '', commandId: '', commandType: '', correlationId: '', log: '', stream: 'dossier-1', version: 1 },
  ...{ type, data, schemaVersion, position: 2, actor: { id: 'clerk-1', role: 'clerk', unit: 'somewhere' } },
  ...{ occurredAt: '2022-03-15T02:30:00.000Z', recordedAt: '2022-03-15T02:30:00.000Z' },
});

describe('Events in words', () => {
  it('are of many types', () => expect(types.length).toBeGreaterThan(25));

  it.each(types.map((type) => [type.name, type] as const))(
    '%s has a name and a line in both languages, whatever it holds',
    (name, type) => {
      fc.assert(
        fc.property(arbitraryOf(type.schema), (data) => {
          const said = wordsOf(envelopeOf(name, data, type.version));
          for (const words of [said.name, said.words]) expect(contracts.Words.parse(words)).toEqual(words);
          expect(said.name.vi).not.toBe(said.name.en);
          expect(said.name.vi).not.toBe(name);
        }),
        { numRuns: 30 },
      );
    },
  );

  it('say when, as the province’s clocks show it', () => {
    const data = {
      at: '2022-03-14T17:30:00.000Z',
      from: '2022-03-14T10:00:00.000Z',
      dueAt: '2022-03-18T10:00:00.000Z',
    };
    expect(wordsOf(envelopeOf('ClockRestarted', { ...data, case: 1 })).words).toEqual({
      vi: 'Từ 15/03/2022 00:30, hẹn trả 18/03/2022 17:00',
      en: 'From 15/03/2022 00:30, due 18/03/2022 17:00',
    });
  });

  it('call an unknown type by its own name', () => {
    const own = { vi: 'SomethingNew', en: 'SomethingNew' };
    expect(wordsOf(envelopeOf('SomethingNew', {}))).toEqual({ name: own, words: own });
    expect(wordsOf(envelopeOf('toString', {})).name.en).toBe('toString');
  });

  it('hold nothing that people wrote about somebody', () => {
    const told = envelopeOf('DossierSubmitted', {
      ...{ procedure: '1.001193', channel: 'online', oneStop: 'ha-long-one-stop', returnBy: 'post' },
      applicant: { kind: 'citizen', name: 'Nguyễn Thị Hoa' },
      returnAddress: 'số 7 phố Lê Thánh Tông',
    });
    expect(JSON.stringify(wordsOf(told))).not.toMatch(/Hoa|Thánh/);
  });
});

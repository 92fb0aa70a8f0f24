import { describe, expect, it } from '@jest/globals';
import { ListUnits, type Unit } from '@hoso/contracts';
import { streamName, uuidV8 } from '@hoso/event-sourcing';
import { memoryEventStore } from '@hoso/event-sourcing/testing';
import { type PageUnits, requireRegistered, requireUnitIn } from './known-names.ts';

const unit = (id: string, ...officers: readonly string[]): Unit => ({
  ...{ id, name: { vi: id, en: id }, kind: 'agency', level: 'district', agencies: [], source: 'a test' },
  officers: officers.map((officer) => ({ id: officer, role: 'officer', from: '2018-01-01', to: '2018-12-31' })),
});

/** Two pages of a registry. */
const units: PageUnits = async (page) => {
  const fresh = { completeUpTo: 9, lagMs: 0, held: [] };
  if (ListUnits.ask.parse(page).after === undefined) return { ...fresh, items: [unit('a', 'officer-1')], next: 'a' };
  return { ...fresh, items: [unit('b', 'officer-2')] };
};

describe('Somebody who is asked about', () => {
  it.each(['officer-1', 'officer-2'])('is known where any unit ever had him: %s', (id) =>
    expect(requireRegistered(units, id)).resolves.toBeUndefined(),
  );
  it('is refused by name where none had', () =>
    expect(requireRegistered(units, 'officer-3')).rejects.toMatchObject({
      ...{ code: 'PersonNotFound', params: { person: 'officer-3' } },
    }));
});

describe('A unit that is asked about', () => {
  it('is known to the log that has registered it, and to no other', async () => {
    const [store, other] = [memoryEventStore(), memoryEventStore()];
    const commandId = uuidV8('register');
    const event = {
      ...{ commandId, correlationId: commandId, commandType: 'RegisterUnit', type: 'UnitRegistered', schemaVersion: 3 },
      ...{ data: unit('a'), occurredAt: '2022-03-14T03:00:00.000Z' },
      actor: { id: 'registrar-1', role: 'registrar', unit: 'province' },
    };
    await store.append([{ stream: streamName('unit', 'a'), expected: 0, events: [event] }]);
    await expect(requireUnitIn(store, 'a')).resolves.toBeUndefined();
    await expect(requireUnitIn(other, 'a')).rejects.toMatchObject({ code: 'UnitNotFound', params: { id: 'a' } });
  });
});

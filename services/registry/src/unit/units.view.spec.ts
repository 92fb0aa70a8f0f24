import { describe, expect, it } from '@jest/globals';
import type { UnitEvent } from './unit.ts';
import { type UnitDocument, unitOn, units } from './units.view.ts';

const clerk = { id: 'clerk-1', role: 'clerk', from: '2022-01-01' } as const;
const registered = (change: object = {}): UnitEvent => ({
  type: 'UnitRegistered',
  data: {
    ...{ id: 'ha-long-one-stop', name: { vi: 'Hạ Long', en: 'Hạ Long' }, kind: 'one-stop', level: 'district' },
    ...{ identifier: '000.00.21.H49', agencies: [], officers: [clerk], source: 'a test' },
    ...change,
  },
});
const envelope = { actor: { id: 'r', role: 'registrar', unit: 'platform' }, occurredAt: '2022-01-01T00:00:00.000Z' };
function told(...events: readonly UnitEvent[]): UnitDocument | undefined {
  return events.reduce<UnitDocument | undefined>(
    (document, event) =>
      units.evolve(document, {
        ...event,
        ...envelope,
        ...{ log: '', id: '', commandId: '', commandType: '', schemaVersion: 1, stream: 'unit-a', version: 1 },
        ...{ position: 2, recordedAt: envelope.occurredAt, correlationId: '' },
      }),
    undefined,
  );
}

describe('A unit in time', () => {
  const document = told(
    registered(),
    registered({ level: 'commune', effectiveFrom: '2025-07-01', effectiveTo: '2030-12-31' }),
    {
      type: 'OfficerAppointed',
      data: { unit: 'ha-long-one-stop', officer: { id: 'clerk-2', role: 'clerk', from: '2022-02-01' } },
    },
    {
      type: 'OfficerRelieved',
      data: { unit: 'ha-long-one-stop', officer: 'clerk-1', role: 'clerk', to: '2022-03-31' },
    },
  );
  const on = (date?: string) => {
    const unit = document && unitOn(document, date);
    return unit && [unit.version, unit.level];
  };

  it.each([
    ['2022-03-15', [1, 'district']],
    ['2025-06-30', [1, 'district']],
    ['2025-07-01', [2, 'commune']],
    ['2030-12-31', [2, 'commune']],
    ['2031-01-01', undefined],
    [undefined, [2, 'commune']],
  ])('is on %s %j', (date, expected) => expect(on(date)).toEqual(expected));

  it('has its staff in all of its registrations, with the days of each', () => {
    const staff = [
      { ...clerk, to: '2022-03-31' },
      { id: 'clerk-2', role: 'clerk', from: '2022-02-01' },
    ];
    for (const date of ['2022-03-15', undefined]) expect(document && unitOn(document, date)?.officers).toEqual(staff);
  });
  it('has nobody who was appointed before it was there', () =>
    expect(told({ type: 'OfficerAppointed', data: { unit: 'a1', officer: clerk } })).toBeUndefined());
});

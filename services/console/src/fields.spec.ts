import { describe, expect, it } from '@jest/globals';
import { contentOf, type Field, heldBy, objectionsOf } from './fields.ts';

const fields: readonly Field[] = [
  { name: 'reason', kind: 'paragraph', label: 'Reason' },
  { name: 'positions', kind: 'numbers', label: 'Events' },
  { name: 'units', kind: 'words', label: 'Units' },
  { name: 'checklist', kind: 'lines', label: 'Checklist' },
  { name: 'size', kind: 'number', label: 'Size' },
  { name: 'dueAt', kind: 'instant', label: 'Due' },
];

describe('A form', () => {
  it('sends what was typed as the command has it, and leaves out what is empty', () =>
    expect(
      contentOf(fields, {
        reason: '  Có biên bản\nkèm theo ',
        positions: '#12, 15;  7',
        units: 'ha-long-office, mong-cai-office',
        checklist: 'Có phiếu hẹn\n\n Có bản quét ',
        size: '20',
        dueAt: '2026-03-02T09:30',
        other: 'x',
      }),
    ).toEqual({
      reason: 'Có biên bản\nkèm theo',
      positions: [12, 15, 7],
      units: ['ha-long-office', 'mong-cai-office'],
      checklist: ['Có phiếu hẹn', 'Có bản quét'],
      size: 20,
      dueAt: '2026-03-02T02:30:00.000Z',
    }));

  it('leaves it to the platform to refuse what is none of its kind', () =>
    expect(contentOf(fields, { reason: '   ', positions: 'x 3', size: '2.5', dueAt: 'mai' })).toEqual({
      positions: ['x', 3],
      size: '2.5',
      dueAt: 'mai',
    }));

  it('holds the first choice where the one made before is not offered any more', () => {
    const field: Field = { name: 'measure', kind: 'choice', label: 'Measure', options: [['2', 'two']], begun: '2' };
    expect([heldBy(field, { measure: '1' }), contentOf([field], { measure: '1' })]).toEqual(['2', { measure: '2' }]);
  });

  const refused = { status: 400, code: 'InvalidInput', detail: 'Invalid input', errors: [] };

  it('shows each objection beside its field, the first of a field, and tells all others', () => {
    const errors = [
      { field: 'reason', reason: 'Required and missing' },
      { field: 'positions.1', reason: 'Must be a number' },
      { field: 'positions.2', reason: 'Must be whole' },
      { field: 'hidden', reason: 'Unknown' },
      { field: '', reason: 'Not an object' },
    ];
    expect(objectionsOf({ ...refused, errors }, fields)).toEqual({
      byField: { reason: 'Required and missing', positions: 'Must be a number' },
      others: ['hidden: Unknown', 'Not an object'],
    });
  });

  it('shows a refusal that lies in a field beside it, and any other beneath the form', () => {
    const destroyed = { ...refused, status: 409, code: 'KeyDestroyed', detail: 'The key was destroyed' };
    const fieldOf = { KeyDestroyed: 'reason' };
    expect(objectionsOf(destroyed, fields, fieldOf).byField).toEqual({ reason: 'The key was destroyed' });
    expect(objectionsOf({ ...destroyed, code: 'InspectionEnded' }, fields, fieldOf)).toEqual({
      byField: {},
      others: ['The key was destroyed'],
    });
  });

  it('knows its field also where the command calls it otherwise', () => {
    const errors = [{ field: 'note', reason: 'Too long' }];
    expect(objectionsOf({ ...refused, errors }, fields, { note: 'reason' }).byField).toEqual({ reason: 'Too long' });
  });
});

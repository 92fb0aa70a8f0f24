import { DossierCode } from '@hoso/contracts';
import { decided, specification } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AllocateNumber, codeFor, type NumberingState, numbering, numberingStream } from './numbering.ts';

const given = specification(numbering);
const scope = { agency: '000.00.06.H49', on: '2022-03-15' } as const;

function dossierOf(index: number): string {
  return `017f8a00-0000-7000-8000-${String(index).padStart(12, '0')}`;
}
function allocate(index: number): AllocateNumber {
  return {
    type: 'AllocateNumber',
    data: { ...scope, dossier: dossierOf(index) },
    actor: { id: 'clerk-0702', role: 'clerk', unit: 'quang-ninh-one-stop' },
    occurredAt: '2022-03-15T02:30:00.000Z',
  };
}
function allocated(number: number, index = number) {
  const code = `000.00.06.H49-220315-${String(number).padStart(4, '0')}`;
  return { type: 'NumberAllocated', data: { number, dossier: dossierOf(index), code } } as const;
}

describe('Numbering', () => {
  it('counts an agency’s day from 1', () => given().when(allocate(1)).then(allocated(1)));
  it('goes on', () => given(allocated(1), allocated(2)).when(allocate(3)).then(allocated(3)));
  it('gives a dossier one number', () => given(allocated(1), allocated(2)).when(allocate(1)).thenNothing());
  it('ends at four digits', () => {
    given(allocated(9_998)).when(allocate(9_999)).then(allocated(9_999));
    given(allocated(9_999)).when(allocate(10_000)).thenRefused('NumbersExhausted', { agency: scope.agency });
  });
  it('has the two digits of the system before the number where the law asks for them', () => {
    const later = { agency: 'H49.006.00', on: '2026-03-16', owner: '01' } as const;
    const code = codeFor(undefined, later, dossierOf(1));
    expect(code).toBe('H49.006.00-260316-010001');
    expect(DossierCode.safeParse(code).success).toBe(true);
    expect(numberingStream(later)).toBe('numbering-H49.006.00-260316');
  });
  it('has a stream for each agency and day', () =>
    expect(numberingStream(scope)).toBe('numbering-000.00.06.H49-220315'));

  it('gives every dossier one code of the legal form, without a gap, in any order and however often they ask', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 80 }), (asking) => {
        const told: number[] = [];
        let state: NumberingState;
        for (const index of asking) {
          const code = codeFor(state, scope, dossierOf(index));
          const next = decided(numbering, state, allocate(index));
          state = next.state;
          told.push(...next.events.map(({ data }) => data.number));
          expect(codeFor(state, scope, dossierOf(index))).toBe(code);
          expect(DossierCode.safeParse(code).success).toBe(true);
        }
        expect(told).toEqual(told.map((_, index) => index + 1));
        expect(told).toHaveLength(new Set(asking).size);
      }),
    );
  });

  it('takes a whole day of 9,999 in its stride', () => {
    let state: NumberingState;
    for (let index = 1; index <= 9_999; index++) {
      state = numbering.evolve(state, { ...allocated(index), actor: allocate(1).actor, occurredAt: '' });
    }
    expect(codeFor(state, scope, dossierOf(1))).toBe('000.00.06.H49-220315-0001');
  });
});

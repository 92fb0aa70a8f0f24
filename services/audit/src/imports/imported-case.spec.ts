import { describe, expect, it } from '@jest/globals';
import { isDomainError } from '@hoso/event-sourcing';
import { decided, specification } from '@hoso/event-sourcing/testing';
import fc from 'fast-check';
import { type ImportCase, type ImportedActivity, type ImportedEvent, importedCase } from './imported-case.ts';

const activity = (index: number, name: string): ImportedActivity => ({
  ...{ case: 'case-1', index, activity: name, at: `2010-10-0${index}T09:20:39.266+02:00`, attributes: [] },
  ...(index === 1 ? { caseAttributes: [] } : {}),
});
const importing = (...names: readonly string[]): ImportCase => ({
  type: 'ImportCase',
  data: { case: 'case-1', activities: names.map((name, at) => activity(at + 1, name)) },
  actor: { id: 'import', role: 'system', unit: 'platform' },
  occurredAt: '2010-10-01T07:20:39.266Z',
});
const recorded = (index: number, name: string): ImportedEvent => ({
  type: 'ActivityRecorded',
  data: activity(index, name),
});

const given = specification(importedCase);

describe('An imported case', () => {
  it('is recorded activity by activity, in the order of the file', () =>
    given().when(importing('receive', 'check')).then(recorded(1, 'receive'), recorded(2, 'check')));
  it('adds nothing when it is imported again', () =>
    given(recorded(1, 'receive'), recorded(2, 'check')).when(importing('receive', 'check')).thenNothing());
  it('adds what the file says beyond what is recorded', () =>
    given(recorded(1, 'receive')).when(importing('receive', 'check')).then(recorded(2, 'check')));
  it('loses nothing to a file that says less', () =>
    given(recorded(1, 'receive'), recorded(2, 'check')).when(importing('receive')).thenNothing());
  it('is not changed by a file that says otherwise', () =>
    given(recorded(1, 'receive')).when(importing('refuse', 'check')).thenRefused('CaseDiffers', { case: 'case-1' }));

  it('refuses or decides, is repeat-safe, and holds the longest of the files that agree', () => {
    const names = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(names, { maxLength: 8 }), (files) => {
        let state = importedCase.initial;
        let longest: readonly string[] = [];
        for (const file of files) {
          const agrees = file.every((name, index) => (longest[index] ?? name) === name);
          try {
            const after = decided(importedCase, state, importing(...file));
            expect(agrees).toBe(true);
            expect(importedCase.decide(importing(...file), after.state)).toEqual([]);
            if (file.length > longest.length) longest = file;
            state = after.state;
          } catch (error) {
            if (!isDomainError(error)) throw error;
            expect(agrees).toBe(false);
          }
        }
        expect(state.count).toBe(longest.length);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';

const rulesOf = (...events: Parameters<typeof a.findingsOf>) => a.findingsOf(...events).map(({ rule }) => rule);
const due = a.local('2022-03-18 17:00');

describe('A judge of dossiers', () => {
  it('finds nothing in a dossier that was handled as it should be', () =>
    expect(rulesOf(...a.verifiedInTime, a.issued(due))).toEqual([]));

  it('finds a result that is a millisecond late, and who signed it', () => {
    const late = [...a.verifiedInTime, a.apologised('2022-03-17 09:00'), a.issued(due + 1)];
    expect(a.findingsOf(...late)).toEqual([
      {
        rule: 'V01',
        ruleSet: { id: 'nd61-2018', version: 1, effectiveFrom: '2018-06-21' },
        positions: [3, 8],
        certainAt: due + 1,
        person: 'head-0901',
        unit: 'ha-long-justice',
        lawful: {
          vi: 'Có kết quả chậm nhất lúc 17:00 18/03/2022; hồ sơ xong lúc 17:00:00.001 18/03/2022.',
          en: 'A result by 17:00 18/03/2022 at the latest; it was finished at 17:00:00.001 18/03/2022.',
        },
        facts: {
          finishedAt: '2022-03-18T10:00:00.001Z',
          lawfulDueAt: '2022-03-18T10:00:00.000Z',
          lateMs: 1,
        },
      },
    ]);
  });

  it('makes an absence certain at its limit, whenever it is told that nothing more will come', () => {
    const state = a.judged(a.placed(a.verifiedInTime), due - 1);
    expect(state).toMatchObject({ findings: [], wakeAt: due });
    expect(a.judge.tick(state, due - 1)).toBe(state);
    for (const at of [due, due + 1, due + 1_000_000_000]) {
      const ticked = a.judge.tick(state, at);
      expect(ticked.findings).toMatchObject([{ rule: 'V02', certainAt: due, person: a.officer.id }]);
      expect(a.judge.tick(ticked, at)).toBe(ticked);
    }
  });

  it('has a history judged anew where something was entered late', () => {
    const state = a.judged(a.placed(a.verifiedInTime), due);
    const next = { ...a.placed([a.issued(due)])[0], position: 7 } as never;
    expect(a.judge.inOrder(state, next)).toBe(false);
  });
});

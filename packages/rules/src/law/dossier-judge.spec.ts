import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { compileLawRules } from '../index.ts';

const due = a.local('2022-03-18 17:00');
const story = a.placed([...a.verifiedInTime, a.issued(due), a.issued(due + 1)]);
const verified = story.slice(0, 6);
const [issued, issuedLate] = story.slice(6);

describe('A judge of dossiers', () => {
  it('finds nothing in a dossier that was handled as it should be', () => {
    expect(a.judged(story.slice(0, 7)).findings).toEqual([]);
  });

  it('says what was broken, by whom, by which events, and what would have been lawful', () => {
    expect(a.findingsOf(...a.verifiedInTime, a.apologised('2022-03-17 09:00'), a.issued(due + 1))).toEqual([
      {
        rule: 'V01',
        ruleSet: { id: 'nd61-2018', version: 2, effectiveFrom: '2018-06-21' },
        positions: [3, 8],
        certainAt: due + 1,
        person: 'head-0901',
        unit: 'ha-long-justice',
        lawful: {
          vi: 'Có kết quả chậm nhất lúc 17:00 18/03/2022; hồ sơ xong lúc 17:00:00.001 18/03/2022.',
          en: 'A result by 17:00 18/03/2022 at the latest; it was finished at 17:00:00.001 18/03/2022.',
        },
        facts: { finishedAt: '2022-03-18T10:00:00.001Z', lawfulDueAt: '2022-03-18T10:00:00.000Z', lateMs: 1 },
      },
    ]);
  });

  it('judges what the deciding agency does, and no part of it that another does in its own time', () => {
    const lead = a.transferredInTime.map((event) =>
      event.type === 'TransferredToAgency' ? { ...event, data: { ...Object(event.data), case: 1 } } : event,
    );
    const of = (number: number, event: a.Told) => ({
      ...event,
      ...{ stream: `case-019d2bfd-${number}`, data: { ...Object(event.data), case: number } },
    });
    const verified = of(1, a.completed('2022-03-16 10:00', 'verify', a.officer));
    const part = of(2, a.issued(due + 1));
    const own = of(1, a.issued(due));
    expect(a.findingsOf(...lead, verified, own, part)).toEqual([]);
    expect(a.findingsOf(...lead, verified, of(1, a.issued(due + 1))).map(({ rule }) => rule)).toContain('V01');
  });

  it('leads from a finding to its rule', () => {
    const [finding] = a.judged(verified).findings;
    expect(finding && a.judge.ruleOf(finding)).toMatchObject({
      id: 'V02',
      severity: 'H',
      article: 'NĐ 61/2018 Đ12.5, Đ19.9',
    });
    const other = { rule: 'V02', ruleSet: { id: 'nd61-2018', version: 3, effectiveFrom: '2018-06-21' } };
    expect(a.judge.ruleOf(other)).toBeUndefined();
  });

  it('makes an absence certain at its limit, whenever it is told that nothing more will come', () => {
    const state = a.judged(verified, due - 1);
    expect(state).toMatchObject({ findings: [], wakeAt: due });
    for (const at of [due, due + 1, due + 1_000_000_000]) {
      const ticked = a.judge.tick(state, at);
      expect(ticked.findings).toMatchObject([{ rule: 'V02', certainAt: due, person: a.officer.id }]);
      expect(a.judge.tick(ticked, at)).toBe(ticked);
    }
  });

  it('is not changed by ticks that make nothing certain, and then takes what happened before them', () => {
    const state = a.judged(verified, due - 1);
    expect(a.judge.tick(state, due - 1)).toBe(state);
    expect(issued && a.judge.inOrder(state, issued)).toBe(true);
  });

  it('takes events of one instant in the order of the log', () => {
    const state = a.judged(story.slice(0, 7), due - 1);
    expect(issuedLate && a.judge.inOrder(state, issuedLate)).toBe(true);
    expect(issued && a.judge.inOrder(state, { ...issued, position: 8 })).toBe(true);
    expect(issued && a.judge.inOrder(state, { ...issued, position: 5 })).toBe(false);
  });

  it('asks for the whole history where something was entered late', () => {
    const settled = a.judged(verified, due);
    expect(issued && a.judge.inOrder(settled, issued)).toBe(false);
    expect(issuedLate && a.judge.inOrder(settled, issuedLate)).toBe(true);
    const eaten = a.judged(story.slice(0, 7), due - 1);
    expect(verified.map((event) => a.judge.inOrder(eaten, event))).not.toContain(true);
  });

  it('asks for it, too, where it does not know the law of a state', () => {
    const state = a.judged(verified, due - 1);
    expect(issued && compileLawRules([], a.facts).inOrder(state, issued)).toBe(false);
  });

  it('judges by the newer version of two that begin on one day', () => {
    const [set] = a.shippedSets;
    const newer = set ? [{ ...set, version: 2 }, set] : [];
    const [finding] = a.judged(verified, undefined, compileLawRules(newer, a.facts)).findings;
    expect(finding?.ruleSet.version).toBe(2);
  });

  it('keeps no more of a dossier of 20,000 events than of a small one', () => {
    const [first, ...rest] = a.verifiedInTime;
    const scans = Array.from({ length: 10_000 }, (_, index) => a.scanned('2022-03-15 09:40', `paper-${index}`));
    const changes = Array.from({ length: 10_000 }, (_, index) =>
      a.dueDateChanged('2022-03-16 14:00', index % 2 === 0 ? '2022-03-18 16:00' : '2022-03-18 17:00', {
        slipRef: 'GH-1',
      }),
    );
    const state = a.judged(a.placed([...(first ? [first] : []), ...scans, ...rest, ...changes]), due - 1);
    expect(state.findings).toEqual([]);
    expect(JSON.stringify(state).length).toBeLessThan(2_000);
  });
});

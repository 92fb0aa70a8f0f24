import type { Actor, Inspection } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { nextStep, stepsOf } from './inspection-steps.ts';

const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };
const head: Actor = { id: 'head-0801', role: 'head', unit: 'ha-long-office' };
const at = '2026-03-02T02:00:00.000Z';
const said = { by: inspector, at };
const opened: Inspection = {
  ...{ id: '0192f1a0-0000-7000-8000-000000000001', version: 1, kind: 'unannounced', self: false, announced: false },
  ...{ conductedBy: 'inspectorate', units: [head.unit], from: '2026-03-01', to: '2026-03-31', status: 'open' },
  ...{ openedAt: at, openedBy: inspector, title: 'Kiểm tra', checklist: ['Có phiếu hẹn'], checks: [] },
  ...{ findings: [], measures: [], packs: [] },
};
const sample: NonNullable<Inspection['sample']> = {
  ...{ method: 'simple', size: 1, seed: 'mam-2026', seedFrom: 'given', upTo: 9, findingsUpTo: 3, checkpoint: '' },
  ...{ population: 4, populationSha256: 'ab'.repeat(32), drawn: [], at, times: 1 },
};
const check = { ...said, item: 1, verdict: 'broken', note: undefined } as const;
const finding: Inspection['findings'][number] = {
  ...{ ...said, finding: 1, statement: 'Không số hóa', severity: 'M', unit: head.unit, article: undefined },
  positions: [7],
};
const measure = { ...said, measure: 1, text: 'Số hóa lại', unit: head.unit, dueAt: at, finding: 1 } as const;

const steps = (change: Partial<Inspection>, actor: Actor) => stepsOf({ ...opened, ...change }, actor);
const next = (change: Partial<Inspection>, actor: Actor) => nextStep({ ...opened, ...change }, steps(change, actor));
const found = { sample, checks: [check], findings: [finding] };

describe('The steps of an inspection', () => {
  it('lead from the sample over checks, findings and measures to the conclusion', () => {
    expect(next({}, inspector)).toBe('sample');
    expect(next({ sample }, inspector)).toBe('checks');
    expect(next(found, inspector)).toBe('announcement');
    expect(next({ ...found, announced: true }, inspector)).toBe('measures');
    expect(next({ ...found, announced: true, measures: [measure] }, inspector)).toBe('closing');
  });

  it('leave after the conclusion only what became of the measures', () => {
    const closed = {
      ...found,
      announced: true,
      status: 'closed' as const,
      measures: [measure],
    } satisfies Partial<Inspection>;
    expect(steps(closed, inspector)).toEqual(['follow-ups']);
    expect(next(closed, inspector)).toBe('follow-ups');
    expect(steps(closed, head)).toEqual(['reports']);
    const followUp = { ...said, outcome: 'done', note: undefined } as const;
    expect(next({ ...closed, measures: [{ ...measure, followUp }] }, inspector)).toBeUndefined();
  });

  it('are the unit’s where it is asked: its head replies and reports, and conducts nothing', () => {
    const told = { ...found, announced: true, measures: [measure] };
    expect(steps(told, head)).toEqual(['replies', 'reports']);
    expect(next(told, head)).toBe('replies');
    expect(steps(told, { ...head, unit: 'mong-cai-office' })).toEqual([]);
    expect(steps(told, { ...inspector, unit: 'another-inspectorate' })).toEqual([]);
  });

  it('are a head’s in an inspection of his own unit, replies among them', () => {
    const self = { ...found, self: true, announced: true, conductedBy: head.unit };
    expect(steps(self, head)).toEqual(['sample', 'checks', 'findings', 'replies', 'measures', 'closing']);
    expect(steps(self, inspector)).toEqual([]);
  });
});

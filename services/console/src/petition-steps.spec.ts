import type { Actor, PetitionSummary } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { nextStep, stepsOf } from './petition-steps.ts';

const head: Actor = { id: 'head-0801', role: 'head', unit: 'ha-long-office' };
const officer: Actor = { id: 'officer-0802', role: 'officer', unit: 'ha-long-office' };
const clerk: Actor = { id: 'clerk-0701', role: 'clerk', unit: 'ha-long-one-stop' };
const applicant: Actor = { id: 'citizen-1', role: 'applicant', unit: 'public' };
const received: PetitionSummary = {
  ...{ id: '0192f1a0-0000-7000-8000-000000000001', version: 1, kind: 'petition', topic: 'delay', channel: 'counter' },
  ...{ status: 'open', awaits: 'answer', unit: head.unit, receivedBy: clerk.unit, dossiers: [], overdue: false },
  ...{ receivedAt: '2026-03-02T02:00:00.000Z', extensions: 0 },
};
const complaint = { kind: 'complaint', awaits: 'acceptance' } as const;
const { awaits: _, ...without } = received;
const answered: PetitionSummary = { ...without, status: 'answered', verdict: 'upheld' };

const steps = (change: Partial<PetitionSummary>, actor: Actor) => stepsOf({ ...received, ...change }, actor);
const next = (change: Partial<PetitionSummary>, actor: Actor) =>
  nextStep({ ...received, ...change }, steps(change, actor));

describe('The steps of a petition', () => {
  it('lead its head from the officer to the answer, which the officer gives as well', () => {
    expect(next({}, head)).toBe('assignment');
    expect(next({ officer: officer.id }, head)).toBe('answer');
    expect(steps({ officer: officer.id }, officer)).toEqual(['answer', 'forwarding', 'withdrawal']);
    expect(next({ officer: officer.id }, officer)).toBe('answer');
  });

  it('lead with a complaint over its acceptance, and are its head’s', () => {
    expect(next(complaint, head)).toBe('acceptance');
    expect(steps(complaint, head)).not.toContain('answer');
    expect(next({ ...complaint, awaits: 'answer', officer: officer.id }, head)).toBe('answer');
    expect(steps({ ...complaint, awaits: 'answer' }, officer)).not.toContain('answer');
  });

  it('extend the term once', () => {
    expect(steps({}, head)).toContain('extension');
    expect(steps({ extensions: 1 }, head)).not.toContain('extension');
  });

  it('leave who received it, and the petitioner, to withdraw it and to say how it went', () => {
    for (const actor of [clerk, applicant]) {
      expect(steps({}, actor)).toEqual(['withdrawal']);
      expect(stepsOf(answered, actor)).toEqual(['rating']);
      expect(stepsOf({ ...answered, rating: 3 }, actor)).toEqual([]);
    }
  });

  it('are nobody’s elsewhere', () => {
    expect(steps({}, { ...head, unit: 'mong-cai-office' })).toEqual([]);
    expect(steps({}, { id: 'inspector-1', role: 'inspector', unit: head.unit })).toEqual([]);
  });
});

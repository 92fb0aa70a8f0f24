import { CloseCase, FollowDueDate, OpenCase } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/case-stories.ts';
import { caseFollowsDossier } from './case-follows-dossier.policy.ts';

const envelope = {
  dossierId: a.dossierId,
  log: 'log',
  id: 'id',
  commandId: 'command',
  commandType: 'TransferDossier',
  correlationId: 'correlation',
  schemaVersion: 1,
  stream: `dossier-${a.dossierId}`,
  version: 4,
  position: 9,
  occurredAt: a.now,
  recordedAt: a.now,
  actor: a.clerk,
} as const;
const withdrawn = (data: { readonly reason: string; readonly case?: number }) =>
  caseFollowsDossier.whenever({ ...envelope, type: 'DossierWithdrawn', data });

describe('The policy case-follows-dossier', () => {
  it('hands the agency what the dossier is bound to, and not why somebody insisted', () => {
    const commands = caseFollowsDossier.whenever({
      ...envelope,
      type: 'TransferredToAgency',
      data: { ...a.openCase.data, insisted: a.insist },
    });
    expect(commands).toEqual([
      { subject: OpenCase.subject, type: 'OpenCase', dossierId: a.dossierId, data: a.openCase.data },
    ]);
    expect(OpenCase.data.safeParse(commands[0]?.data).success).toBe(true);
  });

  it('closes the case of a dossier that is withdrawn, where there is one', () => {
    expect(withdrawn({ reason: 'Không cần nữa', case: 2 })).toEqual([
      { subject: CloseCase.subject, type: 'CloseCase', dossierId: a.dossierId, data: { case: 2 } },
    ]);
    expect(withdrawn({ reason: 'Không cần nữa' })).toEqual([]);
  });

  const follow = (data: object) => [
    { subject: FollowDueDate.subject, type: 'FollowDueDate', dossierId: a.dossierId, data },
  ];
  it('tells the case the date, where a case is to keep it', () => {
    const moved = { from: a.dueAt, to: a.newDueAt, cause: 'extension' } as const;
    const move = (data: typeof moved & { readonly case?: number }) =>
      caseFollowsDossier.whenever({ ...envelope, type: 'DueDateChanged', data });
    expect(move({ ...moved, case: 2 })).toEqual(follow({ case: 2, dueAt: a.newDueAt }));
    expect(move(moved)).toEqual([]);
    const restarted = { at: a.now, from: a.dueAt, case: 1 };
    const restart = (data: typeof restarted & { readonly dueAt?: string }) =>
      caseFollowsDossier.whenever({ ...envelope, type: 'ClockRestarted', data });
    expect(restart({ ...restarted, dueAt: a.newDueAt })).toEqual(follow({ case: 1, dueAt: a.newDueAt }));
    expect(restart(restarted)).toEqual(follow({ case: 1 }));
  });

  it('tells it that the clock runs again, unless something else lets it stand', () => {
    const paused = { cause: 'stop', case: 1, at: a.now } as const;
    const due = { originalDueAt: a.newDueAt, dueAt: a.newDueAt, lawfulDueAt: a.newDueAt, clockDueAt: a.newDueAt };
    const resume = (more: { readonly due?: typeof due; readonly awaits?: 'supplement' }) =>
      caseFollowsDossier.whenever({ ...envelope, type: 'Resumed', data: { ...paused, ...more } });
    expect(resume({ due })).toEqual(follow({ case: 1, dueAt: a.newDueAt }));
    expect(resume({})).toEqual(follow({ case: 1 }));
    expect(resume({ awaits: 'supplement' })).toEqual([]);
  });
});

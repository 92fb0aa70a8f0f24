import { CloseCase, OpenCase } from '@hoso/contracts';
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
});

import { OpenCase } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/case-stories.ts';
import { openCase } from './open-case.policy.ts';

describe('The policy open-case', () => {
  it('hands the agency what the dossier is bound to, and not why somebody insisted', () => {
    const commands = openCase.whenever({
      type: 'TransferredToAgency',
      data: { ...a.openCase.data, insisted: a.insist },
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
    });
    expect(commands).toEqual([
      { subject: OpenCase.subject, type: 'OpenCase', dossierId: a.dossierId, data: a.openCase.data },
    ]);
    expect(OpenCase.data.safeParse(commands[0]?.data).success).toBe(true);
  });
});

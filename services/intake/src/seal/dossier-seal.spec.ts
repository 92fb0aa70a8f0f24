import { PersonalDataDestroyed, Role } from '@hoso/contracts';
import { specification } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import { dossierId } from '../../test/dossier-stories.ts';
import { dossierSeal, type SealCommand } from './dossier-seal.ts';
import { finishDestruction } from './finish-destruction.policy.ts';

const given = specification(dossierSeal);
const content = { ground: 'retention-ended', decisionNo: '12/QĐ-UBND' } as const;
const destroyed = { type: 'PersonalDataDestroyed', data: { dossier: dossierId, ...content } } as const;
const destroy = (change: Partial<SealCommand> = {}) =>
  ({
    type: 'DestroySeal',
    data: content,
    actor: { id: 'privacy-01', role: 'privacy-officer', unit: 'platform' },
    occurredAt: '2026-03-15T03:00:00.000Z',
    dossier: dossierId,
    standing: 'returned',
    ...change,
  }) as SealCommand;
const insist = { reason: 'Theo yêu cầu của toà án' };

describe("The seal of a dossier's personal data", () => {
  it.each(['returned', 'withdrawn', 'refused-at-reception'] as const)('is destroyed when it is %s', (standing) =>
    given().when(destroy({ standing })).then(destroyed),
  );

  it('is destroyed once, on whatever other ground it is asked for again', () =>
    given(destroyed)
      .when(destroy({ data: { ...content, ground: 'law-requires' } }))
      .thenNothing());

  it('is kept while somebody is owed an answer, unless its officer insists', () => {
    given()
      .when(destroy({ standing: 'in-process' }))
      .thenRefused('DossierUnfinished');
    given()
      .when(destroy({ standing: 'in-process', insist }))
      .then({ ...destroyed, data: { ...destroyed.data, insisted: insist } });
  });

  it('is kept while a petition about the dossier is not answered, unless its officer insists', () => {
    const unanswered = '0190b8a2-7c00-7000-8000-000000000777';
    given().when(destroy({ unanswered })).thenRefused('PetitionUnanswered');
    given()
      .when(destroy({ unanswered, insist }))
      .then({ ...destroyed, data: { ...destroyed.data, insisted: insist } });
    given(destroyed).when(destroy({ unanswered })).thenNothing();
  });

  it('is not there where there is no dossier', () =>
    given()
      .when(destroy({ standing: 'none', insist }))
      .thenRefused('DossierNotFound'));

  it.each(Role.options.filter((role) => !['privacy-officer', 'system'].includes(role)))(
    'is not to be destroyed by a(n) %s, who cannot insist either',
    (role) =>
      given()
        .when(destroy({ actor: { id: 'somebody', role, unit: 'platform' }, insist }))
        .thenRefused('RoleNotAllowed'),
  );

  it('is seen to by the platform alone, once it was destroyed', () => {
    const finish = destroy({ type: 'FinishDestruction', data: {} });
    const system = { id: 'platform', role: 'system', unit: 'platform' } as const;
    given(destroyed).when(finish).thenRefused('RoleNotAllowed');
    given(destroyed)
      .when({ ...finish, actor: system })
      .thenNothing();
    given()
      .when({ ...finish, actor: system })
      .thenRefused('SealKept');
  });

  it.each(['12/QĐ-UBND', '7/2026/QĐ-UBND'])('names the decision %s', (decisionNo) =>
    expect(PersonalDataDestroyed.schema.safeParse({ dossier: dossierId, ...content, decisionNo }).success).toBe(true),
  );

  it.each(['Nguyễn Thị Hoa', '12', '12/Nguyễn Hoa', '', '12/qđ'])('has no place for %j in the number', (decisionNo) =>
    expect(PersonalDataDestroyed.schema.safeParse({ dossier: dossierId, ...content, decisionNo }).success).toBe(false),
  );

  it('is seen to whenever it was destroyed', () =>
    expect(finishDestruction.events.types.has('PersonalDataDestroyed')).toBe(true));
});

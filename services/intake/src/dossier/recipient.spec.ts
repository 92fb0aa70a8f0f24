import { fold } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { dossier } from './dossier.ts';
import type { DossierState } from './dossier-state.ts';
import { recipientOf } from './recipient.ts';

const submittedWith = (change: object): DossierState => {
  const { submittedAt: occurredAt, platform: actor, submittedByPost: told } = a;
  return fold(dossier, [
    { ...told, data: { ...told.data, ...change }, occurredAt, actor } as typeof told & {
      readonly occurredAt: string;
      readonly actor: typeof actor;
    },
  ]);
};
const applicant = { ...a.person, address: 'Tổ 1', phone: '0912 345 678' };

describe('The recipient of a result', () => {
  it('is the applicant at his address, or at the one he gave for it', () => {
    const recipient = { name: a.person.name, address: 'Tổ 1', phone: '0912 345 678' };
    expect(recipientOf(submittedWith({ applicant }), a.dossierId, a.platform)).toEqual(recipient);
    const elsewhere = recipientOf(submittedWith({ applicant, returnAddress: 'Tổ 2' }), a.dossierId, a.platform);
    expect(elsewhere).toEqual({ ...recipient, address: 'Tổ 2' });
  });
  it('is told to the platform alone', () => {
    for (const actor of [a.clerk, a.applicant, undefined]) {
      expect(() => recipientOf(submittedWith({}), a.dossierId, actor)).toThrow('RoleNotAllowed');
    }
  });
  it('is nobody without a dossier, and after its key is destroyed', () => {
    expect(() => recipientOf(dossier.initial, a.dossierId, a.platform)).toThrow('DossierNotFound');
    const sealed = { kid: 'k', iv: 'aXY=', ct: 'Y3Q=', tag: 'dGFn' };
    for (const change of [{ applicant: sealed }, { returnAddress: sealed }]) {
      expect(() => recipientOf(submittedWith(change), a.dossierId, a.platform)).toThrow('KeyDestroyed');
    }
  });
});

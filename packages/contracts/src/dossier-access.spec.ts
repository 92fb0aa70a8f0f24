import { describe, expect, it } from '@jest/globals';
import { type Actor, Role } from './actor.ts';
import { type Hands, type HandedOver, handsAfter, mayRead, mayReadApplicant, readingOf } from './dossier-access.ts';

const applicant: Actor = { id: 'citizen-1', role: 'applicant', unit: 'public' };
const hands: Hands = {
  submittedBy: { id: applicant.id, role: 'applicant' },
  oneStop: 'ha-long-one-stop',
  agencies: ['ha-long-justice', 'ha-long-office'],
  carriers: ['ha-long-post'],
};
const atHand = ['ha-long-one-stop', 'ha-long-justice', 'ha-long-office', 'ha-long-post'];
const by = (role: Role, unit: string, id = 'somebody'): Actor => ({ id, role, unit });

describe('Reading dossiers', () => {
  it('has a rule for every role', () => expect(Object.keys(readingOf).sort()).toEqual([...Role.options].sort()));

  const staff: readonly Role[] = ['clerk', 'one-stop-head', 'officer', 'head', 'coordinator', 'postal'];
  it.each(staff)('is for a %s of a unit that has or had it in hand, and of no other', (role) => {
    expect(atHand.map((unit) => mayRead(by(role, unit), hands))).toEqual([true, true, true, true]);
    expect(mayRead(by(role, 'mong-cai-one-stop'), hands)).toBe(false);
    expect(mayRead(by(role, 'mong-cai-one-stop', applicant.id), hands)).toBe(false);
    expect(mayRead(by(role, 'ha-long-one-stop'), undefined)).toBe(false);
    expect(mayReadApplicant(by(role, 'ha-long-office'), hands)).toBe(role !== 'postal');
    expect(mayReadApplicant(by(role, 'mong-cai-one-stop'), hands)).toBe(false);
  });

  it.each(['inspector', 'operator', 'system'] as const)('is for every %s, of whatever unit', (role) => {
    expect([mayRead(by(role, 'anywhere'), hands), mayRead(by(role, 'anywhere'), undefined)]).toEqual([true, true]);
    expect(mayReadApplicant(by(role, 'anywhere'), hands)).toBe(role === 'inspector');
  });

  it('is for the applicant who submitted it himself, and for no namesake of another role', () => {
    expect([mayRead(applicant, hands), mayReadApplicant(applicant, hands)]).toEqual([true, true]);
    expect(mayRead({ ...applicant, id: 'citizen-2' }, hands)).toBe(false);
    expect(mayRead({ ...applicant, unit: 'ha-long-one-stop', id: 'citizen-2' }, hands)).toBe(false);
    expect(mayRead(applicant, { ...hands, submittedBy: { id: applicant.id, role: 'clerk' } })).toBe(false);
    expect(mayRead(applicant, undefined)).toBe(false);
  });

  it('is for no registrar, not even of a unit that has it', () =>
    expect(atHand.map((unit) => mayRead(by('registrar', unit, applicant.id), hands))).not.toContain(true));
});

describe('The hands of a dossier', () => {
  const submitted: HandedOver = {
    type: 'DossierSubmitted',
    actor: applicant,
    data: {
      ...{ procedure: '1.001193', channel: 'online', oneStop: 'ha-long-one-stop', returnBy: 'counter' },
      applicant: { kind: 'citizen', name: 'Nguyễn Thị Hoa' },
    },
  };
  const steps = [{ code: 'sign', name: { vi: 'Ký', en: 'Sign' }, role: 'head' as const }];
  const handling = { oneStop: 'ha-long-one-stop', case: 1, startAt: '', dueAt: '', steps, clerkMayProcess: false };
  const transferred = (agency: string): HandedOver => ({
    ...{ type: 'TransferredToAgency', actor: by('clerk', 'ha-long-one-stop'), data: { ...handling, agency } },
  });
  const opened = (agency: string): HandedOver => ({
    ...{ type: 'CaseOpened', actor: by('system', 'platform'), data: { ...handling, agency, dossier: '' } },
  });

  it('are its one-stop unit and each agency once, those that have given it on among them', () => {
    const told = [submitted, transferred('ha-long-justice'), opened('ha-long-justice'), opened('ha-long-office')];
    expect(told.reduce<Hands | undefined>(handsAfter, undefined)).toEqual({ ...hands, carriers: [] });
  });
  it('are the post office that collected it, and each that has or is to have its result', () => {
    const collected = { ...submitted, data: { ...submitted.data, collected: { post: 'ha-long-post', shipment: 1 } } };
    const shipment = { dossier: '', shipment: 2, oneStop: 'ha-long-one-stop' };
    const arranged = (post: string | undefined): HandedOver => ({
      ...{ type: 'ShipmentArranged', actor: by('system', 'platform') },
      data: { ...shipment, direction: 'to-applicant', post, readyAt: '' },
    });
    const taken: HandedOver = {
      ...{ type: 'ResultHandedToPost', actor: by('postal', 'mong-cai-post') },
      data: { ...shipment, post: 'mong-cai-post', item: 'RR123456785VN', signedBy: {} },
    };
    const carriers = (...told: readonly HandedOver[]) =>
      told.reduce<Hands | undefined>(handsAfter, undefined)?.carriers;
    expect(carriers(collected as HandedOver)).toEqual(['ha-long-post']);
    expect(carriers(collected as HandedOver, arranged('ha-long-post'))).toEqual(['ha-long-post']);
    expect(carriers(submitted, arranged(undefined), taken)).toEqual(['mong-cai-post']);
  });
  it('are nobody’s before it is submitted', () =>
    expect(handsAfter(undefined, opened('ha-long-justice'))).toBeUndefined());
});

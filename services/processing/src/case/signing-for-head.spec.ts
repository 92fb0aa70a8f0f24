import { specification } from '@hoso/event-sourcing/testing';
import type { Unit } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/case-stories.ts';
import { agencyCase } from './case.ts';
import type { CaseCommand } from './case-command.ts';
import type { CaseEvent } from './case-state.ts';
import { capacityOn, signerOf } from './staff.ts';

const given = specification(agencyCase);
const ready = [a.opened, a.assigned, a.verified, a.inspected];
/** Authorised from the sixteenth to the seventeenth of March, local days. */
const agency: Unit = {
  ...a.agency,
  delegations: [{ officer: a.otherOfficer.id, capacity: 'TUQ', from: '2022-03-16', to: '2022-03-17' }],
};
const deputy = <Command extends CaseCommand>(command: Command): Command => ({
  ...a.by(a.otherOfficer, command),
  capacity: 'TUQ',
});

/** The event as it is decided by who signs for the head. */
function signedFor({ type, data }: CaseEvent, more: object = {}): CaseEvent {
  return { type, data: { ...data, ...more, capacity: 'TUQ' } } as CaseEvent;
}

describe('Who signs for the head', () => {
  it('does so on the days for which he was authorised', () => {
    const on = (at: string) => capacityOn(agency, a.otherOfficer.id, at);
    expect(on('2022-03-15T16:59:59.999Z')).toBeUndefined();
    expect(on('2022-03-15T17:00:00.000Z')).toBe('TUQ');
    expect(on('2022-03-17T16:59:59.999Z')).toBe('TUQ');
    expect(on('2022-03-17T17:00:00.000Z')).toBeUndefined();
    expect(capacityOn(agency, a.officer.id, a.now)).toBeUndefined();
    expect(capacityOn(a.agency, a.otherOfficer.id, a.now)).toBeUndefined();
  });

  it('signs an apology in the head’s role, and it says as what', () => {
    const act = { actor: a.officer, occurredAt: a.now, staff: agency };
    expect(signerOf(act, a.otherOfficer.id, a.agencyId)).toEqual({ role: 'head', capacity: 'TUQ' });
    expect(signerOf(act, a.head.id, a.agencyId)).toEqual({ role: 'head' });
    expect(signerOf(act, a.officer.id, a.agencyId)).toEqual({ role: 'officer' });
    const { type, data } = a.apologised;
    given(a.opened)
      .when({ ...a.apologise, ...deputy(a.apologise), staff: agency })
      .then(
        { type, data: { ...data, signedBy: a.otherOfficer.id, capacity: 'TUQ' } } as CaseEvent,
        { type: a.reappointed.type, data: a.reappointed.data } as CaseEvent,
      );
  });

  it('issues and refuses results, stops and recalls, and it says as what', () => {
    given(...ready)
      .when(deputy(a.issue))
      .then(signedFor(a.signed, { role: 'officer' }), signedFor(a.issued));
    given(a.opened).when(deputy(a.refuseCase)).then(signedFor(a.refused));
    given(a.opened).when(deputy(a.stop)).then(signedFor(a.stopped));
    given(...ready, a.signed, a.issued)
      .when(deputy(a.recall))
      .then(signedFor(a.recalled));
    given(a.opened)
      .when(deputy({ ...a.assign, data: { case: 1, officer: a.officer.id } }))
      .then(signedFor(a.assigned));
  });

  it('does not approve his own work either', () => {
    const worked = { ...a.verified, actor: a.otherOfficer };
    given(a.opened, a.assigned, worked, a.inspected).when(deputy(a.issue)).thenRefused('OwnWork');
  });

  it('is nobody without an authorisation', () =>
    given(...ready)
      .when(a.by(a.otherOfficer, a.issue))
      .thenRefused('WrongRole'));

  it('says nothing of it where an officer’s role does', () =>
    given(a.opened)
      .when(deputy(a.requestExtension))
      .then({ type: a.extensionRequested.type, data: a.extensionRequested.data } as CaseEvent));
});

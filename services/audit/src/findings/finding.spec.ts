import { describe, it } from '@jest/globals';
import { specification } from '@hoso/event-sourcing/testing';
import {
  type Confirm,
  type Dismiss,
  finding,
  type FindingEvent,
  type RaiseFinding,
  type WithdrawFinding,
} from './finding.ts';

const given = specification(finding);
const id = 'a'.repeat(32);
const said = { actor: { id: 'rules', role: 'system', unit: 'platform' }, occurredAt: '2022-03-15T03:00:00.000Z' };
const judged = (position: number, at = '2022-03-15T03:00:00.000Z') => ({ position, at });

const content: Omit<RaiseFinding['data'], 'judged'> = {
  ...{ id, rule: 'V09', ruleSet: { id: 'nd61-2018', version: 1, effectiveFrom: '2018-06-21' }, severity: 'H' },
  ...{ name: { vi: 'a', en: 'a' }, article: 'NĐ 61/2018 Đ11.2.c', lawful: { vi: 'a', en: 'a' }, facts: {} },
  ...{ dossier: '019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef7', positions: [2, 3], certainAt: '2022-03-14T03:00:00.000Z' },
  heldBy: {},
};
const raise = (position: number, at?: string): RaiseFinding => ({
  ...said,
  type: 'RaiseFinding',
  data: { ...content, judged: judged(position, at) },
});
const withdraw = (position: number, at?: string): WithdrawFinding => ({
  ...said,
  type: 'WithdrawFinding',
  data: { id, judged: judged(position, at) },
});
const raised = (position: number): FindingEvent => ({ type: 'FindingRaised', data: raise(position).data });
const withdrawn = (position: number): FindingEvent => ({ type: 'FindingWithdrawn', data: withdraw(position).data });

const confirm: Confirm = { ...said, type: 'ConfirmFinding', data: { id } };
const confirmNoting = (note: string): Confirm => ({ ...confirm, data: { id, note } });
const dismiss = (reason: string): Dismiss => ({ ...said, type: 'DismissFinding', data: { id, reason } });
const confirmed: FindingEvent = { type: 'FindingConfirmed', data: { id } };
const dismissed = (reason: string): FindingEvent => ({ type: 'FindingDismissed', data: { id, reason } });

describe('A finding', () => {
  it('is raised once, whoever comes to it again', () => {
    given().when(raise(3)).then(raised(3));
    given(raised(3)).when(raise(3)).thenNothing();
    given(raised(3)).when(raise(9)).thenNothing();
  });
  it('is withdrawn by a later fact, or a later moment, and by nothing that was known before', () => {
    given(raised(3)).when(withdraw(4)).then(withdrawn(4));
    given(raised(3))
      .when(withdraw(3, '2022-03-15T03:00:00.001Z'))
      .then({ type: 'FindingWithdrawn', data: withdraw(3, '2022-03-15T03:00:00.001Z').data });
    given(raised(3)).when(withdraw(3)).thenNothing();
    given(raised(3)).when(withdraw(2)).thenNothing();
  });
  it('that was withdrawn is raised again by what came after, not by somebody who is behind', () => {
    given(raised(3), withdrawn(5)).when(raise(4)).thenNothing();
    given(raised(3), withdrawn(5)).when(raise(5)).thenNothing();
    given(raised(3), withdrawn(5)).when(raise(6)).then(raised(6));
  });
  it('is confirmed or dismissed as often as somebody comes to something else', () => {
    given(raised(3)).when(confirm).then(confirmed);
    given(raised(3), confirmed).when(confirm).thenNothing();
    given(raised(3), confirmed).when(dismiss('b')).then(dismissed('b'));
    given(raised(3), dismissed('b')).when(dismiss('b')).thenNothing();
    given(raised(3), dismissed('b')).when(confirm).then(confirmed);
    given(raised(3), dismissed('b'), confirmed).when(dismiss('c')).then(dismissed('c'));
  });
  it('is not confirmed or dismissed in other words while nothing has changed', () => {
    given(raised(3), dismissed('b')).when(dismiss('c')).thenRefused('FindingAlreadyDismissed', { id });
    given(raised(3), confirmed).when(confirmNoting('b')).thenRefused('FindingAlreadyConfirmed', { id });
    given(raised(3), dismissed('b'), withdrawn(4)).when(dismiss('c')).thenRefused('FindingIsWithdrawn', { id });
  });
  it('that was raised again is reviewed anew', () => {
    const again = given(raised(3), dismissed('b'), withdrawn(4), raised(6));
    again.when(dismiss('c')).then(dismissed('c'));
    again.when(dismiss('b')).thenNothing();
    given(raised(3), dismissed('b'), withdrawn(4), raised(6), dismissed('c'))
      .when(dismiss('d'))
      .thenRefused('FindingAlreadyDismissed', { id });
  });
  it('that was reviewed is withdrawn by later facts, and is then nobody’s to review', () => {
    given(raised(3), confirmed).when(raise(9)).thenNothing();
    given(raised(3), confirmed).when(withdraw(4)).then(withdrawn(4));
    given(raised(3), confirmed).when(withdraw(3)).thenNothing();
    given(raised(3), dismissed('b'), withdrawn(4)).when(confirm).thenRefused('FindingIsWithdrawn', { id });
    given(raised(3), dismissed('b'), withdrawn(4)).when(raise(6)).then(raised(6));
    given(raised(3), dismissed('b'), withdrawn(4), raised(6)).when(dismiss('b')).thenNothing();
  });
  it('that nobody raised is none to review', () => {
    given().when(confirm).thenRefused('RuleFindingNotFound', { id });
    given().when(dismiss('b')).thenRefused('RuleFindingNotFound', { id });
  });
  it('that nobody raised cannot be withdrawn', () => given().when(withdraw(9)).thenNothing());
});

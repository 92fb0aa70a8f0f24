import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import * as life from '../../test/life-stories.ts';
import { dossier } from './dossier.ts';
import type { DossierEvent } from './dossier-state.ts';

const given = specification(dossier);
const { submitted, scanned, received, transferred, resultRecorded, supplementRequested } = a;

function event({ type, data }: DossierEvent): DossierEvent {
  return { type, data } as DossierEvent;
}
function receivedWith(changes: object): DossierEvent {
  return { type: 'DossierReceived', data: { ...received.data, ...changes } };
}
const insisted = { insisted: a.insist };

describe('A result that is given at once (T12i)', () => {
  it('is given by the counter where the procedure says so (61 Đ17.4)', () =>
    given(submitted, scanned, life.atOnce).when(life.resolveAtOnce).then(event(life.resolvedAtOnce)));
  it('is given by one-stop staff who may resolve it (61 Đ17.5)', () =>
    given(submitted, scanned, receivedWith({ clerkMayProcess: true }))
      .when(life.resolveAtOnce)
      .then(event(life.resolvedAtOnce)));
  it('is given elsewhere only by insisting', () => {
    given(submitted, scanned, received).when(life.resolveAtOnce).thenRefused('NotAtOnce', { code: '1.004873' });
    given(submitted, scanned, received)
      .when(a.insisting(life.resolveAtOnce))
      .then({ ...life.resolvedAtOnce, data: { ...life.resolvedAtOnce.data, ...insisted } } as DossierEvent);
  });
  it('is given once, and handed over as any other', () => {
    given(submitted, scanned, life.atOnce, life.resolvedAtOnce).when(life.resolveAtOnce).thenNothing();
    given(submitted, scanned, life.atOnce, life.resolvedAtOnce)
      .when({ ...life.resolveAtOnce, data: { document: 'Bản sao 13' } })
      .thenRefused('NotInState', { status: 'finished' });
    given(submitted, scanned, life.atOnce, life.resolvedAtOnce)
      .when(a.returnResult)
      .then({ type: 'ResultReturned', data: { by: 'counter', to: 'applicant' } });
  });
  it('goes by post where that was asked for', () => {
    const byPost: DossierEvent = { type: 'DossierSubmitted', data: { ...a.submit.data, returnBy: 'post' } };
    given(byPost, scanned, life.atOnce)
      .when(life.resolveAtOnce)
      .then({ ...life.resolvedAtOnce, data: { ...life.resolvedAtOnce.data, returnBy: 'post' } } as DossierEvent, {
        type: 'ResultReadyToReturn',
        data: { by: 'post', oneStop: a.oneStopId, finishedAt: a.receivedAt },
      });
  });
  it('is given of what was received and is with nobody else', () => {
    given(submitted, scanned).when(life.resolveAtOnce).thenRefused('NotInState', { status: 'registered' });
    given(submitted, scanned, received, transferred).when(life.resolveAtOnce).thenRefused('NotInState');
    given(submitted, life.atOnce).when(life.resolveAtOnce).thenRefused('NotScanned', { documents: 'application-form' });
    given(submitted, scanned, life.atOnce).when(a.by(a.strangeClerk, life.resolveAtOnce)).thenRefused('WrongUnit');
  });
  it('is no agency’s to recall, nor to record', () => {
    given(submitted, scanned, life.atOnce, life.resolvedAtOnce).when(a.takeResultBack).thenRefused('NotInState');
    given(submitted, scanned, life.atOnce, life.resolvedAtOnce).when(a.recordResult).thenRefused('NotInState');
  });
});

describe('Reception, overridden', () => {
  it('needs no slip where the result is given at once, and elsewhere insistence (V19)', () => {
    const immediate = { ...a.receive.facts, procedure: { ...a.procedure, immediate: true } } as typeof a.receive.facts;
    const slipless = { ...a.receive, data: { slip: false } };
    given(submitted)
      .when({ ...slipless, facts: immediate })
      .then(receivedWith({ immediate: true, withoutSlip: true }));
    given(submitted).when(slipless).thenRefused('SlipNotGiven');
    given(submitted)
      .when(a.insisting(slipless))
      .then(receivedWith({ withoutSlip: true, ...insisted }));
  });
  it('starts the term elsewhere only by insisting, and the lawful date stays what it was (V34)', () => {
    const later = { ...a.receive, data: { startAt: '2022-03-16T02:00:00.000Z' } };
    given(submitted).when(later).thenRefused('StartNotLawful', { lawfulStartAt: a.receivedAt });
    given(submitted)
      .when(a.insisting(later))
      .then(receivedWith({ startAt: '2022-03-16T02:00:00.000Z', dueAt: '2022-03-21T10:00:00.000Z', ...insisted }));
    given(submitted)
      .when(a.insisting({ ...a.receive, data: { startAt: '2022-03-15T02:29:59.999Z' } }))
      .thenRefused('BeforeReception');
    given(submitted)
      .when({ ...a.receive, data: { startAt: a.receivedAt } })
      .then(receivedWith({}));
  });
  it('has another code only by insisting (V21)', () => {
    const code = '000.00.21.H49-220314-0361';
    const other = { ...a.receive, data: { code } };
    given(submitted).when(other).thenRefused('CodeNotComputed', { code });
    given(submitted)
      .when(a.insisting(other))
      .then(receivedWith({ code, ...insisted }));
    given(submitted, receivedWith({ code })).when(other).thenNothing();
    given(submitted, received).when(other).thenRefused('NotInState');
  });
});

describe('A supplement that was never supplied (T17)', () => {
  it('ends in a refusal that says so', () =>
    given(submitted, supplementRequested)
      .when(a.refuseReception)
      .then({ type: 'ReceptionRefused', data: { reason: 'Không thuộc thẩm quyền', because: 'never-supplied' } }));
  it('is told apart from any other refusal', () =>
    given(submitted)
      .when(a.refuseReception)
      .then({ type: 'ReceptionRefused', data: { reason: 'Không thuộc thẩm quyền' } }));
});

describe('Digitisation before transfer', () => {
  it('leaves out what need not be scanned (TT 03/2025 Đ5.2)', () => {
    given(submitted).when(life.exemptFromScan).then(event(life.exempted));
    given(submitted, life.exempted).when(life.exemptFromScan).thenNothing();
    given(submitted, scanned).when(life.exemptFromScan).thenNothing();
    given(submitted, life.exempted, received).when(a.transfer).then(event(transferred));
    given(submitted, a.withdrawn).when(life.exemptFromScan).thenRefused('NotInState');
    given(submitted).when(a.by(a.strangeClerk, life.exemptFromScan)).thenRefused('WrongUnit');
  });
});

describe('What the applicant is told', () => {
  const finished = [submitted, received, transferred, resultRecorded] as const;
  it('is an early result, beforehand (61 Đ20.4)', () => {
    given(...finished)
      .when(life.notifyEarlyResult)
      .then(event(life.earlyNotified));
    given(...finished, life.earlyNotified)
      .when(life.notifyEarlyResult)
      .thenNothing();
    given(submitted, received, transferred)
      .when(life.notifyEarlyResult)
      .thenRefused('NotInState', { status: 'in-process' });
  });
  it.each([
    ['2022-03-17T16:59:59.999Z', true],
    ['2022-03-17T17:00:00.000Z', false],
  ])('is early by local dates: finished %s', (finishedAt, isEarly) => {
    const result: DossierEvent = {
      type: 'ResultRecorded',
      data: { outcome: 'issued', case: 1, finishedAt, returnBy: 'counter' },
    };
    const asked = given(submitted, received, transferred, result).when(life.notifyEarlyResult);
    if (isEarly) asked.then(event(life.earlyNotified));
    else asked.thenRefused('ResultNotEarly', { finishedAt });
  });
  it('is the new date, once there is one (61 Đ19.9)', () => {
    given(submitted, received).when(life.notifyReAppointment).thenRefused('NotReAppointed');
    given(submitted, received, transferred, life.extended)
      .when(life.notifyReAppointment)
      .then(event(life.newDateNotified));
    given(submitted, received, transferred, life.extended, life.newDateNotified)
      .when(life.notifyReAppointment)
      .thenNothing();
    given(submitted).when(life.notifyReAppointment).thenRefused('NotInState');
    given(submitted, received, a.withdrawn).when(life.notifyReAppointment).thenRefused('NotInState');
  });
  it('is that the result is there, once for each result and means (QĐ 45/2016 Đ8.4)', () => {
    const told: DossierEvent = {
      type: 'ResultNotified',
      data: { means: 'email', finishedAt: '2022-03-17T04:00:00.000Z' },
    };
    given(...finished)
      .when(life.notifyResult)
      .then(told);
    given(...finished, told)
      .when(life.notifyResult)
      .thenNothing();
    given(...finished, told)
      .when({ ...life.notifyResult, data: { means: 'phone' } })
      .then({ type: 'ResultNotified', data: { ...told.data, means: 'phone' } });
    given(submitted, received, transferred).when(life.notifyResult).thenRefused('NotInState');
    given(...finished)
      .when(a.by(a.strangeClerk, life.notifyResult))
      .thenRefused('WrongUnit');
  });
  it('is recorded by the platform where it told it', () => {
    given(...finished)
      .when(a.by(a.platform, life.notifyEarlyResult))
      .then(event(life.earlyNotified));
    given(submitted, received, transferred, life.extended)
      .when(a.by(a.platform, life.notifyReAppointment))
      .then(event(life.newDateNotified));
  });
  it('is told by the unit’s own counter', () => {
    given(...finished)
      .when(a.by(a.strangeClerk, life.notifyEarlyResult))
      .thenRefused('WrongUnit');
    given(submitted, received, life.extended)
      .when(a.by(a.officerAtCounter, life.notifyReAppointment))
      .thenRefused('WrongRole');
  });
});

describe('A term that a clerk lets run anew', () => {
  const restart = a.by(a.clerk, a.restartClock);
  it('runs anew only by insisting (V28), by the clock or with another date', () => {
    given(submitted, received, transferred).when(restart).thenRefused('RestartBySupplement');
    const told = { at: '2022-03-17T02:00:00.000Z', from: a.lawfulDueAt, case: 1 };
    given(submitted, received, transferred)
      .when(a.insisting(restart))
      .then({ type: 'ClockRestarted', data: { ...told, dueAt: '2022-03-22T10:00:00.000Z', ...insisted } });
    const dueAt = '2022-06-01T10:00:00.000Z';
    given(submitted, received, transferred)
      .when(a.insisting({ ...restart, data: { ...restart.data, dueAt } }))
      .then({ type: 'ClockRestarted', data: { ...told, dueAt, ...insisted } });
    given(submitted, received, transferred)
      .when(a.insisting({ ...restart, data: { ...restart.data, dueAt: restart.data.at } }))
      .thenRefused('DueDateInPast');
    given(submitted, received, transferred)
      .when(a.insisting({ ...restart, data: { ...restart.data, at: '2022-03-15T02:59:59.999Z' } }))
      .thenRefused('DueDateInPast');
  });
  it('takes no date from the platform: it has the clock', () =>
    given(submitted, received, transferred)
      .when({ ...a.restartClock, data: { ...a.restartClock.data, dueAt: '2022-06-01T10:00:00.000Z' } })
      .then({
        type: 'ClockRestarted',
        data: { at: '2022-03-17T02:00:00.000Z', from: a.lawfulDueAt, dueAt: '2022-03-22T10:00:00.000Z', case: 1 },
      }));
});

import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/case-stories.ts';
import { agencyCase } from './case.ts';
import type { CaseEvent } from './case-state.ts';

const given = specification(agencyCase);
const { opened, assigned, consulted, answered, lateReported, issued, stopped } = a;

/** The event as it is decided: without who and when, with the insistence that it took. */
function plain({ type, data }: CaseEvent, insisted?: typeof a.insist): CaseEvent {
  return { type, data: insisted ? { ...data, insisted } : data } as CaseEvent;
}

describe('A case that is looked into', () => {
  it('keeps the record of a verification', () => given(opened, assigned).when(a.verify).then(plain(a.recorded)));
  it('keeps it once', () => given(opened, a.recorded).when(a.verify).thenNothing());
  it('is verified without a record only by insisting', () => {
    const bare = { ...a.verify, data: { case: 1, about: 'Hiện trạng nhà' } };
    given(opened).when(bare).thenRefused('FieldRequired', { field: 'record' });
    given(opened)
      .when(a.insisting(bare))
      .then({
        type: 'Verified',
        data: { dossier: a.dossierId, case: 1, about: 'Hiện trạng nhà', insisted: a.insist },
      });
  });
  it('is verified by the officer assigned, and nobody of another unit', () => {
    given(opened, assigned).when(a.by(a.otherOfficer, a.verify)).thenRefused('NotAssigned');
    given(opened, assigned).when(a.by(a.head, a.verify)).then(plain(a.recorded));
    given(opened)
      .when(a.insisting(a.by(a.clerk, a.verify)))
      .thenRefused('WrongUnit');
  });
  it('is not verified while it is stopped, nor once it is finished', () => {
    given(opened, stopped).when(a.insisting(a.verify)).thenRefused('CaseStopped');
    given(opened, issued).when(a.insisting(a.verify)).thenRefused('CaseFinished');
  });
  it('is verified before reception only by insisting', () => {
    const early = { ...a.verify, occurredAt: '2022-03-15T02:59:59.999Z' };
    given(opened).when(early).thenRefused('BeforeReception');
    given(opened).when(a.insisting(early)).then(plain(a.recorded, a.insist));
  });
});

describe('A case about which another agency is asked', () => {
  const data = { dossier: a.dossierId, case: 1, consultation: 1 };
  it('says whom, what and by when', () => given(opened).when(a.consult).then(plain(consulted)));
  it('asks the same once', () => given(opened, consulted).when(a.consult).thenNothing());
  it('asks the same again once it was answered', () =>
    given(opened, consulted, answered)
      .when(a.consult)
      .then({ ...plain(consulted), data: { ...consulted.data, consultation: 2 } } as typeof consulted));
  it.each(['agency', 'content', 'dueAt'] as const)('leaves %s out only by insisting', (field) => {
    const { [field]: _, ...rest } = a.consult.data;
    given(opened)
      .when({ ...a.consult, data: rest })
      .thenRefused('FieldRequired', { field });
    const { [field]: __, ...kept } = consulted.data as Record<string, unknown>;
    given(opened)
      .when(a.insisting({ ...a.consult, data: rest }))
      .then({ type: 'ConsultationRequested', data: { ...kept, insisted: a.insist } } as typeof consulted);
  });
  it('asks others, not itself, and not for an answer in the past', () => {
    const own = { ...a.consult, data: { ...a.consult.data, agency: a.agencyId } };
    given(opened).when(a.insisting(own)).thenRefused('ConsultedIsOwn');
    const past = { ...a.consult, data: { ...a.consult.data, dueAt: a.now } };
    given(opened).when(a.insisting(past)).thenRefused('DueBeforeAsked', { dueAt: a.now, occurredAt: a.now });
  });

  it('is answered by who was asked', () => given(opened, consulted).when(a.answer).then(plain(answered)));
  it('is answered once', () => given(opened, consulted, answered).when(a.answer).thenNothing());
  it('is answered once, whatever it says', () =>
    given(opened, consulted, answered)
      .when({ ...a.answer, data: { ...a.answer.data, answer: 'Không phù hợp' } })
      .thenRefused('ConsultationAnswered', { consultation: 1 }));
  it('is answered by who asked only by insisting, and by nobody else', () => {
    given(opened, consulted).when(a.by(a.officer, a.answer)).thenRefused('NotConsulted', { agency: a.consultedId });
    given(opened, consulted)
      .when(a.insisting(a.by(a.officer, a.answer)))
      .then(plain(answered, a.insist));
    given(opened, consulted)
      .when(a.insisting(a.by(a.strangeOfficer, a.answer)))
      .thenRefused('WrongUnit');
    given(opened, consulted)
      .when(a.by({ ...a.coordinator, role: 'clerk' }, a.answer))
      .thenRefused('WrongRole');
  });
  it('takes what came on paper where nobody said whom it asked', () =>
    given(opened, { type: 'ConsultationRequested', data }).when(a.by(a.officer, a.answer)).then(plain(answered)));
  it('takes an answer also after its decision, and while it is stopped', () => {
    given(opened, consulted, issued).when(a.answer).then(plain(answered));
    given(opened, consulted, stopped).when(a.answer).then(plain(answered));
  });
  it('takes no answer that nobody asked for', () =>
    given(opened).when(a.answer).thenRefused('ConsultationUnknown', { consultation: 1 }));

  it('reports that an answer is late, to the millisecond', () => {
    given(opened, consulted).when(a.reportLate).then(plain(lateReported));
    given(opened, consulted)
      .when({ ...a.reportLate, occurredAt: a.answerDueAt })
      .thenRefused('ConsultationNotLate', { consultation: 1 });
  });
  it('reports it once', () => given(opened, consulted, lateReported).when(a.reportLate).thenNothing());
  it('reports it also after a late answer, not after one in time', () => {
    const late = { ...answered, occurredAt: '2022-03-17T10:00:00.001Z' };
    given(opened, consulted, late)
      .when({ ...a.reportLate, occurredAt: '2022-03-18T01:00:00.000Z' })
      .then(plain(lateReported));
    given(opened, consulted, { ...answered, occurredAt: a.answerDueAt })
      .when(a.reportLate)
      .thenRefused('ConsultationNotLate');
  });
});

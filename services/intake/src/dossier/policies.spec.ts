import { PauseClock, RecordResult, RestartClock, ResumeClock } from '@hoso/contracts';
import type { EventOf, Policy } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import { dossierId, receivedAt } from '../../test/dossier-stories.ts';
import { type History, recorded } from '../../test/history.ts';
import { recordResult } from './record-result.policy.ts';
import { restartClock } from './restart-clock.policy.ts';

const of = { dossier: dossierId, case: 1 };
const finishedAt = '2022-03-24T04:00:00.000Z';

function sent(policy: Policy, event: History) {
  const [told] = recorded([event]);
  return told && policy.whenever(told);
}

describe('Policies of intake', () => {
  it.each([
    ['issued', { type: 'ResultIssued', data: { ...of, document: 'Giấy', finishedAt } }],
    ['refused', { type: 'RefusedAfterAppraisal', data: { ...of, reason: 'Không đủ', finishedAt } }],
  ] satisfies readonly (readonly [string, History])[])('record a result that was %s', (outcome, event) => {
    const commands = sent(recordResult, event);
    expect(commands).toEqual([
      { subject: RecordResult.subject, type: 'RecordResult', dossierId, data: { outcome, case: 1, finishedAt } },
    ]);
    expect(RecordResult.data.safeParse(commands?.[0]?.data).success).toBe(true);
  });

  it.each([
    ['TakeDossierBack', { type: 'ReturnedToOneStop', data: { ...of, reason: 'Thuộc cơ quan khác' } }],
    ['TakeResultBack', { type: 'ResultRecalled', data: { ...of, reason: 'Ghi sai tên' } }],
  ] satisfies readonly (readonly [string, History])[])('%s when the agency gives it back', (type, event) => {
    expect(sent(recordResult, event)).toEqual([
      { subject: 'intake.commands.dossier', type, dossierId, data: { case: 1 } },
    ]);
  });

  const at = receivedAt;
  const ground = { groundRef: 'Luật Đất đai' };
  const money = 'financial-obligation';
  it.each([
    [
      { type: 'FinancialObligationNotified', data: { ...of, ...ground, pausesClock: true } },
      'PauseClock',
      money,
      ground,
    ],
    [{ type: 'FinancialObligationFulfilled', data: { ...of, pausedClock: true } }, 'ResumeClock', money, {}],
    [{ type: 'ProcessingStopped', data: { ...of, ...ground } }, 'PauseClock', 'stop', ground],
    [
      ...[{ type: 'ProcessingResumed', data: { ...of, clockRuns: true } }, 'ResumeClock', 'stop'],
      { awaitsSupplement: false },
    ],
    [
      ...[
        { type: 'ProcessingResumed', data: { ...of, clockRuns: false, awaits: 'supplement' } },
        'ResumeClock',
        'stop',
      ],
      { awaitsSupplement: true },
    ],
  ] as readonly (readonly [History, string, string, object])[])(
    'let the clock stand and go on: %#',
    (event, type, cause, more) => {
      const commands = sent(recordResult, event);
      expect(commands).toEqual([
        { subject: 'intake.commands.dossier', type, dossierId, data: { cause, at, case: 1, ...more } },
      ]);
      const schema = type === 'PauseClock' ? PauseClock.data : ResumeClock.data;
      expect(schema.safeParse(commands?.[0]?.data).success).toBe(true);
    },
  );

  it.each([
    { type: 'FinancialObligationNotified', data: { ...of, pausesClock: false } },
    { type: 'FinancialObligationFulfilled', data: { ...of, pausedClock: false } },
    { type: 'ProcessingStopped', data: { ...of, decided: true } },
  ] satisfies readonly History[])('leave the clock alone where its time counts: $type', (event) =>
    expect(sent(recordResult, event)).toEqual([]),
  );

  it('restart the clock from the instant of the supplement', () => {
    const restartAt = '2022-03-17T02:00:00.000Z';
    const event: EventOf<never> | History = {
      type: 'AppraisalSupplementReceived',
      data: { ...of, items: ['Bản vẽ'], restartAt },
    };
    const commands = sent(restartClock, event);
    expect(commands).toEqual([
      { subject: RestartClock.subject, type: 'RestartClock', dossierId, data: { at: restartAt, case: 1 } },
    ]);
    expect(RestartClock.data.safeParse(commands?.[0]?.data).success).toBe(true);
  });
});

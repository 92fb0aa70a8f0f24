import type { CaseCommandOf } from '../src/case/case-command.ts';
import { answerDueAt, dueAt, head, newDueAt, of, platform, type Told, told } from './case-stories.ts';

/** Fifteen working days after `now`. */
export const closableAt = '2022-04-06T10:00:00.000Z';

export const dueChanged: Told = { type: 'CaseDueChanged', data: { ...of, dueAt: newDueAt } };
export const reminded: Told = { type: 'ReminderSent', data: { ...of, of: 'result', dueAt } };
export const remindedOfAnswer: Told = {
  type: 'ReminderSent',
  data: { ...of, of: 'answer', consultation: 1, dueAt: answerDueAt },
};
export const markedOverdue: Told = { type: 'MarkedOverdue', data: { ...of, dueAt } };
export const karaokeSupplementRequested: Told = {
  type: 'AppraisalSupplementRequested',
  data: { ...of, items: ['Bản vẽ'], reason: 'Thiếu', via: 'one-stop', count: 1, closableAt },
};
export const closeProposed: Told = { type: 'AutoCloseProposed', data: { ...of, closableAt } };
export const autoClosed: Told = {
  type: 'AutoClosed',
  data: { ...of, closableAt, groundRef: 'not-supplemented' },
};
const byTime = { ...told, actor: platform } as const;
export const followDueDate: CaseCommandOf<'FollowDueDate'> = {
  ...byTime,
  type: 'FollowDueDate',
  data: { case: 1, dueAt: newDueAt },
};
export const remind: CaseCommandOf<'Remind'> = { ...byTime, type: 'Remind', data: { case: 1, of: 'result', dueAt } };
export const remindOfAnswer: CaseCommandOf<'Remind'> = {
  ...byTime,
  type: 'Remind',
  data: { case: 1, of: 'answer', consultation: 1, dueAt: answerDueAt },
};
export const markOverdue: CaseCommandOf<'MarkOverdue'> = { ...byTime, type: 'MarkOverdue', data: { case: 1, dueAt } };
export const proposeAutoClose: CaseCommandOf<'ProposeAutoClose'> = {
  ...byTime,
  type: 'ProposeAutoClose',
  data: { case: 1, closableAt },
};
export const autoClose: CaseCommandOf<'AutoClose'> = {
  ...told,
  actor: head,
  occurredAt: closableAt,
  type: 'AutoClose',
  data: { case: 1, groundRef: 'not-supplemented' },
};

import type { NotificationMeans, Sending, SendingFailure } from '@hoso/contracts';
import type { NotificationCommand, NotificationEvent } from '../src/notifications/notification.ts';
import { clerk, dossierId, oneStopId, platform } from './dossier-stories.ts';

/** What the specs of a notification tell about: one that a supplement is wanted. */
export const notificationId = '017f8a00-0000-8000-8000-0000000000aa';
export const at = '2022-03-16T03:00:00.000Z';
export const cause = { stream: `dossier-${dossierId}`, version: 2 };
const names = { dossier: dossierId, notification: notificationId, topic: 'supplement-wanted' } as const;
const about = { ...names, oneStop: oneStopId, cause };
const said = { dossier: dossierId, notification: notificationId, actor: platform, occurredAt: at };

type Event<Type extends NotificationEvent['type']> = Extract<NotificationEvent, { readonly type: Type }>;
type Command<Type extends NotificationCommand['type']> = Extract<NotificationCommand, { readonly type: Type }>;

// ---- what it is asked

export function notify(...means: readonly NotificationMeans[]): Command<'NotifyApplicant'> {
  const plan = { topic: names.topic, oneStop: oneStopId, means };
  return { ...said, type: 'NotifyApplicant', data: { notification: notificationId, cause }, plan };
}
export function notifyBecause(because: 'key-destroyed' | 'too-late'): Command<'NotifyApplicant'> {
  return { ...notify(), plan: { topic: names.topic, oneStop: oneStopId, means: [], because } };
}
export function again(attempt: number, occurredAt: string): Command<'SendAgain'> {
  return {
    ...{ ...said, occurredAt, type: 'SendAgain', isKeyDestroyed: false },
    data: { notification: notificationId, attempt },
  };
}
export function record(attempt: number, sending: Sending, occurredAt: string = at): Command<'RecordSending'> {
  return { ...said, occurredAt, type: 'RecordSending', data: { means: 'email', attempt, sending } };
}
export function post(item?: string): Command<'PostLetter'> {
  const numbered = item === undefined ? {} : { item };
  return { ...said, actor: clerk, type: 'PostLetter', data: { notification: notificationId, ...numbered } };
}

// ---- what comes of sending

export const taken: Sending = { outcome: 'sent', reference: '<aa@halong.example>' };
export const down: Sending = { outcome: 'failed', reason: 'unreachable', forGood: false };
export const nobody: Sending = { outcome: 'failed', reason: 'address', status: 550, forGood: true };

// ---- what happened

export function begun(means: 'email' | 'sms', ...then: NotificationMeans[]): Event<'NotificationBegun'> {
  return { type: 'NotificationBegun', data: { ...about, means, attempt: 1, then } };
}
/** The same as a story tells it: when it was. */
export function begunAt(means: 'email' | 'sms', ...then: NotificationMeans[]) {
  return { ...begun(means, ...then), occurredAt: at };
}
export function sendingBegun(attempt: number): Event<'SendingBegun'> {
  return { type: 'SendingBegun', data: { ...names, means: 'email', attempt } };
}
export const sent: Event<'NotificationSent'> = {
  type: 'NotificationSent',
  data: { ...names, means: 'email', attempt: 1, reference: '<aa@halong.example>' },
};
export function failed(
  attempt: number,
  reason: SendingFailure,
  next?: { readonly means: 'email' | 'sms'; readonly at: string },
): Event<'NotificationFailed'> {
  const status = reason === 'address' ? { status: 550 } : {};
  return {
    type: 'NotificationFailed',
    data: { ...names, means: 'email', attempt, reason, ...status, ...(next ? { again: next } : {}) },
  };
}
/** By e-mail, with these means left. */
export function failedFourTimes(...then: NotificationMeans[]): readonly NotificationEvent[] {
  const each = (attempt: number) => failed(attempt, 'unreachable', { means: 'email', at });
  return [
    begun('email', ...then),
    each(1),
    ...[2, 3, 4].flatMap((attempt): readonly NotificationEvent[] => [sendingBegun(attempt), each(attempt)]),
  ];
}
export const letter: Event<'LetterMadeOut'> = { type: 'LetterMadeOut', data: about };
export function posted(item?: string): Event<'NotificationSent'> {
  const numbered = item === undefined ? {} : { item };
  return { type: 'NotificationSent', data: { ...names, means: 'letter', ...numbered } };
}
export function notSent(because: 'no-contact' | 'key-destroyed' | 'too-late'): Event<'NotificationNotSent'> {
  return { type: 'NotificationNotSent', data: { ...about, because } };
}

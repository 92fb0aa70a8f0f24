import {
  type CommandOf,
  type DossierId,
  type NotSentBecause,
  type NoticeCause,
  type NoticeTopic,
  type notificationCommands,
  type NotificationMeans,
  type notificationTypes,
  refuse,
  requireSystem,
  requireUnit,
  type Said,
  type Sending,
  unlessInsisted,
  wrongRole,
} from '@hoso/contracts';
import { type Decider, type EventOf, type Happened, type Instant, instantOf, unreachable } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { counterRoles } from '../dossier/at-counter.ts';

export type NotificationIntent = CommandOf<(typeof notificationCommands)[number]>;
export type NotificationEvent = EventOf<(typeof notificationTypes)[number]>;

/** What is told of, and how: the ways that are left, the first one first; or why nobody is told. */
export interface Plan {
  readonly topic: NoticeTopic;
  readonly oneStop: string;
  readonly means: readonly NotificationMeans[];
  readonly because?: z.infer<typeof NotSentBecause>;
}

/** What came of an attempt. Given by whoever made it. */
export interface RecordSending {
  readonly type: 'RecordSending';
  readonly data: { readonly means: 'email' | 'sms'; readonly attempt: number; readonly sending: Sending };
}

/** `occurredAt` is when it is carried out: messages are not sent in the past. */
export type NotificationCommand = (
  | (Extract<NotificationIntent, { readonly type: 'NotifyApplicant' }> & { readonly plan: Plan | undefined })
  | (Extract<NotificationIntent, { readonly type: 'SendAgain' }> & { readonly isKeyDestroyed: boolean })
  | Extract<NotificationIntent, { readonly type: 'PostLetter' }>
  | RecordSending
) &
  Said & { readonly dossier: DossierId; readonly notification: string };

/** What a notification is about, and what can still be tried. */
interface About {
  readonly dossier: DossierId;
  readonly notification: string;
  readonly topic: NoticeTopic;
  readonly oneStop: string;
  readonly cause: NoticeCause;
}

interface Trying extends About {
  readonly means: 'email' | 'sms';
  /** Of all, and by these means, from 1. */
  readonly attempt: number;
  readonly tries: number;
  readonly then: readonly NotificationMeans[];
}

export type NotificationState =
  | { readonly status: 'none' }
  | (Trying & { readonly status: 'sending'; readonly since: Instant })
  | (Trying & { readonly status: 'waiting'; readonly againAt: Instant })
  | (About & { readonly status: 'letter'; readonly madeOutAt: Instant })
  | (About & { readonly status: 'over'; readonly letter?: Letter });

/** One that was posted, under which number. */
interface Letter {
  readonly madeOutAt: Instant;
  readonly item?: string | undefined;
}

type Begun = Exclude<NotificationState, { readonly status: 'none' }>;

/** How long after each failed attempt by the same means the next one comes; after the last one come other means. */
export const retriesAfterMs: readonly number[] = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000];
/** Whoever has been sending for so long is gone: no message takes longer than half of it. */
export const givenUpAfterMs = 60_000;

/** One telling of one event: stream `notification-<id>`. It is begun once, whoever asks for it and however often. */
export const notification: Decider<NotificationCommand, NotificationState, NotificationEvent> = {
  initial: { status: 'none' },
  decide,
  evolve,
};

function decide(command: NotificationCommand, state: NotificationState): readonly NotificationEvent[] {
  if (command.type === 'NotifyApplicant') {
    requireSystem(command.actor);
    return state.status === 'none' && command.plan ? begin(command, command.plan) : [];
  }
  if (state.status === 'none' || state.dossier !== command.dossier) {
    return refuse('NotificationNotFound', { notification: command.notification });
  }
  switch (command.type) {
    case 'SendAgain':
      requireSystem(command.actor);
      return sendAgain(command, state);
    case 'RecordSending':
      return recorded(command, state);
    case 'PostLetter':
      return postLetter(command, state);
    default:
      return unreachable(command);
  }
}

function begin(
  { dossier, notification: id, data: { cause } }: NotificationCommand & { readonly type: 'NotifyApplicant' },
  { topic, oneStop, means: [first, ...then], because }: Plan,
): readonly NotificationEvent[] {
  const about = { dossier, notification: id, topic, oneStop, cause };
  if (because !== undefined || first === undefined) {
    return [{ type: 'NotificationNotSent', data: { ...about, because: because ?? 'no-contact' } }];
  }
  if (first === 'letter') return [{ type: 'LetterMadeOut', data: about }];
  return [{ type: 'NotificationBegun', data: { ...about, means: first, attempt: 1, then } }];
}

/** What is not due, or was gone on with by somebody else, is left as it is. */
function sendAgain(
  { data, occurredAt, isKeyDestroyed }: NotificationCommand & { readonly type: 'SendAgain' },
  state: Begun,
): readonly NotificationEvent[] {
  if ((state.status !== 'sending' && state.status !== 'waiting') || data.attempt !== state.attempt + 1) return [];
  if (occurredAt < nextAt(state)) return [];
  if (state.status === 'sending') return failedBy(state, { reason: 'timed-out', forGood: false }, occurredAt);
  if (isKeyDestroyed) return [{ type: 'NotificationNotSent', data: { ...aboutOf(state), because: 'key-destroyed' } }];
  return [{ type: 'SendingBegun', data: { ...namesOf(state), means: state.means, attempt: data.attempt } }];
}

/** When somebody should look at it again. */
export function nextAt(state: Extract<NotificationState, { readonly status: 'sending' | 'waiting' }>): Instant {
  return state.status === 'waiting' ? state.againAt : later(state.since, givenUpAfterMs);
}

/** What was sent was sent, even if nobody waited for its answer any more. */
function recorded(
  { data: { means, attempt, sending }, occurredAt }: NotificationCommand & RecordSending,
  state: Begun,
): readonly NotificationEvent[] {
  if (state.status === 'over') return [];
  if (sending.outcome === 'sent') {
    const { reference } = sending;
    const told = reference === undefined ? {} : { reference };
    return [{ type: 'NotificationSent', data: { ...namesOf(state), means, attempt, ...told } }];
  }
  if (state.status !== 'sending' || state.attempt !== attempt) return [];
  return failedBy(state, sending, occurredAt);
}

type Failure = Pick<Extract<Sending, { readonly outcome: 'failed' }>, 'reason' | 'status' | 'forGood'>;

/** The same means again after a while; else the next ones at once; else a letter; else nothing more. */
function failedBy(state: Trying, failure: Failure, at: Instant): readonly NotificationEvent[] {
  const { means, attempt, tries, then } = state;
  const { reason, status, forGood } = failure;
  const failed = { ...namesOf(state), means, attempt, reason, ...(status === undefined ? {} : { status }) };
  const pauseMs = forGood ? undefined : retriesAfterMs[tries - 1];
  if (pauseMs !== undefined) {
    return [{ type: 'NotificationFailed', data: { ...failed, again: { means, at: later(at, pauseMs) } } }];
  }
  const [next] = then;
  if (next === undefined) return [{ type: 'NotificationFailed', data: failed }];
  if (next !== 'letter') return [{ type: 'NotificationFailed', data: { ...failed, again: { means: next, at } } }];
  return [
    { type: 'NotificationFailed', data: failed },
    { type: 'LetterMadeOut', data: aboutOf(state) },
  ];
}

function postLetter(
  { actor, data: { item }, insist }: NotificationCommand & { readonly type: 'PostLetter' },
  state: Begun,
): readonly NotificationEvent[] {
  requireUnit(actor, state.oneStop);
  const breach = wrongRole(actor, counterRoles);
  if (state.status === 'over' && state.letter && state.letter.item === item) return [];
  if (state.status !== 'letter') return refuse('LetterNotFound', { notification: state.notification });
  const numbered = item === undefined ? {} : { item };
  const data = { ...namesOf(state), means: 'letter' as const, ...numbered, ...unlessInsisted(insist, breach) };
  return [{ type: 'NotificationSent', data }];
}

function evolve(state: NotificationState, event: Happened<NotificationEvent>): NotificationState {
  switch (event.type) {
    case 'NotificationBegun': {
      const { means, attempt, then, ...about } = event.data;
      return { status: 'sending', ...about, means, attempt, tries: 1, then, since: event.occurredAt };
    }
    case 'LetterMadeOut':
      return { status: 'letter', ...event.data, madeOutAt: event.occurredAt };
    case 'NotificationNotSent':
      return { status: 'over', ...aboutOf(event.data) };
    default:
      return state.status === 'none' ? state : evolveBegun(state, event);
  }
}

type Later = Extract<NotificationEvent, { readonly type: 'SendingBegun' | 'NotificationSent' | 'NotificationFailed' }>;

function evolveBegun(state: Begun, event: Happened<Later>): NotificationState {
  switch (event.type) {
    case 'SendingBegun': {
      if (state.status !== 'waiting') return state;
      const { againAt: _, ...trying } = state;
      return { ...trying, status: 'sending', attempt: event.data.attempt, since: event.occurredAt };
    }
    case 'NotificationSent': {
      const { item } = event.data;
      const letter = state.status === 'letter' ? { letter: { madeOutAt: state.madeOutAt, item } } : {};
      return { status: 'over', ...aboutOf(state), ...letter };
    }
    case 'NotificationFailed': {
      if (state.status !== 'sending') return state;
      const { again } = event.data;
      if (!again) return { status: 'over', ...aboutOf(state) };
      const { since: _, ...trying } = state;
      const same = again.means === state.means;
      const { tries, then } = same
        ? { tries: state.tries + 1, then: state.then }
        : { tries: 1, then: state.then.slice(1) };
      return { ...trying, status: 'waiting', means: again.means, tries, then, againAt: again.at };
    }
    default:
      return unreachable(event);
  }
}

function namesOf({ dossier, notification: id, topic }: Pick<About, 'dossier' | 'notification' | 'topic'>) {
  return { dossier, notification: id, topic };
}

function aboutOf({ oneStop, cause, ...names }: About): About {
  return { ...namesOf(names), oneStop, cause };
}

function later(at: Instant, ms: number): Instant {
  return instantOf(Date.parse(at) + ms);
}

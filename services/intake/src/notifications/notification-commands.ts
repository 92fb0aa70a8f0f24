import {
  atVersion,
  type DossierId,
  type Notices,
  type NotSentBecause,
  refuse,
  requireSystem,
  type Said,
  type Sending,
} from '@hoso/contracts';
import {
  type CommandContext,
  type Envelope,
  type EventStore,
  type HandleCommand,
  type Instant,
  type OpenStream,
  type Receipt,
  type StreamName,
  streamName,
  unreachable,
  uuidV8,
} from '@hoso/event-sourcing';
import type { z } from 'zod';
import {
  type NotificationCommand,
  type NotificationIntent,
  type NotificationState,
  notification,
  type Plan,
} from './notification.ts';
import { causeOf, openNotice, type OpenNotice, type OpenNoticePorts, subjectOf } from './open-notice.ts';
import { addressOf, planOf } from './plan-of.ts';

/** A command as it was read from the bus. */
export interface AskedNotification {
  readonly command: NotificationIntent & Said;
  readonly context: CommandContext;
  readonly id: DossierId;
  readonly ifVersion: number | undefined;
}

export interface NotificationPorts extends OpenNoticePorts {
  /** Knows the events of notifications. */
  readonly handle: HandleCommand;
  readonly store: EventStore;
  readonly notices: Pick<Notices, 'means' | 'words' | 'send'>;
  readonly openNotification: (
    stream: StreamName,
  ) => Promise<Pick<OpenStream<NotificationCommand, NotificationState>, 'state'>>;
  /** What the log's clock shows. */
  readonly now: () => Instant;
}

type Run<Type extends NotificationIntent['type']> = AskedNotification & {
  readonly command: Extract<NotificationIntent, { readonly type: Type }> & Said;
};

/** After so long what is told would mislead: notices were off meanwhile, or nothing ran. */
const tooLateMs = 7 * 86_400_000;

/**
 * Carries out every command about a notification. Rejects with `DomainError`.
 *
 * Decision: that somebody is sending is recorded before he does, and what came of it after. / Because whoever is asked
 * the same at the same time, or again because an answer got lost, then leaves it to him; and where he is gone, time
 * goes on with it. What he may have sent just before goes out once more then, under the same id. / Instead of sending
 * first, which two at a time would do twice; or recording first that it was sent, which may be untrue.
 */
export function notificationCommandsOver(ports: NotificationPorts): (asked: AskedNotification) => Promise<Receipt> {
  return async (asked) => {
    const { command } = asked;
    switch (command.type) {
      case 'NotifyApplicant':
        return await notify(ports, { ...asked, command });
      case 'SendAgain':
        return await sendAgain(ports, { ...asked, command });
      case 'PostLetter':
        return await decided(ports, asked, command);
      default:
        return unreachable(command);
    }
  };
}

async function notify(ports: NotificationPorts, asked: Run<'NotifyApplicant'>): Promise<Receipt> {
  const { command, id } = asked;
  requireSystem(command.actor);
  const { cause, notification: name } = command.data;
  const begun = await ports.openNotification(streamOf(name));
  if (begun.state.status !== 'none') return await decided(ports, asked, { ...command, plan: undefined });
  const envelope = await causeOf(ports, cause);
  if (!envelope || envelope.dossierId !== id) return refuse('NotificationNotFound', { notification: name });
  const isTooLate = Date.parse(ports.now()) - Date.parse(envelope.recordedAt) > tooLateMs;
  const opened = isTooLate
    ? 'too-late'
    : await openNotice(ports, { dossier: id, cause: envelope }, command.actor, command.type);
  const plan = typeof opened === 'object' ? planned(ports, opened) : await unplanned(ports, id, envelope, opened);
  const receipt = await decided(ports, asked, { ...command, plan: plan ?? refuse('DossierNotFound', { id }) });
  if (typeof opened === 'object' && !receipt.repeated) await sendNow(ports, asked, opened);
  return receipt;
}

function planned({ notices }: NotificationPorts, { notice: { topic }, applicant, about }: OpenNotice): Plan {
  return { topic, oneStop: about.oneStop, means: planOf(topic, notices.means, applicant) };
}

async function unplanned(
  ports: NotificationPorts,
  id: DossierId,
  cause: Envelope,
  because: z.infer<typeof NotSentBecause> | undefined,
): Promise<Plan | undefined> {
  const subject = because && (await subjectOf(ports, id, cause));
  return subject && { topic: subject.told.topic, oneStop: subject.oneStop, means: [], because };
}

async function sendAgain(ports: NotificationPorts, asked: Run<'SendAgain'>): Promise<Receipt> {
  const { command, id } = asked;
  requireSystem(command.actor);
  const { state } = await ports.openNotification(streamOf(command.data.notification));
  const cause = state.status === 'waiting' ? await causeOf(ports, state.cause) : undefined;
  const opened = cause && (await openNotice(ports, { dossier: id, cause }, command.actor, command.type));
  const isKeyDestroyed = opened === 'key-destroyed';
  const receipt = await decided(ports, asked, { ...command, isKeyDestroyed });
  if (typeof opened === 'object' && !receipt.repeated) await sendNow(ports, asked, opened);
  return receipt;
}

/** Sends what was just begun, and records what came of it. */
async function sendNow(
  ports: NotificationPorts,
  asked: Run<'NotifyApplicant'> | Run<'SendAgain'>,
  opened: OpenNotice,
): Promise<void> {
  const { notification: name } = asked.command.data;
  const { state } = await ports.openNotification(streamOf(name));
  if (state.status !== 'sending') return;
  const { means, attempt } = state;
  const sending = await sent(ports, name, means, opened);
  const { actor } = asked.command;
  const command = { type: 'RecordSending', data: { means, attempt, sending }, actor, occurredAt: ports.now() } as const;
  const { correlationId, traceparent, commandId: causationId } = asked.context;
  const context = { commandId: uuidV8('record-sending', name, attempt), correlationId, traceparent, causationId };
  await decided(ports, { ...asked, context, ifVersion: undefined }, command, name);
}

async function sent(
  { notices }: NotificationPorts,
  name: string,
  means: 'email' | 'sms',
  { notice, applicant }: OpenNotice,
): Promise<Sending> {
  const to = addressOf(means, applicant);
  // A means of the plan reached him when it was made, and nobody changes what an applicant said of himself.
  if (to === undefined) return { outcome: 'failed', reason: 'address', forGood: true };
  try {
    return await notices.send(means, { id: name, to, text: notices.words(notice) });
  } catch {
    return { outcome: 'failed', reason: 'unreachable', forGood: false };
  }
}

type Undecided = NotificationCommand extends infer Command
  ? Command extends NotificationCommand
    ? Omit<Command, 'dossier' | 'notification'>
    : never
  : never;

/** What is carried out now happens now, whenever its cause did. */
function decided(
  { handle, now }: NotificationPorts,
  { context, id, ifVersion }: Pick<AskedNotification, 'context' | 'id' | 'ifVersion'>,
  said: Undecided,
  name: string = nameOf(said),
): Promise<Receipt> {
  const stream = streamOf(name);
  const occurredAt = said.type === 'PostLetter' ? said.occurredAt : now();
  const command = { ...said, occurredAt, dossier: id, notification: name };
  return handle(command, { ...context, dossierId: id }, stream, async (load) => [
    atVersion((await load(stream, notification)).decide(command), ifVersion),
  ]);
}

function nameOf(said: Undecided): string {
  return 'notification' in said.data ? said.data.notification : '';
}

function streamOf(name: string): StreamName {
  return streamName('notification', name);
}

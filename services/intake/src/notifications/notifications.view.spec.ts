import type { NotificationSummary } from '@hoso/contracts';
import { type Read, uuidV8 } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import * as n from '../../test/notification-stories.ts';
import type { NotificationEvent } from './notification.ts';
import { notificationRetries } from './notification-retries.ts';
import { notificationIndex, notifications } from './notifications.view.ts';

function recorded(event: NotificationEvent, version: number, occurredAt = n.at): Read<NotificationEvent> {
  const stream = `notification-${n.notificationId}`;
  const id = uuidV8(stream, version);
  return {
    ...event,
    ...{ log: uuidV8('log'), id, commandId: id, commandType: 'Told', correlationId: id, schemaVersion: 1 },
    ...{ stream, version, position: version + 1, recordedAt: occurredAt, occurredAt, dossierId: a.dossierId },
    actor: a.platform,
  };
}

function shown(...events: readonly NotificationEvent[]): NotificationSummary | undefined {
  return events
    .map((event, index) => recorded(event, index + 1))
    .reduce<NotificationSummary | undefined>((before, event) => notifications.evolve(before, event), undefined);
}

const begun = {
  ...{ notification: n.notificationId, dossier: a.dossierId, oneStop: a.oneStopId, topic: 'supplement-wanted' },
  ...{ beganAt: n.at, attempts: 1, means: 'email' },
};
const again = { means: 'sms', at: '2022-03-16T03:00:00.000Z' } as const;
const wake = notifications.indexes.find(({ name }) => name === notificationIndex.wake);
const letters = notifications.indexes.find(({ name }) => name === notificationIndex.letter);

describe('The view of notifications', () => {
  it('shows who is at it, and when somebody looks after it', () => {
    const nextAt = '2022-03-16T03:01:00.000Z';
    const summary = shown(n.begun('email', 'sms'));
    expect(summary).toEqual({ ...begun, status: 'sending', nextAt, version: 1 });
    expect(summary && wake?.of(summary)).toEqual([nextAt]);
  });
  it('shows what waits, until it is sent', () => {
    const waiting = [n.begun('email', 'sms'), n.failed(1, 'address', again)];
    expect(shown(...waiting)).toEqual({
      ...{ ...begun, means: 'sms', status: 'waiting', failure: 'address', nextAt: again.at, version: 2 },
    });
    const sent = shown(...waiting, n.sendingBegun(2), n.sent);
    expect(sent).toMatchObject({ status: 'sent', means: 'email', attempts: 2, sentAt: n.at });
    expect(sent && wake?.of(sent)).toBeUndefined();
  });
  it('shows letters to their unit until they are posted', () => {
    const waiting = shown(n.begun('email', 'letter'), n.failed(1, 'address'), n.letter);
    expect(waiting).toMatchObject({ status: 'letter', means: 'letter', failure: 'address' });
    expect(waiting && letters?.of(waiting)).toEqual([a.oneStopId, n.at]);
    const posted = shown(n.letter, n.posted('RR123456785VN'));
    expect(posted).toMatchObject({ status: 'sent', means: 'letter', item: 'RR123456785VN', attempts: 0 });
    expect(posted && letters?.of(posted)).toBeUndefined();
  });
  it('shows why nobody is told', () => {
    expect(shown(n.notSent('no-contact'))).toMatchObject({ status: 'not-sent', because: 'no-contact', attempts: 0 });
    expect(shown(n.begun('email'), n.failed(1, 'address'))).toMatchObject({ status: 'failed', failure: 'address' });
  });
  it('is asked by time alone for what is due, each attempt once', () => {
    const waiting = shown(n.begun('email', 'sms'), n.failed(1, 'address', again));
    if (!waiting) throw new Error('it waits');
    expect(notificationRetries.whenever(waiting, '2022-03-16T02:59:59.999Z')).toEqual([]);
    const due = {
      ...{ subject: 'intake.commands.notification', type: 'SendAgain', dossierId: a.dossierId, at: again.at },
      data: { notification: n.notificationId, attempt: 2 },
    };
    expect(notificationRetries.whenever(waiting, again.at)).toEqual([due]);
  });
});

import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import * as n from '../../test/notification-stories.ts';
import { notification } from './notification.ts';

const given = specification(notification);

describe('A notification', () => {
  it('begins with the first means of its plan, and knows the others', () =>
    given()
      .when(n.notify('email', 'sms', 'letter'))
      .then(n.begun('email', 'sms', 'letter')));

  it('is begun once, whoever asks again and whatever the plan would be by then', () => {
    given(n.begunAt('email')).when(n.notify('sms')).thenNothing();
    given(n.begunAt('email'), n.sent).when(n.notify('email')).thenNothing();
    given(n.letter).when(n.notify('email')).thenNothing();
    given(n.notSent('no-contact')).when(n.notify('email')).thenNothing();
  });

  it('is a letter where nothing else reaches anybody', () => given().when(n.notify('letter')).then(n.letter));

  it('tells nobody whom nothing reaches, and says why', () => {
    given().when(n.notify()).then(n.notSent('no-contact'));
    given().when(n.notifyBecause('key-destroyed')).then(n.notSent('key-destroyed'));
    given().when(n.notifyBecause('too-late')).then(n.notSent('too-late'));
  });

  it('is sent, and that is the end of it', () => {
    given(n.begunAt('email')).when(n.record(1, n.taken)).then(n.sent);
    given(n.begunAt('email'), n.sent).when(n.record(1, n.taken)).thenNothing();
    given(n.begunAt('email'), n.sent).when(n.record(1, n.down)).thenNothing();
    given(n.begunAt('email'), n.sent).when(n.again(2, '2022-03-16T05:00:00.000Z')).thenNothing();
  });

  it('that failed is tried again after a while, each time after a longer one', () => {
    const first = n.failed(1, 'unreachable', { means: 'email', at: '2022-03-16T03:01:00.000Z' });
    given(n.begunAt('email', 'sms')).when(n.record(1, n.down)).then(first);
    given(n.begunAt('email', 'sms'), first).when(n.again(2, '2022-03-16T03:00:59.999Z')).thenNothing();
    given(n.begunAt('email', 'sms'), first).when(n.again(2, '2022-03-16T03:01:00.000Z')).then(n.sendingBegun(2));
    given(n.begunAt('email', 'sms'), first, n.sendingBegun(2))
      .when(n.record(2, n.down, '2022-03-16T03:01:00.000Z'))
      .then(n.failed(2, 'unreachable', { means: 'email', at: '2022-03-16T03:06:00.000Z' }));
  });

  it('goes on with the next means once one has failed for good, or five times', () => {
    const next = { means: 'sms', at: n.at } as const;
    given(n.begunAt('email', 'sms'))
      .when(n.record(1, n.nobody))
      .then(n.failed(1, 'address', next));
    given(...n.failedFourTimes('sms'), n.sendingBegun(5))
      .when(n.record(5, n.down))
      .then(n.failed(5, 'unreachable', next));
  });

  it('becomes a letter where no other means is left, or comes to nothing', () => {
    given(n.begunAt('email', 'letter')).when(n.record(1, n.nobody)).then(n.failed(1, 'address'), n.letter);
    given(n.begunAt('email')).when(n.record(1, n.nobody)).then(n.failed(1, 'address'));
    given(n.begunAt('email'), n.failed(1, 'address')).when(n.again(2, '2022-04-16T03:00:00.000Z')).thenNothing();
  });

  it('whose sender does not come back is gone on with a minute later', () => {
    given(n.begunAt('email')).when(n.again(2, '2022-03-16T03:00:59.999Z')).thenNothing();
    given(n.begunAt('email'))
      .when(n.again(2, '2022-03-16T03:01:00.000Z'))
      .then(n.failed(1, 'timed-out', { means: 'email', at: '2022-03-16T03:02:00.000Z' }));
  });

  it('that was sent after all is sent, whoever had given it up', () => {
    const givenUp = n.failed(1, 'timed-out', { means: 'email', at: '2022-03-16T03:02:00.000Z' });
    given(n.begunAt('email'), givenUp).when(n.record(1, n.taken)).then(n.sent);
    given(n.begunAt('email'), givenUp).when(n.record(1, n.down)).thenNothing();
    given(n.begunAt('email', 'letter'), n.failed(1, 'address'), n.letter).when(n.record(1, n.taken)).then(n.sent);
  });

  it('tells nobody any more once the key is destroyed', () => {
    const first = n.failed(1, 'unreachable', { means: 'email', at: '2022-03-16T03:01:00.000Z' });
    given(n.begunAt('email'), first)
      .when({ ...n.again(2, '2022-03-16T03:01:00.000Z'), isKeyDestroyed: true })
      .then(n.notSent('key-destroyed'));
  });

  it('is set in motion by the platform alone', () => {
    given()
      .when({ ...n.notify('email'), actor: a.clerk })
      .thenRefused('RoleNotAllowed');
    given(n.begunAt('email'))
      .when({ ...n.again(2, '2022-03-16T05:00:00.000Z'), actor: a.oneStopHead })
      .thenRefused('RoleNotAllowed');
  });

  it('of another dossier, or none, is not there', () => {
    given().when(n.post()).thenRefused('NotificationNotFound');
    given(n.letter)
      .when({ ...n.post(), dossier: '017f8a00-0000-7000-8000-000000000002' })
      .thenRefused('NotificationNotFound');
  });
});

describe('A letter', () => {
  const item = 'RR123456785VN';
  it('is sent once its counter has posted it', () => {
    given(n.letter).when(n.post(item)).then(n.posted(item));
    given(n.letter).when(n.post()).then(n.posted());
    given(n.letter, n.posted(item)).when(n.post(item)).thenNothing();
    given(n.letter, n.posted(item)).when(n.post()).thenRefused('LetterNotFound');
  });
  it('was never made out where a message was sent', () =>
    given(n.begunAt('email'), n.sent).when(n.post()).thenRefused('LetterNotFound'));
  it("is its own unit's", () => {
    given(n.letter)
      .when({ ...n.post(), actor: a.strangeClerk })
      .thenRefused('WrongUnit');
    given(n.letter)
      .when({ ...n.post(), actor: a.officerAtCounter })
      .thenRefused('WrongRole');
    given(n.letter)
      .when({ ...n.post(), actor: a.officerAtCounter, insist: a.insist })
      .then({ ...n.posted(), data: { ...n.posted().data, insisted: a.insist } });
  });
});

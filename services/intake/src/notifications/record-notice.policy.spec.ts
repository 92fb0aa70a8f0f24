import type { NoticeTopic } from '@hoso/contracts';
import { uuidV8 } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import * as n from '../../test/notification-stories.ts';
import { recordNotice } from './record-notice.policy.ts';

function commandsOn(topic: NoticeTopic): readonly string[] {
  const id = uuidV8(topic);
  const { type, data } = n.sent;
  const commands = recordNotice.whenever({
    ...{ type, data: { ...data, topic }, log: id, id, commandId: id, commandType: 'RecordSending', correlationId: id },
    ...{ stream: `notification-${id}`, version: 2, position: 3, recordedAt: n.at, occurredAt: n.at, schemaVersion: 1 },
    actor: a.platform,
  });
  expect(commands.every(({ dossierId }) => dossierId === a.dossierId)).toBe(true);
  return commands.map(({ type: name, data: said }) => `${name} ${JSON.stringify(said)}`);
}

describe('A notice that was sent', () => {
  it.each<readonly [NoticeTopic, readonly string[]]>([
    ['re-appointed', ['NotifyReAppointment {"means":"email"}']],
    ['early-result', ['NotifyEarlyResult {"means":"email"}', 'NotifyResult {"means":"email"}']],
    ['result-ready', ['NotifyResult {"means":"email"}']],
    ['refused', ['NotifyResult {"means":"email"}']],
    ['received', []],
    ['apology', []],
  ])('of %s is recorded with its dossier where the law wants it told', (topic, commands) =>
    expect(commandsOn(topic)).toEqual(commands),
  );
});

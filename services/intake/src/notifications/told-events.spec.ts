import { NoticeTopic, type NoticeTopic as Topic } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import * as p from '../../test/petition-stories.ts';
import { hoa, submittedBy, trial } from '../../test/notification-trial.ts';
import type { ToldEvent } from '../../test/paper-history.ts';
import { planOf } from './plan-of.ts';

const of = { dossier: a.dossierId, case: 1 };
const inProcess = [submittedBy(hoa), a.received, a.transferred] as readonly ToldEvent[];
const moved = { from: a.lawfulDueAt, to: '2022-03-21T10:00:00.000Z', slipRef: 'GH-1' } as const;
const recorded = (finishedAt: string, outcome: 'issued' | 'refused' = 'issued'): ToldEvent => ({
  type: 'ResultRecorded',
  data: { outcome, case: 1, finishedAt, returnBy: 'counter' },
});
const handed = {
  ...{ dossier: a.dossierId, shipment: 1, post: 'ha-long-post', oneStop: a.oneStopId, item: 'RR123456785VN' },
  signedBy: {},
};

/** Topics of what was told over a story, in order. */
async function toldOver(...events: readonly ToldEvent[]): Promise<readonly string[]> {
  const one = await trial([...inProcess, ...events], ['email']);
  await one.deliver();
  return one.sent.map(({ text }) => text.title);
}

const each: readonly (readonly [Topic, ToldEvent])[] = [
  ['supplement-wanted', { type: 'AppraisalSupplementRequested', data: { ...of, via: 'one-stop', count: 1 } }],
  ['apology', { type: 'ApologyIssued', data: { ...of, reason: 'Chờ ý kiến', signerRole: 'head' } }],
  ['re-appointed', { type: 'DueDateChanged', data: { ...moved, cause: 'extension' } }],
  ['clock-restarted', { type: 'ClockRestarted', data: { at: a.receivedAt, from: a.lawfulDueAt, case: 1 } }],
  ['obligation', { type: 'FinancialObligationNotified', data: { ...of, amount: 1_000, pausesClock: false } }],
  ['stopped', { type: 'ProcessingStopped', data: { ...of, reason: 'Tranh chấp' } }],
  ['early-result', recorded('2022-03-17T16:59:59.999Z')],
  ['result-ready', recorded('2022-03-17T17:00:00.000Z')],
  ['refused', recorded('2022-03-17T16:59:59.999Z', 'refused')],
  ['sent-by-post', { type: 'ResultHandedToPost', data: handed }],
];

describe('An applicant is told', () => {
  it('that his dossier was received', async () => expect(await toldOver()).toEqual(['received']));
  it('that it was refused at reception', async () => {
    const one = await trial([submittedBy(hoa), a.refusedAtReception as ToldEvent], ['email']);
    await one.deliver();
    expect(one.sent.map(({ text }) => text.title)).toEqual(['refused-at-reception']);
  });
  it('that his petition was answered, and what the answer is', async () => {
    const one = await trial([], ['email', 'letter']);
    const petitioner = { ...p.receive.data.petitioner, email: 'vidu@example.vn' };
    await one.petition([{ ...p.received, data: { ...p.received.data, petitioner } }, p.answered]);
    await one.deliver();
    await one.deliver();
    expect(one.sent.map(({ to, text }) => [to, text.title])).toEqual([['vidu@example.vn', 'petition-answered']]);
    expect(JSON.parse(one.sent[0]?.text.paragraphs[0] ?? '')).toEqual({
      ...{ language: 'vi', applicant: petitioner.name, code: p.petitionId, reason: p.answer.data.answer },
      oneStop: `Tên ${p.office}`,
    });
    expect(one.reads).toEqual([expect.objectContaining({ dossiers: [p.petitionId], fields: ['applicant', 'answer'] })]);
  });
  it('of an answer to a petition by no letter of the platform, and of none once its key is destroyed', async () => {
    const unreached = await trial([], ['letter']);
    await unreached.petition([p.received, p.answered]);
    await unreached.deliver();
    const destroyed = await trial([], ['email']);
    destroyed.world.isKeyDestroyed = true;
    await destroyed.petition([p.received, p.answered]);
    await destroyed.deliver();
    const told = [...(await unreached.summaries()), ...(await destroyed.summaries())];
    expect(told.map(({ dossier, oneStop, because }) => [dossier, oneStop, because])).toEqual([
      [p.petitionId, p.office, 'no-contact'],
      [p.petitionId, p.office, 'key-destroyed'],
    ]);
  });
  it.each(each)('%s', async (topic, event) => expect(await toldOver(event)).toEqual(['received', topic]));
  it('of everything there are words for', () => {
    const told = new Set(['received', 'refused-at-reception', 'petition-answered', ...each.map(([topic]) => topic)]);
    expect([...told].sort()).toEqual([...NoticeTopic.options].sort());
  });

  it.each<readonly [string, ToldEvent]>([
    [
      'a date that comes nearer',
      { type: 'DueDateChanged', data: { ...moved, from: moved.to, to: moved.from, cause: 'extension' } },
    ],
    ['a date that was set right', { type: 'DueDateChanged', data: { ...moved, cause: 'correction' } }],
    [
      'papers that go back',
      { type: 'ResultHandedToPost', data: { ...handed, content: 'refused-papers' } } as ToldEvent,
    ],
    ['a scan', a.scanned as ToldEvent],
  ])('nothing of %s', async (_, event) => expect(await toldOver(event)).toEqual(['received']));
});

describe('The ways in which somebody is told', () => {
  it.each<readonly [string, object, readonly string[]]>([
    ['are all that reach him', {}, ['email', 'sms', 'letter']],
    ['begin with what he wishes', { noticeBy: 'letter' }, ['letter', 'email', 'sms']],
    ['leave out what he wishes and nothing reaches', { noticeBy: 'email', email: undefined }, ['sms', 'letter']],
    ['leave out telephones at a wall', { phone: '0203 3825 689' }, ['email', 'letter']],
    ['are none for who gave nothing', { email: undefined, phone: undefined, address: undefined }, []],
  ])('%s', (_, change, means) =>
    expect(planOf('stopped', ['email', 'sms', 'letter'], { ...hoa, ...change })).toEqual(means),
  );
  it('are no letter where he has the slip, or the packet comes anyhow', () => {
    for (const topic of ['received', 'sent-by-post'] as const)
      expect(planOf(topic, ['email', 'letter'], { ...hoa, email: undefined })).toEqual([]);
  });
  it('are those alone that are offered', () => expect(planOf('stopped', ['sms'], hoa)).toEqual(['sms']));
});

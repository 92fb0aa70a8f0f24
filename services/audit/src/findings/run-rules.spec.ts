import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lawRulesOf } from '../../test/law-rules.ts';
import { dossierId, told } from '../../test/story.ts';
import { type Trial, trial } from '../../test/trial.ts';

let court: Trial;
beforeEach(async () => {
  court = await trial(lawRulesOf('V01', 'V02', 'V09'));
});
afterEach(() => court.close());

const at = (instant: string) => Date.parse(instant);
const standing = async () => (await court.findings()).filter((one) => one.standing).map(({ finding }) => finding.rule);
const { submitted, received, transferred, opened, issued, apologised } = told;
const secondRequest = { ...told.supplementRequested, at: '2022-03-14T05:00:00.000Z', data: { count: 2 } };
/** When the dossier of the story is due. */
const due = received.data.dueAt;

describe('Rules at work on a log', () => {
  it('find what is forbidden as soon as it is recorded, with all that a person has to know', async () => {
    court.setClock(at('2022-03-14T05:00:01.000Z'));
    await court.record(dossierId, submitted, told.supplementRequested, told.supplementReceived, secondRequest);
    await court.judged();
    const [found] = await court.findings();
    expect(found?.finding).toMatchObject({
      rule: 'V09',
      ruleSet: { id: 'nd61-2018', version: 2 },
      severity: 'H',
      article: 'NĐ 61/2018 Đ11.2.c, Đ15.3',
      dossier: dossierId,
      heldBy: { oneStop: 'ha-long-one-stop' },
      person: 'clerk-0701',
      unit: 'ha-long-one-stop',
      positions: expect.arrayContaining([6]),
      certainAt: '2022-03-14T05:00:00.000Z',
      judged: { position: 6, at: '2022-03-14T05:00:01.000Z' },
    });
    expect(found?.id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('find an absence once its limit has passed by the log’s clock, not before', async () => {
    court.setClock(at('2022-03-15T03:00:00.000Z'));
    await court.record(dossierId, submitted, received, transferred, opened);
    court.setClock(at(due));
    await court.tick();
    expect(await standing()).toEqual([]);
    // A second later nothing that was recorded up to the limit can still be on its way.
    court.setClock(at(due) + 1_000);
    await court.tick();
    expect(await court.findings()).toMatchObject([
      { finding: { rule: 'V02', certainAt: due, code: received.data.code, heldBy: { agency: 'ha-long-office' } } },
    ]);
    expect(await court.tick()).toBe(0);
  });

  it('take back what a late fact explains, and nothing is deleted', async () => {
    court.setClock(at('2022-03-15T03:00:00.000Z'));
    await court.record(dossierId, submitted, received, transferred, opened);
    court.setClock(at(due) + 86_400_000);
    await court.tick();
    expect(await standing()).toEqual(['V02']);
    await court.record(dossierId, { ...apologised, at: '2022-03-16T06:30:00.000Z' });
    await court.judged();
    expect(await standing()).toEqual([]);
    expect(await court.findings()).toMatchObject([{ finding: { rule: 'V02' }, standing: false, events: 2 }]);
  });

  it('find nothing in a dossier that was handled as it should be, however long one waits', async () => {
    court.setClock(at('2022-03-18T09:30:00.000Z'));
    await court.record(dossierId, submitted, told.scanned, received, transferred, opened, told.verified, issued);
    court.setClock(at('2022-12-30T00:00:00.000Z'));
    await court.tick();
    expect(await standing()).toEqual([]);
  });

  it('find nothing twice after a restart, nor after losing all that they had put away', async () => {
    court.setClock(at('2022-03-15T03:00:00.000Z'));
    await court.record(dossierId, submitted, told.supplementRequested, secondRequest, received, transferred, opened);
    court.setClock(at(due) + 86_400_000);
    await court.tick();
    await court.record(dossierId, { ...apologised, at: '2022-03-16T06:30:00.000Z' });
    await court.judged();
    const before = await court.findings();
    expect(before.map(({ finding, events }) => [finding.rule, events])).toEqual([
      ['V09', 1],
      ['V02', 2],
    ]);
    await court.restart();
    await court.tick();
    await court.restart('lost');
    await court.tick();
    expect(await court.findings()).toEqual(before);
  });

  it('take back what was found before they lost all that they had put away', async () => {
    court.setClock(at('2022-03-15T03:00:00.000Z'));
    await court.record(dossierId, submitted, received, transferred, opened);
    court.setClock(at(due) + 86_400_000);
    await court.tick();
    expect(await standing()).toEqual(['V02']);
    await court.restart('lost', () => court.record(dossierId, { ...apologised, at: '2022-03-16T06:30:00.000Z' }));
    await court.judged();
    expect(await court.findings()).toMatchObject([{ finding: { rule: 'V02' }, standing: false, events: 2 }]);
    expect(await court.judgeAgain()).toMatchObject({ raised: 0, withdrawn: 0, same: 0 });
  });

  it('hold a dossier that they cannot judge, tell why, and go on with the others', async () => {
    const other = '019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef8';
    const unknown = { ...received, data: { ...received.data, calendar: { id: 'nowhere', version: 1 } } };
    court.setClock(at('2022-03-15T03:00:00.000Z'));
    await court.record(dossierId, submitted, unknown, told.supplementRequested, secondRequest);
    await court.record(other, submitted, told.supplementRequested, secondRequest);
    await court.judged();
    expect((await court.findings()).map(({ finding }) => finding.dossier)).toEqual([other]);
    const { holds } = await court.rules().status();
    expect(holds).toMatchObject([{ subject: dossierId, position: 4, reason: expect.stringContaining('nowhere') }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { CommandMessage, DossierId } from '@hoso/contracts';
import { demoBegins, epochMsAt } from './demo-calendar.ts';
import { acts, commandIdOf, stories } from './scenario.ts';

describe('The demo', () => {
  it('tells of dossiers by their own names, each with an id of its own that sorts by time', () => {
    const ids = stories.map(({ cast }) => DossierId.parse(cast.dossier));
    expect(new Set(ids).size).toBe(stories.length);
    expect(new Set(stories.map(({ name }) => name)).size).toBe(stories.length);
    const began = (story: (typeof stories)[number]): number => story.acts[0]?.at ?? 0;
    const byTime = stories.toSorted((one, other) => began(one) - began(other)).map(({ cast }) => cast.dossier);
    expect(byTime.map((id) => id.slice(0, 13))).toEqual(ids.map((id) => id.slice(0, 13)).toSorted());
  });

  it('goes forward, within each dossier by at least some seconds, from its beginning on', () => {
    expect(acts.every(({ at }, index) => at >= (acts[index - 1]?.at ?? demoBegins))).toBe(true);
    for (const story of stories) {
      const times = story.acts.map(({ at }) => at);
      expect([story.name, times]).toEqual([story.name, [...new Set(times)].toSorted((one, other) => one - other)]);
    }
  });

  it('gives commands of the right form, each with an id that is the same at every play', () => {
    for (const act of acts) {
      act.command.data.parse(act.data);
      CommandMessage.pick({ commandId: true, insist: true }).parse({ commandId: commandIdOf(act), insist: act.insist });
    }
    expect(new Set(acts.map(commandIdOf)).size).toBe(acts.length);
  });

  it('keeps office hours, but for what citizens hand in online', () => {
    const offices = acts.filter(({ by }) => by.role !== 'applicant');
    const hourOf = (at: number): number => new Date(at + 7 * 3_600_000).getUTCHours();
    const closed = offices.filter(({ at }) => hourOf(at) < 7 || hourOf(at) >= 17 || hourOf(at) === 12);
    expect(closed.map(({ name }) => name)).toEqual([]);
    const weekends = offices.filter(({ at }) => [0, 6].includes(new Date(at + 7 * 3_600_000).getUTCDay()));
    expect(weekends.map(({ name }) => name)).toEqual([]);
  });

  it('names nobody who could be: no identity number and no telephone number of theirs is ever given out', () => {
    for (const { cast } of stories) {
      const { name, idNumber, phone } = cast.applicant;
      expect(name).toMatch(/^\p{L}/u);
      if (idNumber !== undefined) expect(idNumber).toMatch(/^0229\d{8}$/);
      expect(phone).toMatch(/^0203 0\d{6}$/);
    }
    expect(new Set(stories.map(({ cast }) => cast.applicant.name)).size).toBe(stories.length);
  });

  it('insists only where it plants a breach, and once needlessly', () => {
    const insisted = new Set(acts.filter(({ insist }) => insist).map(({ name }) => name.split(' ')[0]));
    expect([...insisted].toSorted()).toEqual([
      'V04-moi-truong',
      'V07-ha-long',
      'V09-ha-long',
      'V18-dong-tien',
      'V20-cong-an',
      'V23-co-to',
      'V38-ha-long',
      'bo-sung-khi-tham-dinh',
    ]);
  });

  it('reads the clock on the wall as the province does', () =>
    expect(new Date(epochMsAt('03-01 07:00', 30)).toISOString()).toBe('2022-03-01T00:30:00.000Z'));
});

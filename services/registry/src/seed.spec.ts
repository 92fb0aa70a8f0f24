import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { CommandMessage, officeCalendarId, ProcedureCode, Role } from '@hoso/contracts';
import { decided } from '@hoso/event-sourcing/testing';
import { type Calendar, dueAt, isWorkingDay, localTimeOf, workingCalendar } from '@hoso/working-time';
import { calendar } from './calendar/calendar.ts';
import { procedure } from './procedure/procedure.ts';
import { ruleSet } from './rule-set/rule-set.ts';
import { commandsOf, Seed, seedActor } from './seed.ts';
import { unit } from './unit/unit.ts';

const file = (name: string, folder = '../data/'): unknown =>
  JSON.parse(readFileSync(new URL(`${folder}${name}.json`, import.meta.url), 'utf8'));
const seed = Seed.parse({
  ...{ calendars: file('calendars'), units: file('units') },
  ...{ procedures: file('procedures'), ruleSets: file('rule-sets', '../../../rules/') },
});
const said = { actor: seedActor, occurredAt: '2022-01-01T00:00:00.000Z' };

describe('The seed as commands', () => {
  const commands = commandsOf(seed);

  it('has the form of messages, with ids made from what they say', () => {
    for (const { subject: _, ...command } of commands)
      CommandMessage.parse({ ...command, occurredAt: said.occurredAt });
    expect(commandsOf(seed)).toEqual(commands);
    expect(new Set(commands.map(({ commandId }) => commandId)).size).toBe(commands.length);
    expect(Role.parse(seedActor.role)).toBe('registrar');
  });
  it('sends another command for other content', () => {
    const [first, ...rest] = seed.units;
    const changed = commandsOf({ ...seed, units: first ? [{ ...first, officers: [] }, ...rest] : [] });
    const differing = changed.filter(({ commandId }, index) => commands[index]?.commandId !== commandId);
    expect(differing.map(({ id }) => id)).toEqual([first?.id]);
  });
  it('is accepted whole by an empty registry', () => {
    for (const data of seed.calendars) calendar.decide({ type: 'PublishCalendar', data, ...said }, calendar.initial);
    for (const data of seed.procedures)
      procedure.decide({ type: 'PublishProcedure', data, ...said }, procedure.initial);
    for (const [, versions] of Map.groupBy(seed.units, ({ id }) => id)) {
      let state = unit.initial;
      for (const data of versions) {
        const after = decided(unit, state, { type: 'RegisterUnit', data, ...said });
        expect(after.events).toHaveLength(1);
        state = after.state;
      }
    }
    for (const [, versions] of Map.groupBy(seed.ruleSets, ({ id }) => id)) {
      let state = ruleSet.initial;
      for (const data of versions) state = decided(ruleSet, state, { type: 'PublishRuleSet', data, ...said }).state;
      expect(state).toMatchObject({ newest: { version: versions.length } });
    }
    const { calendars, units, procedures, ruleSets } = seed;
    expect(commands.length).toBe([calendars, units, procedures, ruleSets].flat().length);
  });
});

describe('The procedures shipped', () => {
  const byCode = new Map(seed.procedures.map((one) => [one.code, one]));

  it('are the 23 of the survey, each with its page', () => {
    expect(byCode.size).toBe(23);
    expect(new Set(seed.procedures.map(({ source }) => source.url)).size).toBe(23);
    for (const { code, source } of seed.procedures) {
      expect(ProcedureCode.safeParse(code).success).toBe(true);
      expect(source.url).toMatch(/^https:\/\/dichvucong\.gov\.vn\/thu-tuc-hanh-chinh\/019d2bf[0-9a-f]-/);
    }
  });
  it('say what is assumed of each: steps, terms of 2026, the date', () => {
    for (const { assumed } of seed.procedures) {
      for (const word of ['Steps', '2026', '2019-01-06']) expect(assumed.join('; ')).toContain(word);
    }
  });
  it('leave no step without an officer and no result without a head', () => {
    for (const { steps } of seed.procedures) {
      expect(steps[0]).toMatchObject({ code: 'verify', role: 'officer' });
      expect(steps.at(-1)).toMatchObject({ code: 'sign', role: 'head' });
    }
  });
  it.each([
    ['1.001193', 'post', { unit: 'sameDay' }],
    ['1.000894', 'post', undefined],
    ['1.000894', 'counter', { unit: 'workingDays', amount: 1 }],
    ['1.004222', 'post', undefined],
    ['1.004222', 'online', { unit: 'workingDays', amount: 7 }],
    ['3.000333', 'counter', { unit: 'calendarDays', amount: 10 }],
    ['1.012784', 'counter', { unit: 'workingDays', amount: 22 }],
    ['1.013831', 'post', { unit: 'workingDays', amount: 4 }],
    ['1.013978', 'online', { unit: 'workingDays', amount: 17 }],
    ['2.000986', 'counter', { unit: 'workingDays', amount: 20 }],
  ] as const)('have %s by %s as its page says', (code, channel, term) =>
    expect(byCode.get(code)?.terms[channel]).toEqual(term),
  );
});

describe('The units shipped', () => {
  const byId = Map.groupBy(seed.units, ({ id }) => id);
  /** As it is on a day. */
  const on = (date: string) =>
    Array.from(byId.values(), (versions) =>
      versions.findLast(({ effectiveFrom = '' }) => effectiveFrom <= date),
    ).filter((one) => one !== undefined && date <= (one.effectiveTo ?? date));

  it.each(['2022-03-15', '2025-06-30', '2025-07-01', '2026-03-16'])(
    'receive on %s for agencies that are there',
    (date) => {
      const there = on(date);
      const agencies = there.filter((one) => one?.kind === 'agency').map((one) => one?.id);
      const received = there.flatMap((one) => one?.agencies ?? []);
      expect(received.toSorted()).toEqual(agencies.toSorted());
    },
  );
  it('are of three levels until 30/06/2025, and of two after', () => {
    const levels = (date: string) => [...new Set(on(date).map((one) => one?.level))].sort();
    expect(levels('2025-06-30')).toEqual(['commune', 'district', 'province']);
    expect(levels('2025-07-01')).toEqual(['commune', 'province']);
  });
  it('are succeeded by units that are there the day after', () => {
    const later = new Set(on('2025-07-01').map((one) => one?.id));
    const ended = seed.units.filter(({ effectiveTo }) => effectiveTo !== undefined);
    expect(ended.length).toBe(8);
    for (const { succeededBy } of ended) for (const id of succeededBy ?? []) expect(later).toContain(id);
  });
  it.each(['2022-03-15', '2026-03-16'])('number their dossiers apart on %s', (date) => {
    const oneStops = on(date).filter((one) => one?.kind === 'one-stop');
    expect(new Set(oneStops.map((one) => one?.identifier)).size).toBe(oneStops.length);
    const central = oneStops.map((one) => one?.centralIdentifier);
    if (date > '2025') expect(new Set(central).size).toBe(oneStops.length);
    expect(central.includes(undefined)).toBe(date < '2025');
  });
  it('say that codes and staff are illustrative, and employ everybody in one unit', () => {
    for (const { kind, source } of seed.units) if (kind !== 'platform') expect(source).toContain('illustrative');
    const officers = Array.from(byId.values(), (versions) => versions.at(-1)?.officers ?? []).flat();
    expect(new Set(officers.map(({ id }) => id)).size).toBe(officers.length);
    for (const versions of byId.values()) {
      for (const one of versions) expect(one.officers).toEqual(versions[0]?.officers);
    }
  });
});

describe('The calendar shipped', () => {
  const definition: Calendar = { version: 1, ...(seed.calendars.find(({ id }) => id === officeCalendarId) ?? none()) };
  const office = workingCalendar(definition);
  const days = new Map(definition.specialDays.map((day) => [day.date, day]));
  const workingDays = (from: string, to: string) =>
    datesOf(from, to).filter((date) => isWorkingDay(office, date)).length;

  it('has 58 working days in the first quarter of 2022', () =>
    expect(workingDays('2022-01-01', '2022-03-31')).toBe(58));
  it('gives back every holiday that falls on a weekly rest day, on the next working day (BLLĐ Đ111.3)', () => {
    for (let year = 2022; year <= 2027; year++) expect(compensatoryOf(year)).toEqual(derivedFrom(year));
  });
  it('has eleven holidays a year: one, five, one, one, one, two (BLLĐ Đ112)', () => {
    for (let year = 2022; year <= 2027; year++) {
      expect(specialDaysOf(year).filter(({ kind }) => kind === 'holiday').length).toBe(11);
    }
  });
  it('works on 22/08/2026 in exchange for 31/08/2026', () => {
    expect(isWorkingDay(office, '2026-08-22')).toBe(true);
    expect(isWorkingDay(office, '2026-08-31')).toBe(false);
    const due = dueAt(office, { unit: 'workingDays', amount: 1 }, '2026-08-28T03:00:00.000Z');
    expect(due.status === 'due' && localTimeOf(office, due.dueAt).date).toBe('2026-09-03');
  });
  it.each([
    ['2022-01-03', undefined],
    ['2022-02-01', true],
    ['2022-09-02', undefined],
    ['2022-09-01', true],
    ['2023-01-26', true],
    ['2026-02-16', undefined],
    ['2026-09-01', undefined],
    ['2027-09-03', true],
  ])('marks %s as provisional: %s', (date, provisional) => expect(days.get(date)?.provisional).toBe(provisional));
  it('gives a source for every day', () => {
    for (const { source } of definition.specialDays) expect(source).toMatch(/\w/);
  });

  function specialDaysOf(year: number) {
    return definition.specialDays.filter(({ date }) => date.startsWith(String(year)));
  }
  function compensatoryOf(year: number): readonly string[] {
    return specialDaysOf(year).flatMap(({ kind, date }) => (kind === 'compensatory' ? [date] : []));
  }
  function derivedFrom(year: number): readonly string[] {
    const rested = new Set(specialDaysOf(year).flatMap(({ kind, date }) => (kind === 'compensatory' ? [] : [date])));
    const derived: string[] = [];
    for (const { kind, date } of specialDaysOf(year)) {
      if (kind !== 'holiday' || !isWeekend(date)) continue;
      const free = datesOf(date, `${year}-12-31`).find((next) => !isWeekend(next) && !rested.has(next));
      if (free === undefined) continue;
      rested.add(free);
      derived.push(free);
    }
    return derived;
  }
});

function none(): never {
  throw new Error(`there is no calendar ${officeCalendarId}`);
}

function datesOf(from: string, to: string): readonly string[] {
  const dates: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}

function isWeekend(date: string): boolean {
  return [0, 6].includes(new Date(date).getUTCDay());
}

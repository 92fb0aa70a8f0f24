import { describe, expect, it } from '@jest/globals';
import { isDomainError } from '@hoso/event-sourcing';
import { decided, specification } from '@hoso/event-sourcing/testing';
import { workingCalendar } from '@hoso/working-time';
import fc from 'fast-check';
import { type CalendarCommand, type CalendarEvent, calendar } from './calendar.ts';

type Content = CalendarCommand['data'];

const plain: Content = {
  id: 'quang-ninh',
  timeZone: 'Asia/Ho_Chi_Minh',
  knownFrom: 2022,
  knownTo: 2023,
  specialDays: [{ date: '2022-01-03', kind: 'compensatory', name: { vi: 'Nghỉ bù', en: 'In place of 01/01' } }],
};
const storm: Content = {
  ...plain,
  specialDays: [...plain.specialDays, { date: '2022-09-30', kind: 'closure', name: { vi: 'Bão', en: 'Storm' } }],
};

const publish = (content: Content = plain, role = 'registrar'): CalendarCommand => ({
  type: 'PublishCalendar',
  data: content,
  actor: { id: 'registrar-1', role, unit: 'platform' },
  occurredAt: '2022-01-04T01:00:00.000Z',
});
const published = (version: number, content: Content = plain): CalendarEvent => ({
  type: 'CalendarPublished',
  data: { version, ...content },
});

const given = specification(calendar);

describe('A calendar', () => {
  it('is published', () => given().when(publish()).then(published(1)));
  it('stays as it is when it is published twice', () => given(published(1)).when(publish()).thenNothing());
  it('gets a new version for what was not known before', () =>
    given(published(1)).when(publish(storm)).then(published(2, storm)));
  it('goes back to what an older version said as a version of its own', () =>
    given(published(1), published(2, storm)).when(publish()).then(published(3)));
  it('is not published by a clerk', () => given().when(publish(plain, 'clerk')).thenRefused('RoleNotAllowed'));
  it.each<[string, Partial<Content>, string]>([
    ['a time zone that is none', { timeZone: 'Asia/Ha_Long' }, 'UnknownTimeZone'],
    ['years in the wrong order', { knownFrom: 2024 }, 'InvalidKnownYears'],
    ['one day twice', { specialDays: [...plain.specialDays, ...plain.specialDays] }, 'DuplicateSpecialDay'],
    ['a day outside its years', { knownFrom: 2023 }, 'DateOutsideKnownYears'],
    [
      'hours that overlap',
      {
        hours: [
          ['07:00', '12:00'],
          ['11:00', '17:00'],
        ],
      },
      'InvalidOfficeHours',
    ],
  ])('is refused with %s', (_, change, code) =>
    given()
      .when(publish({ ...plain, ...change }))
      .thenRefused('CalendarInvalid', {
        ...{
          fault: code,
          reason: expect.stringMatching(/^[a-z][^{]+$/),
          reasonVi: expect.stringMatching(/[^\p{ASCII}]/u),
        },
      }),
  );

  it('refuses or decides, is repeat-safe, and publishes only what can be counted by', () => {
    const time = fc.constantFrom('07:00', '11:30', '13:30', '17:00', '24:00');
    const contents = fc.record({
      ...{ id: fc.constant('quang-ninh'), timeZone: fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Paris', 'Nowhere') },
      ...{ knownFrom: fc.integer({ min: 2021, max: 2023 }), knownTo: fc.integer({ min: 2021, max: 2023 }) },
      hours: fc.array(fc.tuple(time, time), { minLength: 1, maxLength: 2 }),
      specialDays: fc.array(
        fc.record({
          date: fc.constantFrom('2021-12-31', '2022-01-03', '2022-09-30'),
          kind: fc.constantFrom('holiday' as const, 'closure' as const),
          name: fc.constant({ vi: 'Nghỉ', en: 'Rest' }),
        }),
        { maxLength: 2 },
      ),
    });
    fc.assert(
      fc.property(fc.array(contents, { maxLength: 5 }), (given) => {
        let state = calendar.initial;
        for (const content of given) {
          try {
            const after = decided(calendar, state, publish(content));
            for (const { data } of after.events) workingCalendar(data);
            expect(calendar.decide(publish(content), after.state)).toEqual([]);
            state = after.state;
          } catch (error) {
            if (!isDomainError(error)) throw error;
          }
        }
      }),
    );
  });
});

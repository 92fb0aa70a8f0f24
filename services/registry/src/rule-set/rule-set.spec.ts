import { describe, expect, it } from '@jest/globals';
import { isDomainError } from '@hoso/event-sourcing';
import { decided, specification } from '@hoso/event-sourcing/testing';
import fc from 'fast-check';
import { seedActor } from '../seed.ts';
import { type RuleSetCommand, type RuleSetEvent, ruleSet } from './rule-set.ts';

type Content = RuleSetCommand['data'];

const decree: Content = {
  id: 'nd61-2018',
  name: { vi: 'Nghị định 61/2018', en: 'Decree 61/2018' },
  effectiveFrom: '2018-06-21',
  scope: { kind: 'general' },
  instruments: [{ name: 'NĐ 61/2018/NĐ-CP', source: 'a test' }],
  parameters: { reappointmentsMax: { value: 1, article: 'NĐ 61/2018 Đ19.9', source: 'a test' } },
  grounds: [],
  source: 'a test',
  assumed: [],
};
const amended: Content = { ...decree, effectiveFrom: '2021-12-06' };
const ground = {
  ...{ code: 'payment', name: { vi: 'Nộp phí', en: 'Payment' }, for: ['pause' as const] },
  ...{ article: 'Đ22', source: 'a test' },
};

const publish = (content: Content = decree, role = 'registrar', id = 'registrar-1'): RuleSetCommand => ({
  type: 'PublishRuleSet',
  data: content,
  actor: { id, role, unit: 'platform' },
  occurredAt: '2022-01-04T01:00:00.000Z',
});
const published = (version: number, content: Content = decree): RuleSetEvent => ({
  type: 'RuleSetPublished',
  data: { version, ...content },
});

const given = specification(ruleSet);

describe('A rule set', () => {
  it('is published', () => given().when(publish()).then(published(1)));
  it('stays as it is when it is published twice', () => given(published(1)).when(publish()).thenNothing());
  it('gets a version for an amendment', () => given(published(1)).when(publish(amended)).then(published(2, amended)));
  it('is corrected for the same date by a version of its own', () => {
    const ended = { ...decree, effectiveTo: '2025-06-30' };
    given(published(1)).when(publish(ended)).then(published(2, ended));
  });
  it('takes no version that begins before the newest', () =>
    given(published(1), published(2, amended))
      .when(publish(decree))
      .thenRefused('EffectiveTooEarly', { effectiveFrom: '2021-12-06' }));
  it('keeps what a province set when a release ships something else for the same date', () =>
    given({ ...published(1), actor: publish().actor })
      .when({ ...publish({ ...decree, source: 'a release' }), actor: seedActor })
      .thenRefused('AlreadyCorrected', { effectiveFrom: '2018-06-21' }));
  it.each(['clerk', 'head', 'inspector', 'operator'])('is not published by a %s', (role) =>
    given().when(publish(decree, role)).thenRefused('RoleNotAllowed', { role }),
  );
  it.each<[string, Partial<Content>, string]>([
    ['ends before it begins', { effectiveTo: '2018-06-20' }, 'effectiveTo: 2018-06-20 < 2018-06-21'],
    ['names a ground twice', { grounds: [ground, ground] }, 'grounds: payment ×2'],
    [
      'gives two forms one number',
      {
        forms: {
          source: 'a test',
          value: {
            set: 'tt01-2018',
            list: [
              { kind: 'receipt', number: '01', name: { vi: 'a', en: 'b' } },
              { kind: 'refusal', number: '01', name: { vi: 'a', en: 'b' } },
            ],
          },
        },
      },
      'forms: 01 ×2',
    ],
  ])('is refused where it %s', (_, change, reason) =>
    given()
      .when(publish({ ...decree, ...change }))
      .thenRefused('RuleSetInvalid', { reason }),
  );

  it('refuses or decides, is repeat-safe, and its versions never go back in time', () => {
    const changes = fc.record({
      effectiveFrom: fc.constantFrom('2018-06-21', '2019-01-06', '2021-12-06'),
      source: fc.constantFrom('one', 'other'),
      role: fc.constantFrom('registrar', 'officer'),
    });
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 10 }), (given) => {
        let state = ruleSet.initial;
        const dates: string[] = [];
        for (const { role, ...change } of given) {
          const command = publish({ ...decree, ...change }, role);
          try {
            const after = decided(ruleSet, state, command);
            expect(ruleSet.decide(command, after.state)).toEqual([]);
            state = after.state;
            dates.push(...after.events.map(({ data }) => data.effectiveFrom));
          } catch (error) {
            if (!isDomainError(error)) throw error;
          }
        }
        expect(dates).toEqual(dates.toSorted());
      }),
    );
  });
});

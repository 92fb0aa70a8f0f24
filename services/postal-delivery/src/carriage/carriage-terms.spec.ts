import { PublishCarriageTerms } from '@hoso/contracts';
import { specification } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import { summaryOf, recorded } from '../../test/history.ts';
import * as a from '../../test/shipment-stories.ts';
import { boundCarriage, carriageTerms, shippedTerms } from './carriage-terms.ts';
import { measureCarriage } from './measure-carriage.ts';

const registrar = { id: 'registrar-0001', role: 'registrar', unit: 'platform' } as const;
const { version: _, ...shipped } = shippedTerms;
const coTo = { area: 'co-to', name: { vi: 'Cô Tô', en: 'Cô Tô island' }, days: 5, slipDays: 10 };
const ofCommunes = { ...shipped, effectiveFrom: '2025-07-01', areas: [coTo], source: 'for the specs' };
const publish = (content: object) => ({
  type: 'PublishCarriageTerms' as const,
  data: PublishCarriageTerms.data.parse(content),
  actor: registrar,
  occurredAt: a.now,
});
const published = { type: 'CarriageTermsPublished' as const, data: { version: 2, ...ofCommunes } };

describe('Terms of carriage', () => {
  const given = specification(carriageTerms);
  it('are those of TT 17/2017 until others are published', () => {
    given().when(publish(shipped)).thenNothing();
    given().when(publish(ofCommunes)).then(published);
    given(published).when(publish(ofCommunes)).thenNothing();
  });
  it('are not changed for a day before those in force', () =>
    given(published)
      .when(publish({ ...ofCommunes, effectiveFrom: '2025-06-30' }))
      .thenRefused('EffectiveTooEarly', { effectiveFrom: '2025-07-01' }));
  it('name each leg and area once', () =>
    given()
      .when(publish({ ...ofCommunes, areas: [coTo, coTo] }))
      .thenRefused('CarriageTermsInvalid', { reason: 'co-to stands there twice' }));
  it('are published by registrars', () =>
    given()
      .when({ ...publish(ofCommunes), actor: a.postman })
      .thenRefused('RoleNotAllowed'));

  const versions = [shippedTerms, published.data];
  it.each([
    ['intra-district', 1, 2],
    ['inter-district', 2, 4],
    ['inter-province-major', 3, 6],
    ['inter-province', 4, 8],
  ])('of %s are J+%d, with the slip J+%d', (leg, days, slipDays) =>
    expect(boundCarriage(versions, { leg }, '2022-03-14')).toEqual({ leg, terms: 1, days, slipDays }),
  );
  it('of an area go before the leg’s, from the day they are in force', () => {
    const there = { leg: 'inter-district', area: 'co-to' };
    expect(boundCarriage(versions, there, '2025-07-01')).toEqual({ ...there, terms: 2, days: 5, slipDays: 10 });
    expect(() => boundCarriage(versions, there, '2025-06-30')).toThrow('AreaUnknown');
  });
  it('know no other leg, and nothing before their first day', () => {
    expect(() => boundCarriage(versions, { leg: 'by-air' }, '2022-03-14')).toThrow('LegUnknown');
    expect(boundCarriage(versions, { leg: 'intra-district' }, '2017-08-14')).toBeUndefined();
  });
});

describe('Carriage, measured by local dates', () => {
  const carriage = { leg: 'inter-district', terms: 1, days: 2, slipDays: 4 };
  // Taken on Monday 14 March: a dossier has to be there by Wednesday 16, its slip with the applicant by Friday 18.
  const accepted = { ...a.accepted, data: { ...a.accepted.data, carriage } };
  const at = (instant: string) => ({ occurredAt: instant });
  const measured = (now: string, ...later: Parameters<typeof recorded>[0]) => {
    const summary = summaryOf(recorded(later));
    if (!summary) throw new Error('nothing began');
    return measureCarriage(summary, a.calendar, now);
  };

  it.each([
    ['2022-03-16T16:59:59.999Z', '2022-03-16', 'in-time'],
    ['2022-03-16T17:00:00.000Z', '2022-03-17', 'late'],
  ])('of a dossier that is handed over at %s', (signedAt, endedOn, outcome) =>
    expect(measured(signedAt, accepted, a.sealed, { ...a.minutesSigned, ...at(signedAt) })).toMatchObject({
      measured: { from: '2022-03-14', dueOn: '2022-03-16', endedOn, outcome },
      slipMeasured: { dueOn: '2022-03-18', outcome: 'under-way' },
    }),
  );
  it('excuses what force majeure held up', () =>
    expect(measured('2022-03-20T00:00:00.000Z', accepted, a.forceMajeure)).toMatchObject({
      measured: { outcome: 'excused' },
    }));
  it('skips days on which nobody works', () => {
    const friday = { ...accepted, ...at('2022-03-18T02:00:00.000Z') };
    expect(measured('2022-03-21T02:00:00.000Z', friday)).toMatchObject({
      measured: { dueOn: '2022-03-22', outcome: 'under-way' },
    });
  });
  it('of a slip ends when the applicant has it, or knows what it says', () => {
    const brought = { ...a.receiptBrought, ...at('2022-03-18T02:00:00.000Z') };
    const history = [accepted, a.sealed, a.minutesSigned, a.receiptGiven, brought] as const;
    expect(measured(a.now, ...history)).toMatchObject({
      slipMeasured: { endedOn: '2022-03-18', outcome: 'in-time' },
    });
  });

  const handed = (deliverAt: 'home' | 'post-office') => ({
    ...{ ...a.handedToPost, ...at('2022-03-14T02:00:00.000Z') },
    data: { ...a.handedToPost.data, carriage, deliverAt },
  });
  const delivered = { ...a.delivered, ...at('2022-03-18T02:00:00.000Z') };
  it('of a result ends when it is delivered', () =>
    expect(measured(a.now, a.arranged, handed('home'), a.invited('2022-03-15T02:00:00.000Z'), delivered)).toEqual({
      measured: { from: '2022-03-14', dueOn: '2022-03-16', endedOn: '2022-03-18', outcome: 'late' },
    }));
  it('of a result that is fetched at a post office ends when its recipient is told', () =>
    expect(
      measured(a.now, a.arranged, handed('post-office'), a.invited('2022-03-15T02:00:00.000Z'), delivered),
    ).toMatchObject({ measured: { endedOn: '2022-03-15', outcome: 'in-time' } }));
  it('does not go where no term binds, nothing was taken or no calendar knows the year', () => {
    expect(measured(a.now, a.accepted)).toEqual({});
    expect(measured(a.now, a.arranged)).toEqual({});
    expect(measured('2031-01-03T00:00:00.000Z', { ...accepted, ...at('2031-01-01T00:00:00.000Z') })).toEqual({});
  });
});

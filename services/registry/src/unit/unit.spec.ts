import { describe, expect, it } from '@jest/globals';
import { isDomainError } from '@hoso/event-sourcing';
import { decided, specification } from '@hoso/event-sourcing/testing';
import fc from 'fast-check';
import { seedActor } from '../seed.ts';
import { type UnitCommand, type UnitEvent, unit } from './unit.ts';

type Registration = Extract<UnitCommand, { readonly type: 'RegisterUnit' }>;
type Content = Registration['data'];

const haLong: Content = {
  id: 'ha-long-one-stop',
  name: { vi: 'Trung tâm Hành chính công Hạ Long', en: 'Hạ Long one-stop centre' },
  kind: 'one-stop',
  level: 'district',
  identifier: '000.00.21.H49',
  agencies: ['ha-long-office'],
  officers: [{ id: 'clerk-1', role: 'clerk', from: '2022-01-01' }],
  source: 'a test',
};

const register = (change: Partial<Content> = {}, role = 'registrar'): Registration => ({
  type: 'RegisterUnit',
  data: { ...haLong, ...change },
  actor: { id: 'registrar-1', role, unit: 'platform' },
  occurredAt: '2022-01-04T01:00:00.000Z',
});
const registered = (change: Partial<Content> = {}): UnitEvent => ({
  type: 'UnitRegistered',
  data: { ...haLong, ...change },
});

const given = specification(unit);
const { identifier: _, ...nameless } = haLong;

describe('A unit', () => {
  it('is registered', () => given().when(register()).then(registered()));
  it('stays as it is when it is registered twice', () => given(registered()).when(register()).thenNothing());
  it('changes its staff', () =>
    given(registered())
      .when(register({ officers: [] }))
      .then(registered({ officers: [] })));
  it('is not registered by its own head', () =>
    given().when(register({}, 'one-stop-head')).thenRefused('RoleNotAllowed', { role: 'one-stop-head' }));
  it('gives dossiers no code without an identifier, and so is no one-stop unit', () =>
    given()
      .when({ ...register(), data: nameless })
      .thenRefused('NotAOneStopUnit', { id: 'ha-long-one-stop' }));
  it('needs no identifier as an agency', () =>
    given()
      .when({ ...register(), data: { ...nameless, kind: 'agency' } })
      .then({ type: 'UnitRegistered', data: { ...nameless, kind: 'agency' } }));
  it('employs nobody until a day before the first', () =>
    given()
      .when(register({ officers: [{ id: 'clerk-1', role: 'clerk', from: '2022-01-02', to: '2022-01-01' }] }))
      .thenRefused('UnitInvalid', { reason: 'officers: clerk-1: 2022-01-01 < 2022-01-02' }));
  it.each(['applicant', 'system'] as const)('employs nobody as %s', (role) => {
    const nobody = { id: 'nobody-1', role, from: '2022-01-02' };
    const reason = { reason: `officers: nobody-1: ${role}` };
    given()
      .when(register({ officers: [nobody] }))
      .thenRefused('UnitInvalid', reason);
    const { actor, occurredAt } = register();
    given(registered())
      .when({
        ...{ type: 'AppointOfficer', actor, occurredAt },
        data: { id: haLong.id, officer: nobody.id, role, from: nobody.from },
      })
      .thenRefused('UnitInvalid', reason);
  });
  it('names an agency once', () =>
    given()
      .when(register({ agencies: ['a1', 'a1'] }))
      .thenRefused('UnitInvalid', { reason: 'agencies: a1 ×2' }));

  it('is otherwise from a day on, and is corrected for that day alone', () => {
    const ward = { level: 'commune', effectiveFrom: '2025-07-01' } as const;
    given(registered()).when(register(ward)).then(registered(ward));
    given(registered(), registered(ward)).when(register(ward)).thenNothing();
    given(registered(), registered(ward))
      .when(register({ level: 'commune', agencies: [] }))
      .then(registered({ ...ward, agencies: [] }));
    given(registered(), registered(ward))
      .when(register({ effectiveFrom: '2025-06-30' }))
      .thenRefused('EffectiveTooEarly', { effectiveFrom: '2025-07-01' });
  });
  it('keeps what a province said when a release ships something else for the same day', () =>
    given({ ...registered(), actor: register().actor })
      .when({ ...register({ source: 'a release' }), actor: seedActor })
      .thenRefused('AlreadyCorrected'));
  it.each<[Partial<Content>, string]>([
    [{ effectiveFrom: '2025-07-01', effectiveTo: '2025-06-30' }, 'effectiveTo: 2025-06-30 < 2025-07-01'],
    [{ within: 'ha-long-one-stop' }, 'within: ha-long-one-stop'],
    [{ succeededBy: ['ha-long-one-stop'] }, 'succeededBy: ha-long-one-stop'],
  ])('is refused with %j', (change, reason) => given().when(register(change)).thenRefused('UnitInvalid', { reason }));

  describe('whose staff change', () => {
    const said = { actor: register().actor, occurredAt: register().occurredAt };
    const office = { officer: 'clerk-2', role: 'clerk', from: '2022-02-01' } as const;
    const appoint = (change: object = {}): UnitCommand => ({
      type: 'AppointOfficer',
      data: { id: haLong.id, ...office, ...change },
      ...said,
    });
    const relieve = (change: object = {}): UnitCommand => ({
      type: 'RelieveOfficer',
      data: { id: haLong.id, officer: 'clerk-2', role: 'clerk', to: '2022-06-30', ...change },
      ...said,
    });
    const appointed: UnitEvent = {
      type: 'OfficerAppointed',
      data: { unit: haLong.id, officer: { id: 'clerk-2', role: 'clerk', from: '2022-02-01' } },
    };
    const relieved: UnitEvent = {
      type: 'OfficerRelieved',
      data: { unit: haLong.id, officer: 'clerk-2', role: 'clerk', to: '2022-06-30' },
    };

    it('gets somebody once', () => {
      given(registered()).when(appoint()).then(appointed);
      given(registered(), appointed).when(appoint()).thenNothing();
      given(registered(), appointed)
        .when(appoint({ from: '2022-03-01' }))
        .thenRefused('OfficerInOffice', { officer: 'clerk-2', role: 'clerk', id: haLong.id });
    });
    it('gets somebody in another role, or again after he left', () => {
      given(registered(), appointed)
        .when(appoint({ role: 'one-stop-head' }))
        .then({
          type: 'OfficerAppointed',
          data: { unit: haLong.id, officer: { id: 'clerk-2', role: 'one-stop-head', from: '2022-02-01' } },
        });
      given(registered(), appointed, relieved)
        .when(appoint({ from: '2022-06-30' }))
        .thenRefused('OfficerInOffice');
      given(registered(), appointed, relieved)
        .when(appoint({ from: '2022-07-01' }))
        .then({
          type: 'OfficerAppointed',
          data: { unit: haLong.id, officer: { id: 'clerk-2', role: 'clerk', from: '2022-07-01' } },
        });
    });
    it('sees somebody off once, on a day of his time', () => {
      given(registered(), appointed).when(relieve()).then(relieved);
      given(registered(), appointed, relieved).when(relieve()).thenNothing();
      given(registered(), appointed)
        .when(relieve({ to: '2022-01-31' }))
        .thenRefused('OfficerNotFound', { officer: 'clerk-2', role: 'clerk', id: haLong.id, on: '2022-01-31' });
      given(registered(), appointed)
        .when(relieve({ role: 'head' }))
        .thenRefused('OfficerNotFound');
    });
    it('employs nobody before it is there, nor by its own head', () => {
      given().when(appoint()).thenRefused('UnitNotFound', { id: haLong.id });
      given(registered())
        .when({ ...appoint(), actor: { id: 'head-1', role: 'head', unit: haLong.id } })
        .thenRefused('RoleNotAllowed');
      given(registered())
        .when(appoint({ to: '2022-01-31' }))
        .thenRefused('UnitInvalid');
    });
  });

  it('refuses or decides, and is repeat-safe', () => {
    const changes = fc.record({
      agencies: fc.array(fc.constantFrom('a1', 'a2'), { maxLength: 3 }),
      kind: fc.constantFrom('one-stop' as const, 'agency' as const),
      role: fc.constantFrom('registrar', 'officer'),
    });
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 8 }), (given) => {
        let state = unit.initial;
        for (const { role, ...change } of given) {
          const command = register(change, role);
          try {
            const after = decided(unit, state, command);
            expect(unit.decide(command, after.state)).toEqual([]);
            state = after.state;
            expect(state).toEqual({ status: 'registered', unit: command.data, by: 'registrar-1' });
          } catch (error) {
            if (!isDomainError(error)) throw error;
          }
        }
      }),
    );
  });
});

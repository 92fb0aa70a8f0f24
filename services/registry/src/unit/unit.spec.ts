import { describe, expect, it } from '@jest/globals';
import { isDomainError } from '@hoso/event-sourcing';
import { decided, specification } from '@hoso/event-sourcing/testing';
import fc from 'fast-check';
import { type UnitCommand, type UnitEvent, unit } from './unit.ts';

type Content = UnitCommand['data'];

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

const register = (change: Partial<Content> = {}, role = 'registrar'): UnitCommand => ({
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
  it('names an agency once', () =>
    given()
      .when(register({ agencies: ['a1', 'a1'] }))
      .thenRefused('UnitInvalid', { reason: 'agencies: a1 ×2' }));

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
            expect(state).toEqual({ status: 'registered', unit: command.data });
          } catch (error) {
            if (!isDomainError(error)) throw error;
          }
        }
      }),
    );
  });
});

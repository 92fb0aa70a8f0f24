import { describe, expect, it } from '@jest/globals';
import { type CommandOf, ProcedurePublished, type PublishProcedure } from '@hoso/contracts';
import { fold, isDomainError } from '@hoso/event-sourcing';
import { decided, specification } from '@hoso/event-sourcing/testing';
import fc from 'fast-check';
import { seedActor } from '../seed.ts';
import { type ProcedureCommand, type ProcedureEvent, procedure } from './procedure.ts';
import { findInForce, type ProcedureDocument, procedures } from './procedures.view.ts';

type Content = CommandOf<typeof PublishProcedure>['data'];

const birth: Content = {
  code: '1.001193',
  name: { vi: 'Đăng ký khai sinh', en: 'Birth registration' },
  effectiveFrom: '2019-01-06',
  levels: ['commune'],
  terms: { counter: { unit: 'sameDay' } },
  documents: [{ code: 'application-form', name: 'Tờ khai', form: 'original', needed: true }],
  fee: { amount: 0 },
  steps: [{ code: 'verify', name: { vi: 'Thẩm định', en: 'Verify' }, role: 'officer' }],
  clerkMayProcess: false,
  source: { text: 'a portal' },
  assumed: [],
};

const publish = (change: Partial<Content> = {}, role = 'registrar'): ProcedureCommand => ({
  type: 'PublishProcedure',
  data: { ...birth, ...change },
  actor: { id: 'registrar-1', role, unit: 'platform' },
  occurredAt: '2022-01-04T01:00:00.000Z',
});
const published = (version: number, change: Partial<Content> = {}): ProcedureEvent => ({
  type: 'ProcedurePublished',
  data: { version, ...birth, ...change },
});
const corrected = { fee: { amount: 1 } };
const later = { effectiveFrom: '2022-03-01', fee: { amount: 5_000 } };

const given = specification(procedure);

describe('A procedure', () => {
  it('is published by a registrar', () => given().when(publish()).then(published(1)));
  it('is published by the platform itself', () => given().when(publish({}, 'system')).then(published(1)));
  it.each(['clerk', 'head', 'inspector', 'operator', 'applicant'])('is not published by a %s', (role) =>
    given().when(publish({}, role)).thenRefused('RoleNotAllowed', { role }),
  );
  it('stays as it is when it is published twice', () => given(published(1)).when(publish()).thenNothing());
  it('gets a new version that takes effect later', () =>
    given(published(1)).when(publish(later)).then(published(2, later)));
  it('is corrected by a new version of the same date', () =>
    given(published(1)).when(publish(corrected)).then(published(2, corrected)));
  it('is corrected once by the same content', () =>
    given(published(1), published(2, corrected)).when(publish(corrected)).thenNothing());
  it('is corrected by what is shipped only where nobody else has published it', () => {
    const shipped = { ...publish(corrected), actor: seedActor };
    const bySeed = { ...published(1), actor: seedActor };
    given(bySeed).when(shipped).then(published(2, corrected));
    given(bySeed, published(2, { fee: { amount: 2 } }))
      .when(shipped)
      .thenRefused('AlreadyCorrected', { effectiveFrom: '2019-01-06' });
    given(published(1))
      .when({ ...publish(later), actor: seedActor })
      .then(published(2, later));
  });
  it('takes no version that comes before the newest one', () =>
    given(published(1), published(2, later)).when(publish()).thenRefused('EffectiveTooEarly'));
  it('means one thing by a step', () =>
    given()
      .when(publish({ steps: [...birth.steps, ...birth.steps] }))
      .thenRefused('ProcedureInvalid', { reason: 'steps: verify ×2' }));
  it('means one thing by a document', () =>
    given()
      .when(publish({ documents: [...birth.documents, ...birth.documents] }))
      .thenRefused('ProcedureInvalid', { reason: 'documents: application-form ×2' }));

  it('refuses or decides, is repeat-safe, and counts its versions in the order of their dates', () => {
    const commands = fc.record({
      effectiveFrom: fc.constantFrom('2019-01-06', '2020-01-01', '2021-01-01', '2022-01-01'),
      amount: fc.nat(2),
      role: fc.constantFrom('registrar', 'system', 'clerk'),
      twice: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 12 }), (given) => {
        let state = procedure.initial;
        const versions: Content[] = [];
        for (const { effectiveFrom, amount, role, twice } of given) {
          const steps = twice ? [...birth.steps, ...birth.steps] : birth.steps;
          const command = publish({ effectiveFrom, fee: { amount }, steps }, role);
          try {
            const after = decided(procedure, state, command);
            for (const event of after.events) versions.push(ProcedurePublished.schema.parse(event.data));
            expect(procedure.decide(command, after.state)).toEqual([]);
            state = after.state;
          } catch (error) {
            if (!isDomainError(error)) throw error;
          }
        }
        const dates = versions.map((version) => version.effectiveFrom);
        expect(dates).toEqual([...dates].sort());
        expect(versions.map((version) => ProcedurePublished.schema.parse(version).version)).toEqual(
          versions.map((_, index) => index + 1),
        );
      }),
    );
  });
});

describe('The view of procedures', () => {
  const happened = (event: ProcedureEvent, position: number) => ({
    ...event,
    ...{ id: '', commandId: '', commandType: '', schemaVersion: 1, correlationId: '', log: '', version: position },
    ...{ actor: publish().actor, occurredAt: publish().occurredAt, recordedAt: publish().occurredAt },
    ...{ stream: 'procedure-1.001193', position },
  });
  const events = [happened(published(1), 1), happened(published(2, later), 2)];
  const document = events.reduce<ProcedureDocument | undefined>(
    (before, event) => procedures.evolve(before, event),
    undefined,
  );

  it('keeps every version, since dossiers are bound to them', () =>
    expect(document?.versions.map(({ version }) => version)).toEqual([1, 2]));
  it.each([
    ['2019-01-05', undefined],
    ['2019-01-06', 1],
    ['2022-02-28', 1],
    ['2022-03-01', 2],
    ['2030-01-01', 2],
  ])('knows what is in force on %s', (on, version) => expect(findInForce(document, on)?.version).toBe(version));
  it('takes the later of two versions of one date', () => {
    const correction = happened(published(3, { ...later, ...corrected }), 3);
    const after = procedures.evolve(document, correction);
    expect(findInForce(after, '2022-03-01')?.version).toBe(3);
    expect(findInForce(after, '2022-02-28')?.version).toBe(1);
  });
  it('folds as the decider does', () =>
    expect(fold(procedure, events)).toEqual({
      ...{ status: 'published', by: 'registrar-1' },
      newest: document?.versions.at(-1),
    }));
});

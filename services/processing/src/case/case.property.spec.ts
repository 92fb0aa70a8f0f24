import { caseEvents, refusals } from '@hoso/contracts';
import { canonicalJson, type Happened, isDomainError } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as a from '../../test/case-stories.ts';
import * as t from '../../test/time-stories.ts';
import { agencyCase } from './case.ts';
import type { CaseCommand } from './case-command.ts';
import { type CaseEvent, type CaseState, initialCase } from './case-state.ts';

const later = '2022-03-25T10:00:00.000Z';
const bare: readonly CaseCommand[] = [
  a.openCase,
  { ...a.openCase, data: { ...a.openCase.data, clerkMayProcess: true } },
  a.assign,
  { ...a.assign, data: { case: 1, officer: a.otherOfficer.id } },
  a.complete('verify', a.officer),
  a.complete('inspect-site', a.officer),
  a.complete('sign', a.head),
  a.complete('dance', a.head),
  a.requestSupplement,
  { ...a.requestSupplement, data: { case: 1, via: 'direct' } },
  a.receiveSupplement,
  { ...a.receiveSupplement, data: { case: 1, items: ['Giấy khác'] } },
  a.requestExtension,
  { ...a.requestExtension, data: { case: 1 } },
  { ...a.requestExtension, data: { case: 1, reason: 'Nữa', newDueAt: later } },
  a.apologise,
  { ...a.apologise, data: { case: 1 } },
  { ...a.apologise, data: { case: 1, reason: 'Nữa', newDueAt: later, signedBy: 'head-0904' } },
  { ...a.apologise, data: { case: 1, reason: 'Nữa', newDueAt: later, signedBy: 'stranger-1' } },
  { ...a.assign, data: { case: 1, officer: 'stranger-1' } },
  a.issue,
  { ...a.issue, data: { case: 1, document: 'Giấy khác', sha256: 'b'.repeat(64) } },
  a.refuseCase,
  { ...a.refuseCase, data: { case: 1 } },
  a.verify,
  { ...a.verify, data: { case: 1 } },
  a.consult,
  { ...a.consult, data: { case: 1 } },
  a.answer,
  a.reportLate,
  a.oblige,
  { ...a.oblige, data: { case: 1, pausesClock: true } },
  a.pay,
  a.stop,
  { ...a.stop, data: { case: 1 } },
  a.resume,
  a.sendBack,
  a.recall,
  ...[2, 3, 4, 5].map(
    (of): CaseCommand => ({ ...a.verify, type: 'CorrectCaseEntry', data: { case: 1, of, why: 'Nhầm' } }),
  ),
  { ...a.issue, capacity: 'KT', actor: a.otherOfficer },
  t.followDueDate,
  { ...t.followDueDate, data: { case: 1 } },
  t.remind,
  { ...t.remind, data: { ...t.remind.data, dueAt: a.newDueAt } },
  t.remindOfAnswer,
  t.markOverdue,
  { ...a.requestSupplement, closableAt: t.closableAt },
  t.proposeAutoClose,
  t.autoClose,
  { ...t.autoClose, occurredAt: a.now, data: { case: 1 } },
  { ...a.recall, dossierStanding: { status: 'returned', byPost: false } },
];
const actors = [a.head, a.officer, a.otherOfficer, a.strangeOfficer, a.clerk, a.coordinator, a.platform];
const instants = [a.now, a.startAt, '2022-03-15T02:59:59.999Z', later];

/** Mostly by whom it is meant for; now and then by anybody, at another time, insisting. */
const command: fc.Arbitrary<CaseCommand> = fc
  .record({
    base: fc.constantFrom(...bare),
    actor: fc.option(fc.constantFrom(...actors), { freq: 3 }),
    occurredAt: fc.option(fc.constantFrom(...instants), { freq: 3 }),
    insist: fc.option(fc.constant(a.insist), { freq: 2 }),
  })
  .map(({ base, actor, occurredAt, insist }) => ({
    ...base,
    ...(actor ? { actor } : {}),
    ...(occurredAt ? { occurredAt } : {}),
    ...(insist ? { insist } : {}),
  }));
const sequences = fc
  .record({ opened: fc.boolean(), then: fc.array(command, { minLength: 1, maxLength: 30 }) })
  .map(({ opened, then }) => (opened ? [a.openCase, ...then] : then));

/** What a command leads to; nothing where it is refused. Anything but a refusal of the catalogue is a failure. */
function decided(command: CaseCommand, state: CaseState): readonly Happened<CaseEvent>[] {
  try {
    const { actor, occurredAt } = command;
    return agencyCase.decide(command, state).map((event) => ({ ...event, actor, occurredAt }));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    expect(Object.keys(refusals)).toContain(error.code);
    return [];
  }
}

function evolved(state: CaseState, events: readonly Happened<CaseEvent>[]): CaseState {
  return events.reduce((before, event) => agencyCase.evolve(before, event), state);
}

describe('A case, whatever is asked of it', () => {
  it('answers with events of the contract or a refusal of the catalogue, and nothing when asked again', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(sequences, (commands) => {
        let state = initialCase;
        for (const command of commands) {
          const events = decided(command, state);
          for (const { type, data } of events)
            caseEvents.types.get(type)?.schema.parse(JSON.parse(canonicalJson(data)));
          state = evolved(state, events);
          if (events.length > 0) expect(agencyCase.decide(command, state)).toEqual([]);
          reached.add(state.status);
        }
      }),
      { numRuns: 3_000 },
    );
    expect([...reached].sort()).toEqual([
      'finished',
      'none',
      'obligation-pending',
      'open',
      'stopped',
      'supplement-pending',
    ]);
  });

  it('accepts every event of history in every state, in any order', () => {
    const { opened, assigned, verified, inspected, signed, supplementRequested, supplemented } = a;
    const { extensionRequested, apologised, reappointed, issued, refused } = a;
    const work = [opened, assigned, verified, inspected, signed, supplementRequested, supplemented];
    const asked = [a.recorded, a.consulted, a.answered, a.lateReported, a.obliged, a.paid, a.reassigned];
    const time = [t.dueChanged, t.reminded, t.remindedOfAnswer, t.markedOverdue, t.closeProposed, t.autoClosed];
    const turns = [...time, a.stopped, a.resumed, a.sentBack, a.recalled, a.closed];
    const history = [...work, ...asked, ...turns, extensionRequested, apologised, reappointed, issued, refused].map(
      (event): Happened<CaseEvent> => ({ actor: a.officer, occurredAt: a.now, ...event }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...history), { maxLength: 30 }), (events) => {
        expect(typeof evolved(initialCase, events).status).toBe('string');
      }),
    );
  });
});

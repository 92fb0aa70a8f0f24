import { dossierEvents, refusals } from '@hoso/contracts';
import { canonicalJson, fold, type Happened, isDomainError } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as a from '../../test/dossier-stories.ts';
import * as life from '../../test/life-stories.ts';
import { dossier } from './dossier.ts';
import type { DossierCommand } from './dossier-command.ts';
import { type DossierEvent, type DossierState, initialDossier } from './dossier-state.ts';

function correcting(of: number): DossierCommand {
  return { ...a.byClerk, type: 'CorrectEntry', data: { of, why: 'Ghi nhầm' } };
}

const bare: readonly DossierCommand[] = [
  a.submit,
  a.submitOnline,
  { ...a.submit, data: { ...a.submit.data, channel: 'post' } },
  { ...a.submit, data: { ...a.submit.data, returnBy: 'post', returnAddress: 'Hạ Long' } },
  a.recordScan,
  { ...a.recordScan, data: { ...a.recordScan.data, document: 'authorisation', sha256: 'b'.repeat(64) } },
  a.requestSupplement,
  { ...a.requestSupplement, data: {} },
  { ...a.requestSupplement, data: { items: ['Giấy khác'] } },
  a.receiveSupplement,
  { ...a.receiveSupplement, data: { items: ['Giấy khác'] } },
  a.receive,
  { ...a.receive, data: { dueAt: '2022-04-01T10:00:00.000Z' } },
  { ...a.receive, facts: undefined },
  a.refuseReception,
  { ...a.refuseReception, data: {} },
  a.transfer,
  { ...a.transfer, data: { agency: 'nowhere' } },
  a.changeDueDate,
  { ...a.changeDueDate, slip: undefined },
  { ...a.changeDueDate, data: { dueAt: '2022-05-04T10:00:00.000Z', cause: 'extension' } },
  { ...a.changeDueDate, data: { dueAt: '2022-05-05T10:00:00.000Z', cause: 'correction' } },
  a.restartClock,
  { ...a.restartClock, data: { at: '2022-03-20T02:00:00.000Z', case: 1 } },
  { ...a.restartClock, calendar: undefined },
  a.recordResult,
  { ...a.recordResult, data: { ...a.recordResult.data, outcome: 'refused', case: 2 } },
  { ...a.transfer, type: 'ShareDossier', data: { agency: 'ha-long-finance' } },
  { ...a.recordResult, data: { ...a.recordResult.data, case: 2 } },
  { ...a.takeDossierBack, data: { case: 2 } },
  a.takeDossierBack,
  a.takeResultBack,
  a.submitCollected,
  { ...a.submitCollected, data: { shipment: 3 } },
  a.receiveByPost,
  a.recordReturned,
  a.recordNotDelivered,
  { ...a.recordNotDelivered, data: { shipment: 2, because: 'lost' } },
  a.returnResult,
  { ...a.returnResult, data: { to: 'authorised-person', note: 'Có giấy ủy quyền' } },
  a.withdraw,
  life.pauseClock,
  { ...life.pauseClock, data: { cause: 'stop', case: 1, at: life.pausedAt } },
  { ...life.pauseClock, data: { cause: 'stop', case: 1, at: life.resumedAt, groundRef: life.groundRef } },
  life.resumeClock,
  { ...life.resumeClock, data: { ...life.resumeClock.data, cause: 'stop' } },
  { ...life.resumeClock, data: { ...life.resumeClock.data, cause: 'stop', awaitsSupplement: true } },
  { ...life.resumeClock, calendar: undefined },
  life.takeOriginals,
  { ...life.takeOriginals, data: { documents: ['passport'] } },
  life.returnOriginals,
  { ...life.returnOriginals, data: { documents: ['passport'] } },
  life.chargeFee,
  { ...life.chargeFee, data: { amount: 1, payableAt: 'return' } },
  { ...life.chargeFee, published: undefined },
  life.payFee,
  { ...life.payFee, data: { ...life.payFee.data, receiptNo: 'BL-0001' } },
  life.issueFeeReceipt,
  { ...life.issueFeeReceipt, data: { receiptNo: 'BL-0002', payment: 2 } },
  ...[2, 3, 4, 5, 6, 7, 8].map(correcting),
  life.resolveAtOnce,
  { ...life.resolveAtOnce, data: { document: 'Bản sao 13', sha256: a.sha256 } },
  life.exemptFromScan,
  life.notifyEarlyResult,
  { ...life.notifyEarlyResult, data: { means: 'phone' } },
  life.notifyReAppointment,
  life.notifyResult,
  { ...life.notifyResult, data: { means: 'letter' } },
  { ...a.receive, data: { slip: false, startAt: a.submittedAt } },
  { ...a.receive, data: { code: '000.00.21.H49-220314-0001' } },
  { ...a.restartClock, data: { ...a.restartClock.data, dueAt: '2022-06-01T10:00:00.000Z' } },
];
const instants = [a.submittedAt, a.receivedAt, '2022-03-15T02:29:59.999Z', '2022-12-31T16:00:00.000Z'];
const actors = [a.clerk, a.oneStopHead, a.officerAtCounter, a.strangeClerk, a.applicant, a.otherApplicant, a.platform];

/** Mostly by whom it is meant for; now and then by anybody, at another time, insisting. */
const command: fc.Arbitrary<DossierCommand> = fc
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

function happened(command: DossierCommand, event: DossierEvent): Happened<DossierEvent> {
  return { ...event, actor: command.actor, occurredAt: command.occurredAt };
}

/** What a command leads to; nothing where it is refused. Anything but a refusal of the catalogue is a failure. */
function decided(command: DossierCommand, state: DossierState): readonly Happened<DossierEvent>[] {
  try {
    return dossier.decide(command, state).map((event) => happened(command, event));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    expect(Object.keys(refusals)).toContain(error.code);
    return [];
  }
}

function evolved(state: DossierState, events: readonly Happened<DossierEvent>[]): DossierState {
  return events.reduce((before, event) => dossier.evolve(before, event), state);
}

function untrailed(state: DossierState): object {
  return { ...state, trail: undefined };
}

/** A beginning that goes well, so that the sequences come far, and then anything. */
const well = [a.submit, a.recordScan, a.receive, a.transfer, a.recordResult, a.returnResult];
const wellByPost = [a.submitCollected, a.recordScan, a.receiveByPost, a.transfer, a.recordResult, a.recordReturned];
const sequences = fc
  .record({
    begin: fc.constantFrom(well, wellByPost),
    steps: fc.nat(well.length),
    then: fc.array(command, { minLength: 1, maxLength: 25 }),
  })
  .map(({ begin, steps, then }) => [...begin.slice(0, steps), ...then]);

describe('A dossier, whatever is asked of it', () => {
  it('answers with events of the contract or a refusal of the catalogue', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(sequences, (commands) => {
        let state = initialDossier;
        for (const command of commands) {
          const events = decided(command, state);
          for (const { type, data } of events)
            dossierEvents.types.get(type)?.schema.parse(JSON.parse(canonicalJson(data)));
          state = evolved(state, events);
          reached.add(state.status);
        }
      }),
      { numRuns: 1_500 },
    );
    expect([...reached].sort()).toEqual([
      'finished',
      'in-process',
      'none',
      'paused',
      'received',
      'refused-at-reception',
      'registered',
      'returned',
      'stopped',
      'supplement-requested',
      'withdrawn',
    ]);
  });

  it('decides nothing when asked the same again', () => {
    fc.assert(
      fc.property(sequences, (commands) => {
        let state = initialDossier;
        for (const command of commands) {
          const events = decided(command, state);
          state = evolved(state, events);
          if (events.length > 0) expect(dossier.decide(command, state)).toEqual([]);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('stands after a correction as if what was corrected had not been, but for its trail', () => {
    let compared = 0;
    fc.assert(
      fc.property(sequences, fc.integer({ min: 2, max: 12 }), (commands, of) => {
        const history: Happened<DossierEvent>[] = [];
        let state = initialDossier;
        for (const command of commands) {
          const events = decided(command, state);
          history.push(...events);
          state = evolved(state, events);
        }
        // Corrections name entries by their place: one that is left out would move them.
        if (history.some(({ type }) => type === 'Corrected')) return;
        const correction = decided(correcting(of), state);
        if (correction.length === 0) return;
        compared += 1;
        expect(untrailed(evolved(state, correction))).toEqual(
          untrailed(evolved(initialDossier, history.toSpliced(of - 1, 1))),
        );
      }),
      { numRuns: 3_000 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('accepts every event of history in every state, in any order', () => {
    const history: readonly Happened<DossierEvent>[] = [
      a.submitted,
      a.submittedOnline,
      a.scanned,
      a.supplementRequested,
      a.supplemented,
      a.received,
      a.transferred,
      a.refusedAtReception,
      a.withdrawn,
      a.resultRecorded,
      a.resultReturned,
      a.submittedByPost,
      a.resultReady,
      a.notDelivered,
      ...[
        life.paused,
        life.stopped,
        life.resumed,
        life.originalsTaken,
        life.originalsReturned,
        life.charged,
        life.paid,
        life.receiptIssued,
      ],
      ...dossier
        .decide(
          a.changeDueDate,
          fold(
            dossier,
            [a.submitted, a.received].map((event) => happened(a.receive, event)),
          ),
        )
        .map((event) => happened(a.changeDueDate, event)),
    ].map((event) => happened(a.receive, event));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...history), { maxLength: 30 }), (events) => {
        expect(typeof evolved(initialDossier, events).status).toBe('string');
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as a from '../../test/dossier-stories.ts';
import type { DossierEvent, DossierFinding, JudgedDossier } from '../index.ts';

const hour = 3_600_000;
const day = 24 * hour;
const begin = a.local('2022-03-15 09:30');
const due = a.local('2022-03-18 17:00');

/** What may happen next to a dossier, lawful or not, at an instant. */
const happenings: readonly ((at: number) => a.Told)[] = [
  (at) => a.scanned(at),
  (at) => a.scanned(at, 'identity-paper'),
  (at) => a.supplementRequested(at),
  (at) => a.received(at, { dueAt: a.instant(Math.max(due, at + 1)) }),
  (at) => a.received(at, { dueAt: a.instant(Math.max(due, at + hour)), clerkMayProcess: true }),
  (at) => a.transferred(at),
  (at) => a.assigned(at),
  (at) => a.completed(at, 'verify', a.officer),
  (at) => a.completed(at, 'sign', { ...a.head, id: a.officer.id }),
  (at) => a.apologised(at),
  (at) => a.apologised(at, { reason: undefined }),
  (at) => a.extensionRequested(at, due + 4 * day),
  (at) => a.dueDateChanged(at, at + 5 * day),
  (at) => a.dueDateChanged(at, due + 4 * day, { slipRef: 'GH-1' }),
  (at) => a.dueDateChanged(at, due, { cause: 'correction' }),
  (at) => a.reappointed(at, at + 5 * day),
  (at) => a.appraisalSupplementRequested(at),
  (at) => a.appraisalSupplementReceived(at),
  (at) => a.clockRestarted(at, at + 3 * day),
  (at) => a.issued(at),
  (at) => a.refused(at),
  (at) => a.withdrawn(at),
  (at) => ({ ...a.told('DeliveryInvited', at, {}, a.postman), stream: 'shipment-1-1' }),
  (at) => ({ ...a.told('ReturnedToAgency', at, { reason: 'not-collected' }, a.postman), stream: 'shipment-1-1' }),
  (at) => a.reappointmentNotified(at, at + 5 * day),
  (at) => a.recorded(at),
  (at) => a.recorded(at, { returnBy: 'post' }),
  (at) => a.told('ResultReadyToReturn', at, { by: 'post' }, a.platform),
  (at) => a.told('EarlyResultNotified', at, { means: 'sms' }),
  (at) => a.returned(at),
  (at) => a.supplementRequested(at, { documents: ['photo'] }),
  (at) => a.atAgency('ConsultationRequested', at, { consultation: 1, dueAt: a.instant(at + day) }),
  (at) => a.atAgency('ConsultationAnswered', at, { consultation: 1 }),
  (at) => a.atAgency('ConsultationLateReported', at, { consultation: 1 }),
  (at) => a.atAgency('Verified', at),
  (at) => a.atAgency('ProcessingStopped', at, { decided: true }, a.head),
  (at) => a.atAgency('AutoClosed', at, { closableAt: a.instant(at - 1), groundRef: 'x' }, a.head),
  (at) => a.paused(at),
  (at) => a.paused(at, { groundRef: undefined }),
  (at) => a.resumed(at, at + 3 * day),
  (at) => a.told('FeeCharged', at, { amount: 9, total: 9, published: 8 }),
  (at) => a.told('FeePaid', at, { payment: 1, amount: 9, means: 'cash' }),
  (at) => a.told('FeeReceiptIssued', at, { payment: 1, receiptNo: 'BL-1' }),
  (at) => a.told('OriginalsTaken', at, { documents: ['contract', 'charter'] }),
  (at) => a.told('OriginalsReturned', at, { documents: ['contract'] }),
  (at) => a.transferred(at, { agency: 'ha-long-office' }),
  (at) => a.byPost('PostalItemAccepted', at, { carriage: { days: 1 } }),
  (at) => a.byPost('FeeCollected', at, { amount: 9, purpose: 'procedure' }),
  (at) => a.byPost('FeesRemitted', at, { amount: 9 }),
  (at) => a.byPost('HandoverMinutesSigned', at),
  (at) => a.byPost('ResultHandedToPost', at, { carriage: { days: 1 } }),
  (at) => a.byPost('Delivered', at),
  (at) => a.byPost('LostOrDamaged', at, { kind: 'lost' }),
  (at) => a.byPost('CompensationPaid', at, { amount: 9 }),
];

/** What may be written off as a mistake. */
const mistakes = new Set([
  ...['ScanStored', 'SupplementRequested', 'DueDateChanged', 'ReAppointmentNotified', 'EarlyResultNotified'],
  ...['FeeCharged', 'FeePaid', 'FeeReceiptIssued', 'OriginalsTaken', 'OriginalsReturned', 'ResultReturned'],
]);

const next = fc.record({
  happens: fc.constantFrom(...happenings),
  afterMs: fc.constantFrom(0, 0, 1, hour, 7 * hour, day, 2 * day),
  lateMs: fc.constantFrom(0, 0, 0, hour, day, day + 1, 5 * day),
});

/** A dossier's events with their places in the log: in the order in which they were recorded. */
const lifecycle: fc.Arbitrary<readonly DossierEvent[]> = fc
  .record({
    channel: fc.constantFrom('counter', 'online', 'post'),
    rest: fc.array(next, { maxLength: 14 }),
    mistake: fc.option(fc.nat()),
  })
  .map(({ channel, rest, mistake }) => {
    let at = begin;
    const events = rest.map(({ happens, afterMs, lateMs }) => {
      at += afterMs;
      return { ...happens(at), recordedAt: at + lateMs };
    });
    const calendar = { id: 'quang-ninh', version: 1 };
    const story = [a.submitted(begin, { channel, calendar }), ...events].sort(
      (one, other) => one.recordedAt - other.recordedAt,
    );
    const correctable = a.placed(story).filter(({ type }) => mistakes.has(type));
    const wrong = mistake === null ? undefined : correctable[mistake % correctable.length];
    const last = Math.max(...story.map(({ recordedAt }) => recordedAt));
    return a.placed([...story, ...(wrong ? [a.writtenOff(last, wrong.type, wrong.version)] : [])]);
  });

const runs = { numRuns: Number(process.env['HOSO_RULES_CASES'] ?? 300) };

/**
 * As a follower does it: event by event as they are recorded, ticked in between, put away as JSON, or from the start.
 */
function followed(events: readonly DossierEvent[], ticks: readonly number[]): JudgedDossier {
  let state: JudgedDossier = a.judge.initial;
  for (const [index, event] of events.entries()) {
    state = a.judge.inOrder(state, event)
      ? a.judge.eat(state, event)
      : a.judged(events.slice(0, index + 1), event.recordedAt - 1);
    const tick = ticks[index];
    if (tick !== undefined) state = a.judge.tick(state, begin + tick);
    state = JSON.parse(JSON.stringify(state));
  }
  return a.judge.tick(state, Number.MAX_SAFE_INTEGER);
}

/** What the judge knew of a dossier right before it was decided, and when that was; its findings by rule. */
function atDecision(events: readonly DossierEvent[]) {
  const decisions = new Set(['ResultIssued', 'RefusedAfterAppraisal']);
  const ordered = events.toSorted((one, other) => one.occurredAt - other.occurredAt || one.position - other.position);
  const index = ordered.findIndex(({ type }) => decisions.has(type));
  const decision = ordered[index];
  if (!decision) return undefined;
  const before = a.judged(ordered.slice(0, index), decision.occurredAt - 1);
  // What was decided is recorded before only in a history that cannot be; what is written off later was not known then.
  const isRewritten = ordered.slice(index).some(({ type }) => type === 'Corrected' || type === 'EntryCorrected');
  return before.course.finish || isRewritten ? undefined : { decision, ...before };
}

function rulesIn(findings: readonly DossierFinding[]): ReadonlySet<string> {
  return new Set(findings.map(({ rule }) => rule));
}

describe('Whatever happens to a dossier', () => {
  it('following it, late entries and all, finds what judging its whole history finds', () => {
    const ticks = fc.array(fc.nat(20 * day), { maxLength: 15 });
    fc.assert(
      fc.property(lifecycle, ticks, (events, at) => {
        expect(followed(events, at).findings).toEqual(a.judged(events).findings);
      }),
      runs,
    );
  });

  it('any ticks are one tick at the end, in any order and as often as one likes', () => {
    fc.assert(
      fc.property(lifecycle, fc.array(fc.nat(30 * day), { maxLength: 9 }), (events, ticks) => {
        const eaten = a.judged(events, begin - 1);
        const ticked = [...ticks, ...ticks].reduce((state, tick) => a.judge.tick(state, begin + tick), eaten);
        expect(ticked).toEqual(a.judge.tick(eaten, begin + Math.max(0, ...ticks)));
      }),
      runs,
    );
  });

  it('nothing becomes certain between two ticks without being announced', () => {
    fc.assert(
      fc.property(lifecycle, (events) => {
        let state = a.judged(events, begin - 1);
        while (state.wakeAt !== undefined) {
          const { wakeAt, findings } = state;
          expect(a.judge.tick(state, wakeAt - 1)).toBe(state);
          state = a.judge.tick(state, wakeAt);
          expect(state.findings.length).toBeGreaterThan(findings.length);
          expect(state.findings.at(-1)?.certainAt).toBe(wakeAt);
        }
        expect(state.findings).toEqual(a.judged(events).findings);
      }),
      runs,
    );
  });

  it('insistence makes nothing lawful and nothing unlawful', () => {
    const insisting = (event: DossierEvent) => ({
      ...event,
      data: Object.assign({ insisted: { reason: 'x' } }, event.data),
    });
    fc.assert(
      fc.property(lifecycle, (events) => {
        expect(a.judged(events.map(insisting)).findings).toEqual(a.judged(events).findings);
      }),
      runs,
    );
  });

  it('when it was recorded matters to V26 and V30 only', () => {
    const others = (events: readonly DossierEvent[]) =>
      a.judged(events).findings.filter(({ rule }) => rule !== 'V26' && rule !== 'V30');
    fc.assert(
      fc.property(lifecycle, (events) => {
        const atOnce = events.map((event) => ({ ...event, recordedAt: event.occurredAt }));
        expect(others(events)).toEqual(a.judged(atOnce).findings);
      }),
      runs,
    );
  });

  it('evidence is events of the dossier, ascending, and what would have been lawful is said without gaps', () => {
    fc.assert(
      fc.property(lifecycle, (events) => {
        const known = new Set(events.map(({ position }) => position));
        for (const { positions, lawful, facts } of a.judged(events).findings) {
          expect(positions.length).toBeGreaterThan(0);
          expect(positions).toEqual([...new Set(positions)].sort((one, other) => one - other));
          expect(positions.filter((position) => !known.has(position))).toEqual([]);
          expect(`${lawful.vi} ${lawful.en}`).not.toMatch(/[{}]|undefined|NaN/);
          expect(Object.values(facts)).not.toContain(undefined);
        }
      }),
      runs,
    );
  });
});

describe('Of what is found (DOMAIN §7.1)', () => {
  it('V15 brings V01 with it', () => {
    fc.assert(
      fc.property(lifecycle, (events) => {
        const found = rulesIn(a.judged(events).findings);
        expect(!found.has('V15') || found.has('V01')).toBe(true);
      }),
      runs,
    );
  });

  it('V01 is every decision after the lawful due instant, whatever was done to the date before', () => {
    fc.assert(
      fc.property(lifecycle, (events) => {
        const known = atDecision(events);
        if (!known) return;
        const { decision, course } = known;
        const isLate = course.clock?.lawful !== undefined && decision.occurredAt > course.clock.lawful;
        expect(rulesIn(a.judged(events).findings).has('V01')).toBe(isLate);
      }),
      runs,
    );
  });

  it('V04, V07, V20, V27 and V28 move no lawful due instant', () => {
    const gaming = fc.constantFrom(
      (at: number) => a.paused(at, { groundRef: undefined }),
      (at: number) => a.resumed(at, at + 3 * day),
      ...happenings.slice(11, 13),
      ...happenings.slice(14, 16),
      happenings[18] ?? a.issued,
    );
    const moves = fc.array(fc.record({ happens: gaming, afterMs: fc.constantFrom(0, hour, 10 * hour) }), {
      maxLength: 9,
    });
    const slip = fc.constantFrom(due - day, due - 1, due, due + 1, due + day);
    const finish = fc.constantFrom(due - day, due - day + 1, due - 1, due, due + 1, due + day);
    fc.assert(
      fc.property(moves, slip, finish, (all, dueAt, finishedAt) => {
        let at = a.local('2022-03-16 10:00');
        const gamed = all.map(({ happens, afterMs }) => {
          at += afterMs;
          return happens(at);
        });
        const events = [
          ...a.verifiedInTime.slice(0, 2),
          a.received(undefined, { dueAt: a.instant(dueAt) }),
          ...a.verifiedInTime.slice(3),
          ...gamed.filter(({ occurredAt }) => occurredAt < finishedAt),
          a.issued(finishedAt),
        ];
        const found = rulesIn(a.judged(a.placed(events)).findings);
        expect(found.has('V01')).toBe(finishedAt > Math.min(due, dueAt));
      }),
      runs,
    );
  });

  it('V02 goes with V01 where the dossier was unfinished at the first appointment and nobody had apologised', () => {
    fc.assert(
      fc.property(lifecycle, (events) => {
        const known = atDecision(events);
        const found = rulesIn(a.judged(events).findings);
        if (!known || !found.has('V01')) return;
        const { clock, apology, end } = known.course;
        const unfinished = clock?.original !== undefined && known.decision.occurredAt > clock.original;
        if (unfinished && !end && (apology === undefined || apology.at > clock.original))
          expect(found.has('V02')).toBe(true);
      }),
      runs,
    );
  });

  it('V26 brings V30 with it where more than eight working hours have passed since reception', () => {
    fc.assert(
      fc.property(lifecycle, (events) => {
        const { findings } = a.judged(events);
        const reception = events.find(({ type }) => type === 'DossierReceived');
        const recordedAs = (at: number | undefined) => {
          const event = events.find(({ position }) => position === at);
          return event && { ...event, entry: `${event.actor.id} ${event.occurredAt} ${event.recordedAt}` };
        };
        const tardy = findings
          .filter(({ rule }) => rule === 'V30')
          .map(({ positions }) => recordedAs(positions[0])?.entry);
        for (const { positions } of findings.filter(({ rule }) => rule === 'V26')) {
          const event = recordedAs(positions[0]);
          const isReceived = event && reception && event.occurredAt > reception.occurredAt;
          if (isReceived && event.recordedAt - event.occurredAt > 4 * day) expect(tardy).toContain(event.entry);
        }
      }),
      runs,
    );
  });
});

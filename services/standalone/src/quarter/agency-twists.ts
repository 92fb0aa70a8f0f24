import * as done from '../demo/deeds.ts';
import { type Draft, type Twist, usualLife } from './draft.ts';
import type { Kind } from './kinds.ts';
import type { Line } from './line.ts';
import { closeAfter, dayMs, hourMs, later, minuteMs } from './office-clock.ts';
import { provinceUnits } from './province-units.ts';
import * as deeds from './quarter-deeds.ts';

/** Asked for by the close of a working day after reception, and brought a working day later: the term runs anew. */
const supplement =
  (days: number, asked = done.appraisalSupplementAsked('Hồ sơ thiếu bản vẽ', 'Bản vẽ')): Twist =>
  ({ planned, transferAt }) => {
    const askedAt = closeAfter(planned.receivedAt, days);
    const broughtAt = later(askedAt, dayMs);
    return {
      ...usualLife(planned, { startAt: broughtAt, transferAt, from: broughtAt }),
      assignAt: later(transferAt, 10 * minuteMs),
      others: [
        [askedAt, asked],
        [broughtAt, done.appraisalSupplemented('Bản vẽ')],
      ],
    };
  };

/** Between these two a pause lies, which moves the appointment. */
const paused =
  (from: done.Deed, to: done.Deed, finishAt: (draft: Draft) => number = (draft) => draft.finishAt): Twist =>
  (draft) => {
    const fromAt = draft.at(0.4);
    return {
      others: [
        [fromAt, from],
        [later(fromAt, 2 * dayMs), to],
      ],
      finishAt: Math.max(finishAt(draft), later(fromAt, 3 * dayMs)),
      appointment: closeAfter(draft.dueAt, 2),
    };
  };
const obligedWithoutGround = done.insisting('Theo thông lệ', deeds.obliged());

/** Another agency is asked, for an answer by the close of the next working day. */
function asking({ planned, assignAt }: Draft) {
  const agency =
    planned.office.agency === 'department-of-justice' ? 'department-of-environment' : 'department-of-justice';
  const askedAt = assignAt + minuteMs;
  const dueAt = closeAfter(askedAt, 1);
  const asked: Line = [askedAt, deeds.consulted(agency, dueAt)];
  return { asked, dueAt, reportBy: closeAfter(dueAt, 1), answer: deeds.answered(agency), agency, askedAt };
}
const answeredLate =
  (...report: readonly number[]): Twist =>
  (draft) => {
    const { asked, dueAt, reportBy, answer } = asking(draft);
    return {
      others: [
        asked,
        [later(dueAt, 4 * hourMs), answer],
        ...report.map((laterMs): Line => [reportBy + laterMs, deeds.reportedLate]),
      ],
      finishAt: Math.max(draft.finishAt, later(reportBy, hourMs)),
    };
  };

/** Another of the agencies that the counter receives for. */
function otherAgency({ planned: { office } }: Draft): string {
  const others = provinceUnits.get(office.oneStop)?.agencies.filter((agency) => agency !== office.agency) ?? [];
  return others[0] ?? office.agency;
}

/** Said to be done at an instant of the first half, and entered so much office time later. */
const entered =
  (laterMs: number, more = 0): Twist =>
  ({ at }) => {
    const saidAt = at(0.5);
    return { finishAt: later(saidAt, laterMs) + more, finish: deeds.saidToBeAt(saidAt, done.issued) };
  };

/** What happens at the agency. */
export const agencyTwists = {
  'appraisal supplement on the third day': supplement(3),
  'appraisal supplement on the fourth day': supplement(4),
  'appraisal supplement without list': supplement(
    2,
    done.insisting('Đã nêu qua điện thoại', deeds.appraisalSupplementAskedWithoutList),
  ),
  'asked past the counter': supplement(2, done.insisting('Cho nhanh', deeds.appraisalSupplementAskedDirectly)),
  'restarted later than the clock': (draft) => {
    const restarted = supplement(2)(draft);
    const { others = [], dueAt = draft.dueAt } = restarted;
    const at = later(closeAfter(draft.planned.receivedAt, 2), dayMs) + hourMs;
    const to = closeAfter(dueAt, 1);
    return {
      ...restarted,
      others: [...others, [at, done.insisting('Tính cả ngày nhận', deeds.restarted(at, to))]],
      appointment: to,
    };
  },
  'signed before verification': ({ verify: [at] }) => ({
    verify: [at],
    finish: done.insisting('Hồ sơ đơn giản', done.issued),
  }),
  'own work': ({ verify: [at] }) => ({
    verify: [at, done.insisting('Cán bộ đi tập huấn', done.doneBy('head', done.verified))],
    finish: done.insisting('Cán bộ đi tập huấn', done.issued),
  }),
  'verified on the spot': ({ verify: [at] }) => ({
    verify: [at, deeds.verifiedOnSite('with record'), done.verified],
  }),
  'verified without record': ({ verify: [at] }) => ({
    verify: [at, done.insisting('Biên bản lập sau', deeds.verifiedOnSite('without record')), done.verified],
  }),
  consulted: (draft) => {
    const { asked, dueAt, answer } = asking(draft);
    return { others: [asked, [dueAt, answer]], finishAt: Math.max(draft.finishAt, later(dueAt, hourMs)) };
  },
  'answer reported late at the last instant': answeredLate(0),
  'answer reported late a millisecond late': answeredLate(1),
  'late answer not reported': answeredLate(),
  'consulted without a date': (draft) => {
    const { agency, askedAt, dueAt, answer } = asking(draft);
    return {
      others: [
        [askedAt, done.insisting('Hẹn miệng', deeds.consulted(agency, undefined))],
        [dueAt, answer],
      ],
      finishAt: Math.max(draft.finishAt, later(dueAt, hourMs)),
    };
  },
  'entered some hours later': entered(3 * hourMs),
  'entered eight hours later': entered(dayMs),
  'entered a millisecond more than eight hours later': entered(dayMs, 1),
  'obligation on a ground': paused(deeds.obliged('financial-obligation'), deeds.fulfilled),
  'stopped and taken up again': paused(deeds.stopped, deeds.takenUpAgain),
  'paused without ground': paused(obligedWithoutGround, deeds.fulfilled),
  'paused on an unknown ground': paused(done.insisting('Theo thông lệ', deeds.obliged('custom')), deeds.fulfilled),
  'late behind a pause without ground': paused(obligedWithoutGround, deeds.fulfilled, ({ dueAt }) =>
    later(dueAt, 4 * hourMs),
  ),
  // A day and a half before: on the day itself nothing is early.
  'early and not told': ({ at, finishAt }) => ({ isTold: false, finishAt: Math.min(finishAt, at(0.8)) }),
  'sent on to the right agency': (draft) => {
    const { at, assignAt, verify, finish } = draft;
    const [verifyAt, ...verified] = verify;
    const agency = otherAgency(draft);
    return {
      transfer: [deeds.handedTo(agency)],
      verify: [verifyAt, ...verified.map((deed) => deeds.inCase(2, deed))],
      others: [
        [assignAt + minuteMs, deeds.elsewhere(agency, deeds.sentAway)],
        [assignAt + 5 * minuteMs, done.transferred],
        [at(0.16), deeds.inCase(2, done.assigned)],
      ],
      assign: [deeds.elsewhere(agency, done.assigned)],
      finish: deeds.inCase(2, finish),
    };
  },
  'sent to and fro': (draft) => {
    const { assignAt, verify, finish } = draft;
    const [verifyAt, ...verified] = verify;
    const agency = otherAgency(draft);
    return {
      others: [
        [assignAt + minuteMs, deeds.sentAway],
        [assignAt + 3 * minuteMs, deeds.handedTo(agency)],
        [assignAt + 5 * minuteMs, deeds.elsewhere(agency, deeds.inCase(2, done.assigned))],
        [assignAt + 7 * minuteMs, deeds.elsewhere(agency, deeds.inCase(2, deeds.sentAway))],
        [assignAt + 9 * minuteMs, done.transferred],
        [assignAt + 11 * minuteMs, deeds.inCase(3, done.assigned)],
      ],
      verify: [verifyAt, ...verified.map((deed) => deeds.inCase(3, deed))],
      finish: deeds.inCase(3, finish),
    };
  },
  'by several agencies': (draft) => {
    const agency = otherAgency(draft);
    const there = (deed: done.Deed): done.Deed => deeds.elsewhere(agency, deeds.inCase(2, deed));
    const { transferAt, at } = draft;
    return {
      others: [
        [transferAt + 2 * minuteMs, deeds.sharedWith(agency)],
        [at(0.16), there(done.assigned)],
        [at(0.25), there(done.verified)],
        [at(0.4), there(done.issued)],
      ],
    };
  },
} as const satisfies Partial<Record<Kind, Twist>>;

import * as done from '../demo/deeds.ts';
import type { Draft, Twist } from './draft.ts';
import type { Kind } from './kinds.ts';
import type { Line } from './line.ts';
import { closeAfter, dayMs, dueOf, endOfDayBefore, hourMs, later, minuteMs } from './office-clock.ts';
import * as deeds from './quarter-deeds.ts';
import { termOf } from './terms.ts';

/** Signed so much later than is lawful. */
const finished =
  (late: (dueAt: number, draft: Draft) => number): Twist =>
  (draft) => ({ finishAt: late(draft.dueAt, draft) });
/** Refused instead, so much later. */
const refused =
  (late: (draft: Draft) => number, why = done.refusedAfterAppraisal('Không đủ điều kiện theo quy định')): Twist =>
  (draft) => ({ finishAt: late(draft), finish: why, isTold: false });

/** Five working days more, asked for and apologised for at an instant; of which the applicant is told at another. */
function extended(
  { dueAt }: Draft,
  apologyAt: number,
  apology: (to: number) => done.Deed = deeds.apologised,
  toldAt = apologyAt + 10 * minuteMs,
): Pick<Draft, 'others' | 'appointment' | 'finishAt'> {
  const to = closeAfter(dueAt, 5);
  return {
    others: [
      [apologyAt - 5 * minuteMs, deeds.extensionAsked(to)],
      [apologyAt, apology(to)],
      [apologyAt + 5 * minuteMs, deeds.moved(to, 'with slip')],
      [toldAt, deeds.toldOfNewDate()],
    ],
    appointment: to,
    finishAt: later(dueAt, 3 * dayMs + 4 * hourMs),
  };
}
/** On the day before, in the afternoon. */
const inTime = ({ dueAt }: Draft): number => dueAt - 25 * hourMs;

/** Two working days in which nothing counts. */
function paused(draft: Draft): { readonly lines: readonly Line[]; readonly dueAt: number } {
  const { planned, startAt, at } = draft;
  const [from, to] = [at(0.4), later(at(0.4), 2 * dayMs)];
  return {
    lines: [
      [from, deeds.obliged('financial-obligation')],
      [to, deeds.fulfilled],
    ],
    dueAt: dueOf(termOf(planned.matter, planned.channel), startAt, { from, to }),
  };
}
const finishedAfterPause =
  (lateMs: number): Twist =>
  (draft) => {
    const { lines, dueAt } = paused(draft);
    return { others: lines, appointment: dueAt, finishAt: dueAt + lateMs };
  };

/** In time or not, extended or not. */
export const latenessTwists = {
  'late by a millisecond': finished((dueAt) => dueAt + 1),
  'late by a day': finished((dueAt) => later(dueAt, dayMs)),
  'late by days': finished((dueAt, { luck: { below } }) => later(dueAt, (2 + below(8)) * dayMs + below(7) * hourMs)),
  'refused late': refused(({ dueAt }) => dueAt + 1),
  'late after an extension': (draft) => ({
    ...extended(draft, inTime(draft)),
    finishAt: closeAfter(draft.dueAt, 5) + 1,
  }),
  'late by a millisecond after a pause': finishedAfterPause(1),
  'at the last instant': finished((dueAt) => dueAt),
  'at the last instant after a pause': finishedAfterPause(0),
  'refused at the last instant': refused(({ dueAt }) => dueAt),
  'refused after appraisal': refused(({ finishAt }) => finishAt),
  'refused without reason': refused(
    ({ finishAt }) => finishAt,
    done.insisting('Đã giải thích qua điện thoại', deeds.refusedWithoutReason),
  ),
  'apology on the last day': (draft) => extended(draft, endOfDayBefore(draft.dueAt) + 1),
  'apology at the end of the day before': (draft) => extended(draft, endOfDayBefore(draft.dueAt)),
  'extended in time': (draft) => extended(draft, inTime(draft)),
  'extended without apology': (draft) => {
    const to = closeAfter(draft.dueAt, 5);
    const askedAt = inTime(draft);
    return {
      others: [
        [askedAt, deeds.extensionAsked(to)],
        [askedAt + 5 * minuteMs, deeds.moved(to, 'with slip'), deeds.toldOfNewDate()],
      ],
      appointment: to,
      finishAt: later(draft.dueAt, 3 * dayMs),
    };
  },
  'second re-appointment': (draft) => {
    const first = extended(draft, inTime(draft));
    const again = later(draft.dueAt, dayMs);
    const second = closeAfter(first.appointment, 3);
    return {
      ...first,
      others: [
        ...first.others,
        [again, done.insisting('Cơ quan thuế chưa trả lời', deeds.apologised(second))],
        [again + 10 * minuteMs, deeds.toldOfNewDate('letter')],
      ],
    };
  },
  'apology without reason': (draft) =>
    extended(draft, inTime(draft), (to) => done.insisting('Lý do nêu qua điện thoại', deeds.apologised(to, ''))),
  'apology signed by an officer': (draft) =>
    extended(draft, inTime(draft), (to) =>
      done.insisting('Lãnh đạo đi vắng', done.doneBy('officer', deeds.apologised(to))),
    ),
  'told of the new date at the last instant': (draft) =>
    extended(draft, inTime(draft), deeds.apologised, closeAfter(inTime(draft), 1)),
  'told of the new date a millisecond late': (draft) =>
    extended(draft, inTime(draft), deeds.apologised, closeAfter(inTime(draft), 1) + 1),
  'moved without slip': ({ dueAt, at }) => ({
    others: [[at(0.4), done.insisting('Đề nghị qua điện thoại', deeds.moved(closeAfter(dueAt, 5), 'without slip'))]],
    appointment: closeAfter(dueAt, 5),
  }),
  'back-dated': ({ dueAt }) => ({
    finishAt: later(dueAt, 2 * dayMs),
    finish: deeds.saidToBeAt(dueAt - 10 * minuteMs, done.issued),
    appointment: dueAt - 24 * hourMs,
  }),
} as const satisfies Partial<Record<Kind, Twist>>;

import * as done from '../demo/deeds.ts';
import { type Draft, type Twist, transferLimit, usualLife } from './draft.ts';
import type { Kind } from './kinds.ts';
import type { Line } from './line.ts';
import { closeAfter, dayBefore, dayMs, endOfDayBefore, hourMs, later, minuteMs } from './office-clock.ts';
import * as deeds from './quarter-deeds.ts';

const handedOn =
  (late: (limit: number) => number): Twist =>
  ({ planned }) =>
    usualLife(planned, { transferAt: late(transferLimit(planned)) });

/** Asked for, and brought, before it is received. */
const supplement =
  (asked: done.Deed, ...more: readonly Line[]): Twist =>
  ({ submission, planned: { receivedAt } }) => ({
    submission: [
      ...submission,
      [receivedAt - 17 * minuteMs, asked],
      [receivedAt - 15 * minuteMs, done.supplemented('Bản sao giấy tờ tùy thân')],
      ...more.map(([before, ...rest]): Line => [receivedAt - before, ...rest]),
    ],
  });
const missingCopy = done.supplementAsked('Thiếu bản sao giấy tờ', 'Bản sao giấy tờ tùy thân');

/** Of the same time on the day before: eight hours of office time lie between. */
const answered =
  (laterMs: number): Twist =>
  ({ planned: { receivedAt } }) => ({ submission: [[dayBefore(receivedAt) - laterMs, done.submitted]] });

/** After reception, at the counter. */
const afterReception = ({ planned: { receivedAt } }: Draft, ...what: readonly done.Deed[]): Line => [
  receivedAt + 2 * minuteMs,
  ...what,
];
const beforeReturn = ({ giveBack: [line] }: Draft): number => (line ? line[0] : 0);

const publishedFee = 8_000;

/** What happens at the counter. */
export const counterTwists = {
  'supplement once': supplement(missingCopy),
  'supplement twice': supplement(
    missingCopy,
    [14 * minuteMs, done.insisting('Mới thấy còn thiếu', done.supplementAsked('Thiếu tờ khai', 'Tờ khai có chữ ký'))],
    [12 * minuteMs, done.supplemented('Tờ khai có chữ ký')],
  ),
  'supplement without reason': supplement(
    done.insisting('Đã giải thích miệng', deeds.supplementAskedWithoutReason('Bản sao giấy tờ tùy thân')),
  ),
  'listed paper asked for': supplement(deeds.papersAsked('application-form')),
  'paper outside the list asked for': supplement(
    done.insisting('Để đối chiếu', deeds.papersAsked('household-registration-book')),
  ),
  'answered at the last instant': answered(0),
  'answered a millisecond late': answered(1),
  'transferred on the next day': handedOn((limit) => later(limit, dayMs)),
  'transferred a millisecond late': handedOn((limit) => limit + 1),
  'transferred at the last instant': handedOn((limit) => limit),
  'not scanned': () => ({ papers: [], transfer: [done.insisting('Máy quét hỏng', done.transferred)] }),
  'scan replaced': ({ papers, planned: { receivedAt } }) => ({
    papers: [
      [receivedAt - 14 * minuteMs, deeds.scannedWrong],
      [receivedAt - 12 * minuteMs, deeds.corrected(2)],
      ...papers,
    ],
  }),
  'no slip': () => ({ receive: done.insisting('Hết giấy in', deeds.receivedWith({ slip: false })) }),
  'appointed later': ({ dueAt }) => ({
    receive: done.insisting('Đông hồ sơ', deeds.receivedBy(closeAfter(dueAt, 3))),
    appointment: closeAfter(dueAt, 3),
  }),
  'code of another day': ({ planned: { receivedAt, serial } }) => ({
    receive: done.insisting('Nhập theo sổ giấy', deeds.receivedAsOf(receivedAt - 24 * hourMs, serial)),
  }),
  'lawful and insisted upon': () => ({
    transfer: [done.insisting('Theo đề nghị của lãnh đạo', done.transferred)],
  }),
  'fee paid': (draft) => ({
    others: [afterReception(draft, deeds.charged(publishedFee), deeds.paid(publishedFee), deeds.receiptIssued)],
  }),
  'charged too much': (draft) => ({
    others: [
      afterReception(
        draft,
        done.insisting('Thu thêm tiền bản sao', deeds.charged(publishedFee + 1)),
        deeds.paid(publishedFee + 1),
        deeds.receiptIssued,
      ),
    ],
  }),
  'paid without receipt': (draft) => ({
    others: [afterReception(draft, deeds.charged(publishedFee), deeds.paid(publishedFee))],
  }),
  'receipt at the end of the day': (draft) => ({
    others: [
      afterReception(draft, deeds.charged(publishedFee), deeds.paid(publishedFee)),
      [endOfDayBefore(draft.planned.receivedAt + 24 * hourMs), deeds.receiptIssued],
    ],
  }),
  'originals given back': (draft) => ({
    others: [afterReception(draft, deeds.originalsTaken), [beforeReturn(draft) - minuteMs, deeds.originalsReturned]],
  }),
  'originals kept': (draft) => {
    const returnAt = beforeReturn(draft);
    return {
      others: [afterReception(draft, deeds.originalsTaken)],
      giveBack: [
        [returnAt, done.insisting('Bản chính để ở kho', done.returned)],
        [later(returnAt, dayMs), deeds.originalsReturned],
      ],
    };
  },
  'both appear': () => ({}),
  'at once': ({ planned: { receivedAt } }) => ({
    ...{ transfer: [], assign: [], verify: [receivedAt] },
    // It is handed over where it is made: nobody has to be told of it.
    ...{ finishAt: receivedAt + 6 * minuteMs, finish: deeds.resolvedAtOnce, isTold: false },
    giveBack: [[receivedAt + 8 * minuteMs, done.returned]],
  }),
} as const satisfies Partial<Record<Kind, Twist>>;

import * as done from '../demo/deeds.ts';
import * as post from '../demo/postal-deeds.ts';
import * as carried from './deliveries.ts';
import { type Draft, type Twist, usualLife } from './draft.ts';
import type { Kind } from './kinds.ts';
import type { Line } from './line.ts';
import { closeAfter, dayBefore, dayMs, dueOf, hourMs, later, minuteMs } from './office-clock.ts';
import * as deeds from './quarter-deeds.ts';

interface Collection {
  readonly collect?: done.Deed;
  readonly seal?: done.Deed;
  /** Between the sealing and the minutes. */
  readonly fees?: readonly done.Deed[];
  readonly minutes?: done.Deed;
  readonly more?: (draft: Draft) => Partial<Draft>;
}

/** Collected on the day before; from the signing of the minutes on its term runs (QĐ 45/2016 Đ7.4). */
const collected =
  ({ collect, seal, fees = [], minutes, more }: Collection): Twist =>
  ({ planned }) => {
    const { receivedAt } = planned;
    const collectedAt = dayBefore(receivedAt) - 18 * minuteMs;
    const signedAt = receivedAt - 18 * minuteMs;
    const [toCollect = carried.collectedAt('home', 'signed by both'), toSeal = carried.sealed(true)] = [collect, seal];
    const draft = usualLife(planned, { startAt: signedAt });
    const submission: readonly Line[] = [
      [collectedAt, toCollect, toSeal, ...fees.slice(0, 1)],
      [signedAt - minuteMs, ...fees.slice(1)],
      [signedAt, minutes ?? carried.minutesSigned('both sides')],
    ];
    const slip: readonly Line[] = [
      [receivedAt + 4 * minuteMs, carried.slipGiven],
      [later(receivedAt, dayMs), carried.slipBrought],
    ];
    const own = { ...draft, submission, others: slip };
    return { ...own, ...more?.(own) };
  };

/** What becomes of a result on its way, from the instant on at which the post got it. */
const sent =
  (then: (sentAt: number) => readonly Line[]): Twist =>
  ({ finishAt }) => {
    const sentAt = later(finishAt, 30 * minuteMs);
    return { giveBack: [...carried.onItsWay(sentAt), ...then(sentAt)] };
  };
const delivered = (at: (sentAt: number) => number, how = post.delivered, ...before: readonly done.Deed[]): Twist =>
  sent((sentAt) => [...(before.length > 0 ? [[later(sentAt, dayMs), ...before] as const] : []), [at(sentAt), how]]);
const nextDay = (sentAt: number): number => later(sentAt, dayMs);

/** Sent back after two invitations so many days apart. */
const sentBack = (days: number, back: done.Deed): Twist =>
  sent((sentAt) => {
    const arrivedAt = later(sentAt, dayMs);
    const secondAt = later(arrivedAt, days * dayMs);
    const backAt = later(secondAt, 2 * hourMs);
    return [
      [arrivedAt, post.tracked('attempted')],
      [later(arrivedAt, 5 * minuteMs), post.invited('phone')],
      [later(secondAt, 5 * minuteMs), carried.invitedByLetter],
      ...takenBack(backAt, back),
    ];
  });
function takenBack(backAt: number, back: done.Deed): readonly Line[] {
  return [
    [backAt, back],
    [later(backAt, dayMs), post.takenBack],
    [later(backAt, 3 * dayMs), done.returned],
  ];
}

/** Made anew at the counter; paid for within thirty days, or so much later. */
const lost = (lateMs: number): Twist =>
  sent((sentAt) => {
    const lostAt = later(sentAt, dayMs);
    return [
      [lostAt, carried.lost],
      [later(lostAt, 2 * dayMs), done.returned],
      [dueOf({ unit: 'calendarDays', amount: 30 }, lostAt) + lateMs, carried.compensated],
    ];
  });

/** The result waits for the post until the close of the next working day, or so much longer. */
const handedToPost =
  (lateMs: number): Twist =>
  ({ finishAt }) => ({ giveBack: carried.delivery(closeAfter(finishAt, 1) + lateMs) });

/** What happens on the way, there and back. */
export const postTwists = {
  'collected at home': collected({ fees: [carried.feeCollected, carried.feeRemitted] }),
  'collected at a post office': collected({ collect: carried.collectedAt('post-office', 'signed by both') }),
  'fees not remitted': collected({
    fees: [carried.feeCollected],
    minutes: done.insisting('Nộp gộp cuối tháng', carried.minutesSigned('both sides')),
  }),
  'minutes signed by one side': collected({
    minutes: done.insisting('Một cửa đông khách', carried.minutesSigned('one side')),
  }),
  'started after the minutes': collected({
    more: ({ planned: { receivedAt } }) => ({
      receive: done.insisting('Tính từ lúc nhập máy', deeds.receivedFrom(receivedAt)),
    }),
  }),
  'sealed without the applicant': collected({ seal: done.insisting('Người gửi vội', carried.sealed(false)) }),
  'waybill signed by one side': collected({
    collect: done.insisting('Người gửi vội', carried.collectedAt('home', 'signed by one')),
  }),
  'collected where both have to appear': collected({
    collect: done.insisting('Hai bên ở xa', carried.collectedAt('home', 'signed by both')),
    more: () => ({ receive: done.insisting('Bưu điện đã nhận hồ sơ', done.received) }),
  }),
  'delivered on the last day': delivered((sentAt) => closeAfter(sentAt, 2)),
  'delivered a day late': delivered((sentAt) => closeAfter(sentAt, 3)),
  'delivered late in a storm': delivered((sentAt) => closeAfter(sentAt, 3), post.delivered, carried.storm),
  'delivered with a broken seal': delivered(nextDay, done.insisting('Phong bì rách', carried.deliveredBroken)),
  'delivered to nobody known': delivered(nextDay, done.insisting('Người quen', carried.deliveredToNobodyKnown)),
  'sent back too soon': sentBack(1, done.insisting('Kho bưu cục đã đầy', post.sentBack)),
  'sent back after two invitations': sentBack(2, post.sentBack),
  'sent back when refused': sent((sentAt) => [
    [nextDay(sentAt), post.tracked('attempted')],
    ...takenBack(nextDay(sentAt) + hourMs, carried.sentBackRefused),
  ]),
  'lost and settled at the last instant': lost(0),
  'lost and settled a millisecond late': lost(1),
  'handed to the post at the last instant': handedToPost(0),
  'handed to the post a millisecond late': handedToPost(1),
} as const satisfies Partial<Record<Kind, Twist>>;

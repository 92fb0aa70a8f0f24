import * as done from '../demo/deeds.ts';
import type { Deed } from '../demo/deeds.ts';
import { type Chance, chance } from './chance.ts';
import { delivery } from './deliveries.ts';
import { dayMs, dueOf, hourMs, later, localDateOf, minuteMs, officeTime } from './office-clock.ts';
import type { Line } from './line.ts';
import type { Planned } from './population.ts';
import { termOf } from './terms.ts';
import { toldEarly } from './quarter-deeds.ts';

/** A dossier's life, in parts that can be otherwise. */
export interface Draft {
  readonly planned: Planned;
  readonly luck: Chance;
  /** When its term began, and when that is over by law. */
  readonly startAt: number;
  readonly dueAt: number;
  /** What share of the time is over between its transfer and the end of its term. */
  readonly at: (share: number) => number;
  readonly submission: readonly Line[];
  readonly papers: readonly Line[];
  readonly receive: Deed;
  readonly transferAt: number;
  readonly transfer: readonly Deed[];
  readonly assignAt: number;
  readonly assign: readonly Deed[];
  readonly verify: Line;
  /** Whatever else happens, each at its time. */
  readonly others: readonly Line[];
  readonly finishAt: number;
  readonly finish: Deed;
  /** The appointment, as it was recorded last. */
  readonly appointment: number;
  /** Of an early result. */
  readonly isTold: boolean;
  readonly giveBack: readonly Line[];
}

/** What is otherwise in a life. */
export type Twist = (draft: Draft) => Partial<Draft>;

/** What the usual times follow from. */
interface Timing {
  /** When the term begins. */
  readonly startAt?: number;
  readonly transferAt?: number;
  /** When the agency can go on with it. */
  readonly from?: number;
}

/** A life as it usually is. */
export function usualLife(planned: Planned, timing: Timing = {}): Draft {
  const { name, matter, channel, receivedAt } = planned;
  const luck = chance(name, 'life');
  const { next, below } = luck;
  const soon = receivedAt + (channel === 'online' ? 2 + below(8) : 5 + below(20)) * minuteMs;
  const { startAt = receivedAt, transferAt = soon, from = transferAt } = timing;
  const dueAt = dueOf(termOf(matter, channel), startAt);
  const whole = officeTime(from, dueAt);
  const at = (share: number): number => later(from, whole * share);
  const finishAt = at(0.45 + 0.45 * next());
  return {
    ...{ planned, luck, startAt, dueAt, at, transferAt, finishAt },
    submission: [[receivedAt - (channel === 'online' ? 19 + below(60) : 18) * minuteMs, done.submitted]],
    papers: [[receivedAt - 9 * minuteMs, done.scanned]],
    receive: done.received,
    transfer: [done.transferred],
    assignAt: at(0.05 + 0.1 * next()),
    assign: [done.assigned],
    verify: [at(0.2 + 0.15 * next()), done.verified],
    others: [],
    finish: done.issued,
    appointment: dueAt,
    isTold: true,
    giveBack: givenBack(planned, finishAt, luck),
  };
}

/** With a twist in it; what follows from when it was finished, where that is otherwise, too. */
export function twisted(draft: Draft, twist: Twist): Draft {
  const changed = twist(draft);
  const { finishAt = draft.finishAt } = changed;
  const giveBack = finishAt === draft.finishAt ? draft.giveBack : givenBack(draft.planned, finishAt, draft.luck);
  return { ...draft, giveBack, ...changed };
}

/** All of a life, in order of time. */
export function linesOf(draft: Draft): readonly Line[] {
  const { submission, papers, receive, transferAt, transfer, assignAt, assign, verify, others, finishAt, finish } =
    draft;
  const { planned, appointment, isTold, giveBack } = draft;
  const isEarly = planned.returnBy === 'counter' && localDateOf(finishAt) < localDateOf(appointment);
  const lines: readonly Line[] = [
    ...submission,
    ...papers,
    [planned.receivedAt, receive],
    [transferAt, ...transfer],
    [assignAt, ...assign],
    verify,
    ...others,
    [finishAt, finish],
    ...(isEarly && isTold ? [[finishAt + 5 * minuteMs, toldEarly] as const] : []),
    ...giveBack,
  ];
  return lines.filter(([, ...deeds]) => deeds.length > 0).toSorted(([one], [other]) => one - other);
}

function givenBack({ returnBy }: Planned, finishAt: number, { below }: Chance): readonly Line[] {
  if (returnBy === 'post') return delivery(later(finishAt, (20 + below(60)) * minuteMs));
  return [[later(finishAt, (30 + below(300)) * minuteMs), done.returned]];
}

/** When counters have to have handed on what they received (61 Đ18): by that day's close, or early on the next. */
export function transferLimit({ receivedAt, channel }: Planned): number {
  if (channel === 'online') return later(receivedAt, 15 * minuteMs);
  const close = dueOf({ unit: 'sameDay' }, receivedAt);
  return localDateOf(close) === localDateOf(receivedAt)
    ? close
    : later(receivedAt, officeTime(receivedAt, close) - dayMs + hourMs);
}

import { FindCalendar, type Said } from '@hoso/contracts';
import type { Instant } from '@hoso/event-sourcing';
import { dueAt, isWorkingTimeError, workingCalendar } from '@hoso/working-time';
import { type Ask, boundLaw, boundProcedure } from './bound-facts.ts';
import type { CaseState } from './case-state.ts';

/**
 * When a supplement that is asked for then has been waited for as long as the dossier's procedure says, or else the law
 * that it is bound to (NĐ 297/2025 Đ4: 15 working days; other laws say nothing of it), by the calendar that it is bound
 * to.
 *
 * Decision: worked out when it is asked for, and recorded with the request. / Because that law and that calendar are
 * the dossier's own for good, and who waits then stands in an index by an instant.
 */
export function closableAfter(ask: Ask): (state: CaseState, asked: Said) => Promise<Instant | undefined> {
  return async (state, { occurredAt }) => {
    if (state.status === 'none') return undefined;
    const { law, calendar } = state.opened;
    if (!law || !calendar) return undefined;
    const { autoClose } = (await boundProcedure(ask, state.opened)) ?? {};
    const amount = autoClose?.workingDays ?? (await boundLaw(ask, law)).parameters.autoCloseDays?.value;
    if (amount === undefined) return undefined;
    const days = workingCalendar((await ask(FindCalendar, calendar)).calendar);
    try {
      const due = dueAt(days, { unit: 'workingDays', amount }, occurredAt);
      return due.status === 'due' ? due.dueAt : undefined;
    } catch (error) {
      // Beyond the years that the calendar knows nobody can say.
      if (isWorkingTimeError(error)) return undefined;
      throw error;
    }
  };
}

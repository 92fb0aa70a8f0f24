import { MarkOverdue, ProposeAutoClose, Remind } from '@hoso/contracts';
import { type TimedCommand, type TimePolicy, unreachable } from '@hoso/event-sourcing';
import { type CaseDocument, caseIndex, cases, type Wait } from './cases.view.ts';

/**
 * Whenever a date comes near, whoever has the case is reminded; whenever it passes, the case is overdue; whenever an
 * answer did not come by its date, who asked is reminded; whenever a sector's law lets a case be closed for want of its
 * supplement, that is proposed.
 */
export const caseDeadlines: TimePolicy<CaseDocument> = {
  name: 'case-deadlines',
  view: cases,
  index: caseIndex.wake,
  whenever: (document, now) => document.waits.filter(({ at }) => at <= now).map((wait) => commandOf(document, wait)),
};

function commandOf({ dossier, case: number }: CaseDocument, wait: Wait): TimedCommand {
  const send = ({ subject, name }: typeof Remind | typeof MarkOverdue | typeof ProposeAutoClose, data: object) => ({
    ...{ subject, type: name, dossierId: dossier, data: { case: number, ...data }, at: wait.at },
  });
  switch (wait.for) {
    case 'reminder':
      return send(Remind, { of: 'result', dueAt: wait.dueAt });
    case 'overdue':
      return send(MarkOverdue, { dueAt: wait.dueAt });
    case 'answer':
      return send(Remind, { of: 'answer', consultation: wait.consultation, dueAt: wait.at });
    case 'closing':
      return send(ProposeAutoClose, { closableAt: wait.at });
    default:
      return unreachable(wait);
  }
}

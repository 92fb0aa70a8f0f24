import {
  ClockRestarted,
  CloseCase,
  type CommandType,
  DossierWithdrawn,
  DueDateChanged,
  FollowDueDate,
  OpenCase,
  Resumed,
  TransferredToAgency,
} from '@hoso/contracts';
import { eventCatalogue, type Policy, type PolicyCommand, unreachable } from '@hoso/event-sourcing';

const types = [TransferredToAgency, DossierWithdrawn, DueDateChanged, ClockRestarted, Resumed] as const;

/**
 * Whenever a dossier is transferred, its agency has a case; whenever its date moves, or its clock runs again, the case
 * knows the date; whenever it is withdrawn, the case is closed.
 *
 * Decision: one policy for all of it. / Because a policy meets a dossier's events in their order, so that no case is
 * closed before it was opened. / Instead of: several policies, each at its own pace.
 */
export const caseFollowsDossier: Policy<(typeof types)[number]> = {
  name: 'case-follows-dossier',
  begins: 'head',
  events: eventCatalogue(...types),
  whenever: (event) => {
    const { dossierId } = event;
    if (dossierId === undefined) return [];
    const send = ({ subject, name: type }: CommandType, data: object): readonly PolicyCommand[] => [
      { subject, type, dossierId, data },
    ];
    switch (event.type) {
      case 'TransferredToAgency': {
        const { insisted, ...handed } = event.data;
        return send(OpenCase, handed);
      }
      case 'DossierWithdrawn':
        return event.data.case === undefined ? [] : send(CloseCase, { case: event.data.case });
      case 'DueDateChanged':
        return event.data.case === undefined
          ? []
          : send(FollowDueDate, { case: event.data.case, dueAt: event.data.to });
      case 'ClockRestarted':
        return send(FollowDueDate, { case: event.data.case, ...dated(event.data.dueAt) });
      case 'Resumed':
        // Something else may still let it stand.
        return event.data.awaits === undefined
          ? send(FollowDueDate, { case: event.data.case, ...dated(event.data.due?.dueAt) })
          : [];
      default:
        return unreachable(event);
    }
  },
};

function dated(dueAt: string | undefined): { readonly dueAt?: string } {
  return dueAt === undefined ? {} : { dueAt };
}

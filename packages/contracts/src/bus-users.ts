import { ImportXes } from './audit.ts';
import { ListChanges } from './changes.ts';
import { ReadCases } from './log-export.ts';
import { ReadRuleSets } from './judging.ts';
import { ReadLedger } from './ledger.ts';
import { ListViews, MoveClock, OperationsStatus, RebuildView, RetryHeld } from './operations.ts';
import { ImportProcedures } from './procedure-import.ts';
import { CheckScan, OpenScan, StoreScan } from './dossier-scans.ts';
import { ReadLetter } from './notifications.ts';
import { ReadPaper, ReadRegister } from './papers.ts';
import { FindExtensionSlip } from './processing.ts';
import { FindDossier } from './intake-queries.ts';
import { FindDossierStanding } from './taken-back.ts';
import { ReconcileStatement } from './carrier-statements.ts';
import { TakeCarrierMessage } from './carriers.ts';
import { FindCollection, FindRecipient } from './postal-queries.ts';
import { PublishProcedure } from './registry.ts';
import { FindCalendar, FindLaw, FindProcedure, FindUnit, ListUnits } from './registry-queries.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

/** What a process does on the bus. It is let do this, and nothing else. */
export interface BusUser {
  readonly name: string;
  /** The service whose commands and queries it answers, one of its replicas each: `<service>.commands.*`. */
  readonly answers?: string;
  /** The subjects of other services at which it asks. */
  readonly asks: readonly string[];
  /** Reads the log's events, as views, policies and rules do. */
  readonly follows: boolean;
  /** Makes the log's stream and publishes events. */
  readonly relays?: boolean;
  /** Looks after streams and consumers. */
  readonly operates?: boolean;
}

/** A service follows the log and answers at its name; its policies send it commands. */
function service(name: string, ...asks: readonly { readonly subject: string }[]): BusUser {
  return { name, answers: name, asks: subjects(asks), follows: true };
}

/** The services that follow the log. */
export const followingServices = ['registry', 'intake', 'processing', 'postal-delivery', 'audit'] as const;

/**
 * Everybody on the bus. From this table the broker's users are made (`infra/nats/accounts.conf`): what a service is to
 * ask beyond it is added here.
 */
export const busUsers: readonly BusUser[] = [
  service('registry'),
  service('intake', FindProcedure, FindCalendar, FindLaw, FindUnit, FindExtensionSlip, FindCollection),
  service('processing', FindCalendar, FindLaw, FindProcedure, FindUnit, FindDossierStanding),
  service('postal-delivery', FindProcedure, FindCalendar, FindLaw, FindUnit, FindDossier, FindRecipient),
  service('audit', FindDossier, FindLaw, FindProcedure, FindUnit, ListUnits),
  // Beside what people ask by a route, the gateway takes files in, and looks what has changed for those who listen.
  // What operators ask of the whole platform it gathers from the services, each of which answers for itself.
  {
    name: 'gateway',
    answers: 'platform',
    asks: subjects([
      ...routes.map(typeOf),
      ListChanges,
      ReadCases,
      ReadLedger,
      ReadRuleSets,
      ImportXes,
      ImportProcedures,
      TakeCarrierMessage,
      ReconcileStatement,
      ReadPaper,
      ReadRegister,
      ReadLetter,
      CheckScan,
      StoreScan,
      OpenScan,
      ...followingServices.flatMap(operationsOf),
    ]),
    follows: false,
  },
  { name: 'relay', asks: [], follows: false, relays: true },
  { name: 'ops', asks: [PublishProcedure.subject], follows: true, operates: true },
];

function subjects(types: readonly { readonly subject: string }[]): readonly string[] {
  return [...new Set(types.map(({ subject }) => subject))].sort();
}

/** Where a service answers what operators ask, for itself. */
export function operationsOf(service: string): readonly { readonly subject: string }[] {
  return [OperationsStatus, RetryHeld, ListViews, RebuildView, MoveClock].map(({ subject }) => ({
    subject: subject.replace(/^platform\./, `${service}.`),
  }));
}

function typeOf(route: Route): { readonly subject: string } {
  return 'command' in route ? route.command : route.query;
}

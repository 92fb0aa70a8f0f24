import { ListChanges } from './changes.ts';
import { FindExtensionSlip } from './processing.ts';
import { FindDossier } from './intake-queries.ts';
import { FindCollection, FindRecipient } from './postal-queries.ts';
import { FindCalendar, FindProcedure, FindUnit, PublishProcedure } from './registry.ts';
import { type Route, routes } from './routes.ts';

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

/**
 * Everybody on the bus. From this table the broker's users are made (`infra/nats/accounts.conf`): what a service is to
 * ask beyond it is added here.
 */
export const busUsers: readonly BusUser[] = [
  service('registry'),
  service('intake', FindProcedure, FindCalendar, FindUnit, FindExtensionSlip, FindCollection),
  service('processing', FindUnit),
  service('postal-delivery', FindProcedure, FindCalendar, FindUnit, FindDossier, FindRecipient),
  service('audit', FindDossier, FindUnit),
  // Beside what people ask, the gateway looks what has changed, for those who listen.
  { name: 'gateway', asks: subjects([...routes.map(typeOf), ListChanges]), follows: false },
  { name: 'relay', asks: [], follows: false, relays: true },
  { name: 'ops', answers: 'platform', asks: [PublishProcedure.subject], follows: true, operates: true },
];

function subjects(types: readonly { readonly subject: string }[]): readonly string[] {
  return [...new Set(types.map(({ subject }) => subject))].sort();
}

function typeOf(route: Route): { readonly subject: string } {
  return 'command' in route ? route.command : route.query;
}

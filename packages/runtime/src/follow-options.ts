import type { RebuildStatus, Words } from '@hoso/contracts';
import type {
  Bus,
  EventStore,
  FollowedView,
  Follower,
  PersonalData,
  Policy,
  SendCommand,
  TimePolicy,
  View,
  ViewStore,
} from '@hoso/event-sourcing';
import type { Telemetry } from '@hoso/telemetry';
import type { Alone } from './alone.ts';
import type { ServiceEventStore } from './adapters.ts';
import type { RebuildPlaces } from './rebuild-in-worker.ts';

/** A service's share of what follows the log. */
export interface FollowingService {
  readonly name: string;
  readonly views: readonly View<unknown>[];
  readonly policies: readonly Policy[];
  readonly times?: readonly TimePolicy[];
}

/** What audit has beside: the rules that follow the log, and a log of its own with the views that follow that. */
export interface AuditFollowing {
  readonly store: Pick<EventStore, 'head'>;
  readonly rules?: Follower;
  readonly followed: readonly { readonly name: string; readonly followed: FollowedView<unknown> }[];
  /** Why the ledger seals nothing at the moment; nothing where it does. */
  readonly ledgerTrouble?: () => Words | undefined;
}

export interface FollowServicesOptions {
  readonly services: readonly FollowingService[];
  /** For workers. */
  readonly places: RebuildPlaces;
  readonly store: ServiceEventStore;
  readonly views: ViewStore;
  /** For views that are found by personal data. */
  readonly personal: PersonalData;
  readonly bus: Pick<Bus, 'consume'>;
  readonly clock: () => number;
  readonly send: SendCommand;
  readonly telemetry: Telemetry;
  /** Whoever opened it closes it. */
  readonly audit?: AuditFollowing | undefined;
  /** Whether other processes follow into the same views, now or later. */
  readonly shared: boolean;
  /** With whom one process at a time rebuilds a view. */
  readonly alone: Alone;
  /** Whether this process ends with a command, and so with all that it has begun. */
  readonly brief: boolean;
  /** How far views are that are filled before anything else begins. */
  readonly onFilling: (progress: RebuildStatus) => void;
  /**
   * Done once views can be asked, and before policies set anything in motion. `settled` waits for views to come to the
   * log's head again.
   */
  readonly onFilled?: (settled: () => Promise<void>) => Promise<void>;
}

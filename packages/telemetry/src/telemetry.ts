import type { AnyEventType, Bus, EventCatalogue, EventStore, FollowerTarget, SendCommand } from '@hoso/event-sourcing';
import type { FollowerStatus, RebuildStatus } from '@hoso/contracts';

/** A request at the edge, from its first line to the end of its answer. */
export interface WatchedRequest {
  /** The trace that goes on to the services. */
  readonly traceparent: string | undefined;
  /** Runs what answers it, so that all that is asked for it belongs to its trace. */
  run(answer: () => void): void;
  end(status: number): void;
}

/** A view as far as watching needs it. */
export interface WatchedView {
  readonly name: string;
  readonly events: Pick<EventCatalogue<AnyEventType>, 'types'>;
}

/** What followers of a process say of themselves, asked whenever metrics are collected. */
export interface FollowersStanding {
  readonly head: () => Promise<number>;
  readonly followers: () => Promise<readonly FollowerStatus[]>;
  readonly rebuilds: () => readonly RebuildStatus[];
}

/** How far the relay has to go, asked whenever metrics are collected. */
export interface RelayStanding {
  readonly head: () => Promise<number>;
  readonly published: () => Promise<number>;
}

/**
 * What a process tells of its work: traces and metrics, taken at the ports it works through. Each port comes back
 * with the same promises; while telemetry is off it is the very same port, so that it costs nothing.
 */
export interface Telemetry {
  readonly isOn: boolean;
  bus(bus: Bus): Bus;
  /** Every event that is appended carries the trace of its append in its envelope. */
  store<Store extends Pick<EventStore, 'append'>>(store: Store): Store;
  /** Told by stores how many appends shared one commit. */
  readonly onBatch: ((appends: number) => void) | undefined;
  /** The way of one policy's commands. */
  policy(name: string, send: SendCommand): SendCommand;
  /** What a view does with events. `clock`: milliseconds since 1970 by the log's clock. */
  view(view: WatchedView, clock: () => number): ((target: FollowerTarget) => FollowerTarget) | undefined;
  /** `route`: as it is declared, with names for what stands in a path. */
  request(method: string, route: string, traceparent: string | undefined): WatchedRequest;
  /** Answers how to ask no more. */
  followers(standing: FollowersStanding): () => void;
  relay(standing: RelayStanding): () => void;
  /** Hands on what was taken, within a limit; never rejects. */
  close(): Promise<void>;
}

/** Off. */
export const noTelemetry: Telemetry = {
  isOn: false,
  bus: (bus) => bus,
  store: (store) => store,
  onBatch: undefined,
  policy: (_name, send) => send,
  view: () => undefined,
  request: (_method, _route, traceparent) => ({ traceparent, run: (answer) => answer(), end: () => {} }),
  followers: () => () => {},
  relay: () => () => {},
  close: async () => {},
};

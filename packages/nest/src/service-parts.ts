import type { Actor, QueryType, RecordedReads } from '@hoso/contracts';
import type { EventStore, LogTail, Policy, Sealer, TimePolicy, View, ViewStore } from '@hoso/event-sourcing';
import type { DynamicModule } from '@nestjs/common';
import type { z } from 'zod';

/** What every service is given: its ports. Which adapters stand behind them is the composition's business. */
export interface ServiceParts {
  readonly store: EventStore;
  /** The end of the store's log, shared by all who tell how fresh they are. */
  readonly tail: LogTail;
  readonly views: ViewStore;
  readonly sealer: Sealer;
  /** Told, and waited for, before anything sealed is opened for an answer. */
  readonly reads: RecordedReads;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
  /** The actor a token speaks for. Rejects with `Unauthorised`. */
  readonly verify: (token: string | undefined) => Promise<Actor>;
  /** Asks another service over the bus, as the platform itself. */
  readonly ask: <Ask extends z.ZodObject, Answer extends z.ZodType>(
    query: QueryType<Ask, Answer>,
    question: z.input<Ask>,
  ) => Promise<z.output<Answer>>;
}

/** A service as a composition sees it: the module that answers, and what follows the log for it. */
export interface Service {
  readonly name: string;
  readonly module: (parts: ServiceParts) => DynamicModule;
  readonly views: readonly View<unknown>[];
  readonly policies: readonly Policy[];
  /** What instants set in motion. */
  readonly times?: readonly TimePolicy[];
}

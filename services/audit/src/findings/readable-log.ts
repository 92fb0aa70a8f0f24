import type { EventStore } from '@hoso/event-sourcing';

/** What of a log has to be at hand to judge it. */
export type ReadableLog = Pick<EventStore, 'log' | 'head' | 'readAll' | 'readStream'>;

export * from './describe-event-store.ts';
export * from './describe-policy-store.ts';
export * from './describe-view-store.ts';
export type { EventStoreFixture, MakeEventStore } from './each-log.ts';
export * from './memory-event-store.ts';
export * from './memory-progress.ts';
export * from './memory-view-store.ts';
export * from './sample-events.ts';
export * from './specification.ts';

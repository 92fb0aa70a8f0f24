export * from './describe-bus.ts';
export * from './describe-view-store.ts';
export * from './memory-event-store.ts';
export * from './memory-progress.ts';
export * from './memory-view-store.ts';
export * from './random-from.ts';
export * from './recorded-events.ts';
export * from './specification.ts';

export type { ConsumerLimits } from './consumer.ts';
export { errorOf, type Failure, failureOf } from './failure.ts';
export { type BusLimits, busLimits, type InProcessBusOptions, inProcessBus } from './in-process-bus.ts';

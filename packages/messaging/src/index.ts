export { type InProcessBusOptions, inProcessBus } from './in-process-bus.ts';

export { PnmlError, type PnmlReason } from './pnml-error.ts';
export { PNML_LIMITS, readPnml } from './read-pnml.ts';
export { type ReadXesOptions, readXes } from './read-xes.ts';
export { instantOfXesDate } from './xes-date.ts';
export { XesError, type XesFault, type XesPlace } from './xes-error.ts';
export type { XesReason } from './xes-reasons.ts';
export { XES_LIMITS, type XesLimits } from './xes-limits.ts';
export { findAttribute, type XesAttribute, type XesAttributeType, type XesEvent, type XesTrace } from './xes-trace.ts';
export { writePnml } from './write-pnml.ts';

export { type BusAddress, busAddress } from './bus-address.ts';
export { BusUnusable, type Unusable } from './bus-unusable.ts';
export { type EventMessage, toMessage } from './cloud-event.ts';
export { type ConsumptionLimits, consumptionLimits } from './durable-consumer.ts';
export { declaredStream, declareStream, type EventStreamDeclaration, streamNameOf } from './event-stream.ts';
export { type NatsBus, type NatsBusLimits, type NatsBusOptions, natsBus, natsBusLimits } from './nats-bus.ts';
export { inboxPrefixOf } from './nats-connection.ts';
export { type PublishWindow, publishWindow } from './publisher.ts';
export { type AccountUser, accountsConfig, mayHear, mayPublish, passwordVariable } from './accounts.ts';

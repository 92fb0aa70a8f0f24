export { createGateway } from './create-gateway.ts';
export type { GatewayParts, Uploads } from './gateway-parts.ts';
export { defaultLimits, type Limits } from './limits.ts';

export { openConnection, openPool } from './connection.ts';
export { codeOf, isPassing, mayHaveHappened, reaching, unavailable } from './failure.ts';
export { type Listener, listen } from './listener.ts';
export { opening } from './opening.ts';
export { retrying, retryPausesMs } from './retrying.ts';
export { createRole, requireDurable, requireVersion } from './server.ts';
export { type Address, ServerUnusable, type ServerUnusableCode } from './server-unusable.ts';

export { openConnection, openPool } from './connection.ts';
export { codeOf, isPassing, mayHaveHappened, reaching, unavailable } from './failure.ts';
export { opening } from './opening.ts';
export { createRole, requireDurable, requireVersion } from './server.ts';
export { type Address, ServerUnusable, type ServerUnusableCode } from './server-unusable.ts';

import { StoreUnavailable } from '@hoso/event-sourcing';

/** A server of views that cannot be worked with as it is set: what to change, and where. */
export class ViewsUrlError extends Error {
  override readonly name = 'ViewsUrlError';

  constructor(reason: string, options?: ErrorOptions) {
    super(`VIEWS_URL: ${reason}`, options);
  }
}

const duplicateKey = 11_000;
const noCollection = 26;
const full = 14_031;
/** Wrong password, no such user, not allowed. */
const refused = [13, 18];
/**
 * Network, elections, shutdowns, a majority that does not answer: the same may succeed later. So may what a server
 * calls a fault of its own (1): FerretDB says so where it cannot reach its PostgreSQL.
 */
const passing =
  /^Mongo(Network|ServerSelection|Pool|NotConnected|TopologyClosed|WaitQueueTimeout|OperationTimeout|WriteConcern)/;
const passingCodes = [
  1, 6, 7, 50, 64, 89, 91, 112, 189, 202, 262, 9_001, 10_107, 11_600, 11_602, 13_388, 13_435, 13_436,
];

/** Whether a write met what it must not: its document, checkpoint or hold is not as it was compared. */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === duplicateKey;
}

/** Whether there is no such collection. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === noCollection;
}

/** Whether the driver has looked for the server, for as long as it does, and not found it. */
export function isAway(error: unknown): boolean {
  return Error.isError(error) && error.name === 'MongoServerSelectionError';
}

/** A failure of the driver in the port's words, or itself where it is a fault. `host`: who was asked. */
export function inOurWords(error: unknown, host: string): unknown {
  if (!Error.isError(error) || error instanceof StoreUnavailable) return error;
  const what = `the server of views at ${host} (VIEWS_URL)`;
  const code = codeOf(error);
  if (code === full) return new StoreUnavailable('full', { what, cause: error });
  if (code !== undefined && refused.includes(code)) {
    return new ViewsUrlError(`${host} refuses this user or password: ${error.message}`, { cause: error });
  }
  if (/Compatibility/.test(error.name) || /wire version/.test(error.message)) {
    return new ViewsUrlError(`${host} is too old: MongoDB 4.2 or newer is needed`, { cause: error });
  }
  const passes = passing.test(error.name) || (code !== undefined && passingCodes.includes(code));
  return passes ? new StoreUnavailable('unreachable', { what, cause: error }) : error;
}

function codeOf(error: unknown): number | undefined {
  return Error.isError(error) && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

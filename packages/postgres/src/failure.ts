import { StoreUnavailable } from '@hoso/event-sourcing';
import { ServerUnusable } from './server-unusable.ts';

/** PostgreSQL's codes (SQLSTATE, appendix A of its manual). */
const diskFull = '53100';
/** Connections that break or are refused, servers that start, stop, are overloaded or standing by, locks and limits. */
const passing = /^(08|57P|53(?!100)|57014$|40|55P03$|25006$)/;
/** What the system says of a network, and of no file. */
const network = /^E(CONN[A-Z]+|NOTFOUND|AI_AGAIN|TIMEDOUT|PIPE|(HOST|NET)[A-Z]+)$/;
/** Nobody is let in: the password, the user or the database is no longer what the address says. */
const shutOut = /^(28|3D)/;

/** What the server or the network calls an error. */
export function codeOf(error: unknown): string | undefined {
  return Error.isError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether the same may succeed later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ServerUnusable) return error.code === 'Unreachable';
  const code = codeOf(error);
  if (code === undefined) return Error.isError(error) && /terminat|timeout|closed|Connection/i.test(error.message);
  return isFromServer(error) ? passing.test(code) : network.test(code);
}

/** Whether a statement that failed so may have been carried out all the same, because only its answer was lost. */
export function mayHaveHappened(error: unknown): boolean {
  return !isFromServer(error) || /^(08|57P)/.test(codeOf(error) ?? '');
}

/** A failure in the ports' words, naming the setting where that is known, or itself where it is a fault. */
export function unavailable(error: unknown, setting?: string): unknown {
  if (Error.isError(error) && /after calling end on the pool/.test(error.message))
    return new StoreUnavailable('closed');
  const code = codeOf(error) ?? '';
  const about = { ...(setting === undefined ? {} : { what: `the server of ${setting}` }), cause: error };
  if (code === diskFull) return new StoreUnavailable('full', about);
  const away = isPassing(error) || (isFromServer(error) && shutOut.test(code));
  return away ? new StoreUnavailable('unreachable', about) : error;
}

/** What `work` answers; a server that cannot be reached is said in the ports' words. */
export async function reaching<Answer>(work: () => Promise<Answer>, setting?: string): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error, setting);
  }
}

function isFromServer(error: unknown): boolean {
  return Error.isError(error) && 'severity' in error;
}

import { StoreUnavailable } from '@hoso/event-sourcing';
import type { ConsistencyViolation } from '@kurrent/kurrentdb-client';

/**
 * `BadUrl`: the setting is no address of KurrentDB. `Unreachable`: nobody answers there now. `Refused`: the server does
 * not let us in, or not do what we must. `TooOld`: it cannot append to several streams with checks. `NoLog`: no log of
 * that name is there, `LogThere`: one is. `NotWhole`: one is being restored. `NotALog`: something else has its name.
 */
export type KurrentDbUnusableCode =
  | 'BadUrl'
  | 'Unreachable'
  | 'Refused'
  | 'TooOld'
  | 'NoLog'
  | 'LogThere'
  | 'NotWhole'
  | 'NotALog';

/** What a setting names cannot be used as it is. The message names the setting, what is wrong and the remedy. */
export class KurrentDbUnusable extends Error {
  override readonly name = 'KurrentDbUnusable';

  constructor(
    readonly code: KurrentDbUnusableCode,
    readonly setting: string,
    said: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${setting}: ${said}. ${remedy}`, options);
  }
}

/**
 * What an error of the client means. `violation`: a check failed and nothing was written. `absent`: there is no such
 * stream. `away`: the same may succeed later, and whether it has happened is not known. `fault`: none of these.
 */
export type Failure = 'violation' | 'absent' | 'tooLarge' | 'refused' | 'tooOld' | 'full' | 'away' | 'fault';

const meanings: Readonly<Record<string, Failure>> = {
  'append-consistency-violation': 'violation',
  'wrong-expected-version': 'violation',
  'stream-not-found': 'absent',
  'no-stream': 'absent',
  'maximum-append-size-exceeded': 'tooLarge',
  'transaction-max-size-exceeded': 'tooLarge',
  'append-record-size-exceeded': 'tooLarge',
  'access-denied': 'refused',
  unsupported: 'tooOld',
  unavailable: 'away',
  timeout: 'away',
  'deadline-exceeded': 'away',
  cancelled: 'away',
  'not-leader': 'away',
};
/** Codes of gRPC (grpc.io/docs/guides/status-codes) that the client leaves as they are. */
const invalidArgument = 3;
const permissionDenied = 7;
const resourceExhausted = 8;
const unimplemented = 12;
const unauthenticated = 16;

export function failureOf(error: unknown): Failure {
  if (!Error.isError(error) || !('type' in error)) return 'fault';
  const meaning = typeof error.type === 'string' ? meanings[error.type] : undefined;
  if (meaning) return meaning;
  if (error.type !== 'unknown') return 'fault';
  const code = 'code' in error ? error.code : undefined;
  if (code === unimplemented) return 'tooOld';
  if (code === permissionDenied || code === unauthenticated) return 'refused';
  if (code === invalidArgument) return 'fault';
  if (code === resourceExhausted) return /message size|larger/i.test(error.message) ? 'tooLarge' : 'full';
  return 'away';
}

/** The checks that failed; none where the error is another. */
export function violationsOf(error: unknown): readonly ConsistencyViolation[] {
  return failureOf(error) === 'violation' && Error.isError(error) && 'violations' in error
    ? [error.violations].flat().filter(isViolation)
    : [];
}

function isViolation(found: unknown): found is ConsistencyViolation {
  return typeof found === 'object' && found !== null && 'streamName' in found && 'actualState' in found;
}

/** A failure in the port's words, or itself where it is a fault. */
export function unavailable(error: unknown): unknown {
  const failure = failureOf(error);
  if (failure === 'full') return new StoreUnavailable('full', { cause: error });
  const isAway = failure === 'away' || failure === 'refused';
  return isAway ? new StoreUnavailable('unreachable', { cause: error }) : error;
}

const remedies = {
  away: ['Unreachable', 'nobody answers there', 'Start KurrentDB there, or correct the address.'],
  refused: ['Refused', 'the server does not let this user in', 'Correct the name, the password or the rights.'],
  tooOld: ['TooOld', 'the server cannot append to several streams at once', 'KurrentDB 26.1 or newer is needed.'],
} as const;

/** What `work` answers; what the server says against it is said with the setting and the remedy. */
export async function opening<Answer>(setting: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const said = error instanceof StoreUnavailable ? error.cause : error;
    const failure = failureOf(said);
    if (failure !== 'away' && failure !== 'refused' && failure !== 'tooOld') throw error;
    const [code, wrong, remedy] = remedies[failure];
    throw new KurrentDbUnusable(code, setting, wrong, remedy, { cause: said });
  }
}

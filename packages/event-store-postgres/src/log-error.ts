/**
 * Why a database cannot be worked with. `NoLog`: no log of that name is in it. `NewerLog`: a newer version of the
 * platform made it. `NotALog`: something else has its name. `TooOld`: the server lacks what is needed.
 * `NotDurable`: the server acknowledges before anything is on the disk.
 */
export type LogErrorCode = 'NoLog' | 'NotALog' | 'NewerLog' | 'TooOld' | 'NotDurable';

/** A log that cannot be opened. Nothing was changed. */
export class LogError extends Error {
  override readonly name = 'LogError';

  constructor(
    readonly code: LogErrorCode,
    readonly log: string,
    reason: string,
  ) {
    super(`log ${log}: ${reason}`);
  }
}

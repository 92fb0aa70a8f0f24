/**
 * What is stored between two positions is not what was written: somebody or something has damaged the log. A read that
 * meets it rejects with this and answers nothing of it.
 */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';

  constructor(
    /** What the log is called, by whoever knows. */
    readonly log: string | undefined,
    readonly from: number,
    readonly to: number,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`the log${log === undefined ? '' : ` ${log}`} is damaged at positions ${from} to ${to}: ${reason}`, options);
  }
}

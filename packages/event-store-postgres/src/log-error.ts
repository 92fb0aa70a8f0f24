import { settingDefault } from './setting.ts';

/**
 * Why a database holds no log to work with. `NoLog`: none of that name. `OlderLog`: `hoso ops migrate` was not run
 * since the platform was renewed. `NewerLog`: a newer version of the platform made it. `NotALog`: something else has
 * its name. `LogThere`: one is to be restored where one is.
 */
export type LogErrorCode = 'NoLog' | 'OlderLog' | 'NewerLog' | 'NotALog' | 'LogThere';

/** A log that cannot be opened. Nothing was changed. */
export class LogError extends Error {
  override readonly name = 'LogError';

  constructor(
    readonly code: LogErrorCode,
    readonly log: string,
    reason: string,
  ) {
    super(`${settingDefault}: log ${log}: ${reason}`);
  }
}

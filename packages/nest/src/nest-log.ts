import { log } from '@hoso/telemetry';
import type { LoggerService } from '@nestjs/common';

/** What Nest has to say, in the process's own log: what goes wrong, and nothing of how it starts. */
export const nestLog: LoggerService = {
  log: () => {},
  warn: (words: unknown) => log.error(String(words)),
  error: (words: unknown) => log.error(String(words)),
};

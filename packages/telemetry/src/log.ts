/** The ids of the trace that is being worked on, as a line of a log names them. */
export interface TraceIds {
  readonly trace_id: string;
  readonly span_id: string;
}

/** Takes lines. A line is words alone: what may be about a person, MUST NOT be in them. */
export interface Log {
  info(words: string): void;
  error(words: string): void;
}

export interface LogOptions {
  readonly service: string;
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  /** Takes the lines of JSON; standard output where it is left out. */
  readonly write?: (line: string) => void;
}

const text: Log = { info: (words) => console.log(words), error: (words) => console.error(words) };
let chosen = text;
let traceIds: () => TraceIds | undefined = () => undefined;

/** What this process says. */
export const log: Log = { info: (words) => chosen.info(words), error: (words) => chosen.error(words) };

/**
 * Says all that follows as lines of JSON on standard output, where `LOG_FORMAT` is `json`; answers whether it does.
 *
 * Decision: words for people unless a setting says otherwise. / Because `npm start` and `npm run distributed` are
 * watched by somebody, also through a pipe. / Instead of: JSON wherever standard output is no terminal.
 */
export async function openLog({ service, environment = process.env, write }: LogOptions): Promise<boolean> {
  chosen = text;
  if (environment['LOG_FORMAT'] !== 'json') return false;
  const { pino, stdTimeFunctions } = await import('pino');
  const options = {
    base: { service, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
    mixin: () => ({ ...traceIds() }),
  };
  const lines = write ? pino(options, { write }) : pino(options);
  chosen = { info: (words) => lines.info(words), error: (words) => lines.error(words) };
  return true;
}

/** Told by whoever takes traces. */
export function nameTracesBy(ids: () => TraceIds | undefined): void {
  traceIds = ids;
}

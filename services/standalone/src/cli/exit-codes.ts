/** 0: done. The others by name; documented in the README. */
export const exitCodes = { refused: 1, usage: 2, unreachable: 3, unjudged: 4 } as const;

/** Ends the command with a code and words for a person; `problem` is what `--json` prints instead. */
export class CliError extends Error {
  override readonly name = 'CliError';

  readonly problem: unknown;
  /** Whether the platform refused it, and so has said why. */
  readonly isRefusal: boolean;

  constructor(
    readonly exitCode: number,
    message: string,
    problem?: unknown,
  ) {
    super(message);
    this.isRefusal = problem !== undefined;
    this.problem = problem ?? { code: 'CommandLine', title: message };
  }
}

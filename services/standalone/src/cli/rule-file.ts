import { readFile } from 'node:fs/promises';
import { CliError, exitCodes } from './exit-codes.ts';

/** A rule file as JSON; whether it is one of rules says who reads it. */
export async function ruleFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new CliError(exitCodes.unreachable, `${path} cannot be read: ${error.message}`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError(exitCodes.usage, `${path} is not JSON: ${Error.isError(error) ? error.message : error}`);
  }
}

import { accessSync, constants, readFileSync } from 'node:fs';
import { z } from 'zod';

/** The environment of a process, or a part of it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with a process's settings, each with its name and the remedy. Never a setting's content. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  /** One line each. */
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`the settings are not as they must be:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

/**
 * Reads settings from the environment; the remedy for a wrong one is its description. `<NAME>_FILE` names a file with
 * the setting instead, as secrets are given. Throws `SettingsError`.
 */
export function readSettings<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: Environment,
): z.output<z.ZodObject<Shape>> {
  const mistakes: string[] = [];
  const given: Record<string, string | undefined> = {};
  for (const name of Object.keys(schema.shape)) {
    try {
      given[name] = settingOf(environment, name);
    } catch (error) {
      mistakes.push(Error.isError(error) ? error.message : String(error));
    }
  }
  const read = schema.safeParse(given);
  if (read.success && mistakes.length === 0) return read.data;
  for (const { path, message } of read.error?.issues ?? []) {
    const name = String(path[0]);
    if (mistakes.some((mistake) => mistake.startsWith(`${name}_FILE`))) continue;
    const said = given[name] === undefined ? 'is missing' : message;
    mistakes.push(`${name}: ${said}. ${remedyOf(schema, name)}`);
  }
  throw new SettingsError(mistakes);
}

/** A setting that is a URL of one of these schemes. */
export function urlSetting(schemes: readonly string[], remedy: string) {
  return z
    .string()
    .refine((text) => schemes.includes(schemeOf(text)), {
      error: `is not a URL that begins with ${schemes.map((scheme) => `${scheme}:`).join(' or ')}`,
    })
    .describe(remedy);
}

/** A setting that names a file, which is read as the process goes on. */
export function fileSetting(remedy: string) {
  return z
    .string()
    .superRefine((path, context) => {
      try {
        accessSync(path, constants.R_OK);
      } catch (error) {
        context.addIssue({ code: 'custom', message: `${path} cannot be read (${codeOf(error)})` });
      }
    })
    .describe(remedy);
}

/** What stands before the first colon. */
export function schemeOf(url: string): string {
  return /^([a-z][a-z0-9+]*):/.exec(url)?.[1] ?? '';
}

/** The path that a `sqlite:` or `file:` URL names. */
export function pathOf(url: string): string {
  return url.slice(url.indexOf(':') + 1).replace(/^\/\/(?=\/)/, '');
}

function settingOf(environment: Environment, name: string): string | undefined {
  const file = environment[`${name}_FILE`];
  if (file === undefined || file === '') return environment[name] === '' ? undefined : environment[name];
  if (environment[name]) throw new Error(`${name}_FILE: ${name} is set too. Set only one of them`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const said = `${name}_FILE: ${file} cannot be read (${codeOf(error)}). Name a file that this process may read`;
    throw new Error(said, { cause: error });
  }
}

const codeOf = (error: unknown): string =>
  Error.isError(error) && 'code' in error ? String(error.code) : 'unreadable';

function remedyOf(schema: z.ZodObject, name: string): string {
  const setting = schema.shape[name];
  return (setting instanceof z.ZodType ? setting.description : undefined) ?? 'See the README of packages/runtime';
}

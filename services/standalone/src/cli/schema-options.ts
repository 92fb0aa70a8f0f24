import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { instantArgument } from './instant.ts';

/** An option made from a member of a command's schema: `--applicant-name` for `/applicant/name`. */
interface SchemaOption {
  readonly path: readonly string[];
  readonly flag: string;
  readonly schema: z.core.$ZodType;
  readonly required: boolean;
}

/** Gives a command line command an option for each member of a schema; nested objects are flattened. */
export function addSchemaOptions(command: Command, schema: z.ZodObject): void {
  for (const { flag, schema: member, required } of optionsOf(schema, [], true)) {
    const inner = unwrapped(member);
    const many = inner instanceof z.ZodArray;
    const option = new Option(`--${flag} ${wantedBy(inner)}`, describe(member));
    if (inner instanceof z.ZodEnum) option.choices(inner.options.map(String));
    else if (many) option.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text]);
    else if (inner instanceof z.ZodNumber) option.argParser(integer);
    else if (inner instanceof z.ZodBoolean) option.argParser(yesOrNo);
    else if (z.core.globalRegistry.get(inner)?.id === 'Instant') option.argParser(instantArgument);
    if (required) option.makeOptionMandatory();
    command.addOption(option);
  }
}

/** The content of a command from the options that were given. */
export function contentOf(schema: z.ZodObject, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const content: Record<string, unknown> = {};
  for (const { path, flag } of optionsOf(schema, [], true)) {
    const value = given[camel(flag)];
    if (value === undefined) continue;
    const [last = '', ...way] = path.toReversed();
    let at = content;
    for (const member of way.toReversed()) {
      const below = at[member];
      const next: Record<string, unknown> = isRecord(below) ? below : {};
      at[member] = next;
      at = next;
    }
    at[last] = value;
  }
  return content;
}

function optionsOf(schema: z.ZodObject, way: readonly string[], required: boolean): readonly SchemaOption[] {
  return Object.entries(schema.shape).flatMap(([name, member]) => {
    const path = [...way, name];
    const needed = required && !z.safeParse(member, undefined).success;
    const inner = unwrapped(member);
    if (inner instanceof z.ZodObject) return optionsOf(inner, path, needed);
    return [{ path, flag: path.map(kebab).join('-'), schema: member, required: needed }];
  });
}

/** Longer ones stand in the option's description alone, where they are broken into lines. */
const shownMax = 48;

/** What is given after an option's name. A yes needs no word. */
function wantedBy(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodBoolean) return '[yes|no]';
  const named = schema instanceof z.ZodEnum ? schema.options.join('|') : '';
  if (named !== '' && named.length <= shownMax) return `<${named}>`;
  return schema instanceof z.ZodArray ? '<text>' : '<value>';
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.def.innerType);
  return schema;
}

function describe(schema: z.core.$ZodType): string {
  const inner = unwrapped(schema);
  const meta = z.core.globalRegistry.get(inner);
  if (meta?.id === 'Instant') return 'as people write it here, e.g. 2022-03-15T09:30, or with an offset';
  const example = Array.isArray(meta?.['examples']) ? `e.g. ${meta['examples'][0]}` : '';
  // Not `<text...>`: that would take the dossier behind it for one more.
  const more = inner instanceof z.ZodArray ? 'one; give the option again for each more' : '';
  return [meta?.description, example, more].filter(Boolean).join('; ');
}

function integer(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('a whole number');
  return Number(text);
}

function yesOrNo(text: string): boolean {
  if (text !== 'yes' && text !== 'no') throw new InvalidArgumentError('yes or no');
  return text === 'yes';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (flag: string): string => flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** An option that may be given several times. */
export function each(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

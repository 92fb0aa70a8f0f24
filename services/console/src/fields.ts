import type { FieldError, Problem } from './ask.ts';
import type { Draft } from './drafts.ts';
import { instantOfField } from './format.ts';

/** How a field is filled in. `lines` and `numbers` are several: one a line, and with spaces or commas between them. */
export type FieldKind = 'line' | 'paragraph' | 'lines' | 'words' | 'numbers' | 'number' | 'date' | 'instant' | 'choice';

/** A field of a form: a member of the command's content, by its name. */
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly label: string;
  readonly hint?: string;
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly begun?: string;
}

/** What a field holds: a choice that is not offered any more has become the first one. */
export function heldBy({ name, options, begun = '' }: Field, draft: Draft): string {
  const typed = draft[name] ?? begun;
  return options && !options.some(([value]) => value === typed) ? begun : typed;
}

/** What is typed, as a command's content; an empty field is left out, and what is none of its kind stays as it is. */
export function contentOf(fields: readonly Field[], draft: Draft): Readonly<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  for (const field of fields) {
    const text = heldBy(field, draft).trim();
    if (text !== '') content[field.name] = typedValue(field.kind, text);
  }
  return content;
}

function typedValue(kind: FieldKind, text: string): unknown {
  switch (kind) {
    case 'number':
      return numberOr(text);
    case 'numbers':
      return partsOf(text, /[\s,;#]+/).map(numberOr);
    case 'words':
      return partsOf(text, /[\s,;]+/);
    case 'lines':
      return partsOf(text, /\n/);
    case 'instant':
      return instantOfField(text) ?? text;
    case 'line':
    case 'paragraph':
    case 'date':
    case 'choice':
      return text;
  }
}

function partsOf(text: string, between: RegExp): readonly string[] {
  return text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function numberOr(text: string): number | string {
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}

/** What the platform said of a form: beside which field, and what is of none of them. */
export interface Objections {
  readonly byField: Readonly<Record<string, string>>;
  readonly others: readonly string[];
}

/**
 * Where each objection of a refusal belongs. `fieldOf` names the field for codes of refusals that lie in one, and for
 * members of the command that are called otherwise in the form.
 */
export function objectionsOf(
  { code, detail, errors }: Problem,
  fields: readonly Field[],
  fieldOf: Readonly<Record<string, string>> = {},
): Objections {
  const byField: Record<string, string> = {};
  const others: string[] = [];
  const place = (name: string, { field, reason }: FieldError): void => {
    const shown = fieldOf[name] ?? name;
    if (fields.some((one) => one.name === shown)) byField[shown] ??= reason;
    else others.push(field === '' ? reason : `${field}: ${reason}`);
  };
  if (errors.length === 0) place(code, { field: '', reason: detail });
  for (const error of errors) place(error.field.split('.')[0] ?? '', error);
  return { byField, others };
}

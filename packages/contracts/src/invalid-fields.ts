import { z } from 'zod';
import { isFieldForm } from './field-forms.ts';
import { reasonOf } from './field-reasons.ts';

/**
 * A field that is not as it must be. `field` is its path with dots, empty for the whole; `code` is zod's, or the
 * schema's own where it names a form (`fieldForms`) or another code like `DateUnknown`.
 */
export const InvalidField = z.object({ field: z.string(), code: z.string(), vi: z.string(), en: z.string() });
export type InvalidField = z.infer<typeof InvalidField>;

/** The most fields told of. */
export const invalidFieldsMax = 50;

/** What zod found, in both languages, a field each; unknown members are named one by one. */
export function invalidFieldsOf(error: z.core.$ZodError): readonly InvalidField[] {
  const told = error.issues.flatMap((issue) => fieldsOf(issue, []));
  // Two rules that are told in the same words are one to who has to keep them.
  const once = new Map(told.map((one) => [`${one.field} ${one.code} ${one.en}`, one]));
  return [...once.values()].slice(0, invalidFieldsMax);
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function fieldsOf(issue: Issue, before: Path): readonly InvalidField[] {
  const path = [...before, ...issue.path];
  const field = path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: [...path.map(String), key].join('.'),
      code: issue.code,
      ...reasonOf(issue),
    }));
  }
  // A union that names a form says in it all that it takes.
  const isToldByMembers = issue.code === 'invalid_union' && !isFieldForm(issue.message);
  const meant = isToldByMembers ? memberMeant(issue.errors) : undefined;
  if (meant) return meant.flatMap((inner) => fieldsOf(inner, path));
  return [{ field, code: codeOf(issue), ...reasonOf(issue) }];
}

/**
 * Of a union whose members all refused, the one that the input was closest to: of the right type, with the fewest
 * faults.
 */
function memberMeant(members: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return members
    .filter((issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0))
    .reduce<readonly Issue[] | undefined>(
      (best, next) => (best && best.length <= next.length ? best : next),
      undefined,
    );
}

/** A message that is a code is the schema's own: that of a form, or of a refusal of the catalogue. */
function codeOf({ code, message }: Issue): string {
  return /^[A-Z][A-Za-z0-9]+$/.test(message) ? message : code;
}

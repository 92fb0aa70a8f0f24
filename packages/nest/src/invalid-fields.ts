import { z } from 'zod';

/**
 * A field that is not as it must be. `field` is its path with dots, empty for the whole; `code` is zod's, or the
 * schema's own where its message is a code like `DateUnknown`.
 */
export const InvalidField = z.object({ field: z.string(), code: z.string(), vi: z.string(), en: z.string() });
export type InvalidField = z.infer<typeof InvalidField>;

/** The most fields told of. */
export const invalidFieldsMax = 50;

/** What zod found, in both languages, a field each; unknown members are named one by one. */
export function invalidFieldsOf(error: z.core.$ZodError): readonly InvalidField[] {
  return error.issues.flatMap((issue) => fieldsOf(issue, [])).slice(0, invalidFieldsMax);
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const locales = { vi: z.locales.vi().localeError, en: z.locales.en().localeError };
const received = /, (?:received|nhận được) (.*)$/;
const typesInVietnamese: Readonly<Record<string, string>> = { number: 'số', array: 'mảng', NaN: 'NaN' };

function fieldsOf(issue: Issue, before: Path): readonly InvalidField[] {
  const path = [...before, ...issue.path];
  const field = path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: [...path.map(String), key].join('.'),
      code: issue.code,
      vi: 'Trường không được biết đến',
      en: 'Unknown field',
    }));
  }
  const meant = issue.code === 'invalid_union' ? memberMeant(issue.errors) : undefined;
  if (meant) return meant.flatMap((inner) => fieldsOf(inner, path));
  return [{ field, ...worded(issue) }];
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

function worded(issue: Issue): Omit<InvalidField, 'field'> {
  const vi = localised(issue, 'vi');
  const en = localised(issue, 'en');
  // zod keeps the finished English words but not the input: what was received is known from them alone.
  const [, type] = received.exec(issue.message) ?? [];
  if (issue.code === 'invalid_type' && type === 'undefined') {
    return { code: issue.code, vi: 'Thiếu trường bắt buộc', en: 'Required and missing' };
  }
  if (issue.message.replace(received, '') !== en) return own(issue, { vi, en });
  if (type === undefined) return { code: issue.code, vi, en };
  return { code: issue.code, vi: `${vi}, nhận được ${typesInVietnamese[type] ?? type}`, en: issue.message };
}

/** A message that the schema brings itself: a code, or words beside those for its kind of fault. */
function own(
  { code, message }: Issue,
  { vi, en }: { readonly vi: string; readonly en: string },
): Omit<InvalidField, 'field'> {
  if (/^[A-Z][A-Za-z0-9]+$/.test(message)) return { code: message, vi, en };
  return { code, vi: `${vi}: ${message}`, en: `${en}: ${message}` };
}

function localised(issue: Issue, language: 'vi' | 'en'): string {
  // The locale may leave out the input, which an issue no longer holds.
  const words = locales[language]({ ...issue, input: undefined });
  const text = typeof words === 'string' ? words : (words?.message ?? issue.message);
  return text.replace(received, '');
}

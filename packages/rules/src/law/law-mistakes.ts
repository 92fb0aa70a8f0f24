import type { z } from 'zod';

/** A mistake in a rule file in both languages. */
export interface MistakeWords {
  readonly en: string;
  readonly vi: string;
}

/** Forms of texts in a rule file, by the code that a schema says in their place. */
const forms = {
  RuleIdForm: { en: 'is not a rule of the catalogue, as V09', vi: 'không phải mã quy tắc của danh mục, như V09' },
  RuleIdRepeated: { en: 'is used by another rule', vi: 'quy tắc khác đã dùng mã này' },
  EventNameForm: { en: 'is not the name of an event', vi: 'không phải tên loại sự kiện' },
  FieldPathForm: {
    en: 'is not a field, as `reason` or `signedBy.agency`',
    vi: 'không phải tên trường, như `reason` hay `signedBy.agency`',
  },
  RuleSetIdForm: {
    en: 'is not lower-case words with hyphens',
    vi: 'phải là chữ thường không dấu, nối bằng dấu gạch ngang',
  },
} as const satisfies Readonly<Record<string, MistakeWords>>;

export type LawForm = keyof typeof forms;

/** A refinement's issue in words of our own. */
export function saying({ en, vi }: MistakeWords, path: readonly PropertyKey[] = []) {
  return { code: 'custom' as const, path: [...path], message: en, params: { vi } };
}

/** The words that an issue was given here; nothing where they are those of the schema's library. */
export function wordsOf(issue: z.core.$ZodIssue): MistakeWords | undefined {
  if (isForm(issue.message)) return forms[issue.message];
  const vi: unknown = issue.code === 'custom' ? issue.params?.['vi'] : undefined;
  return typeof vi === 'string' ? { en: issue.message, vi } : undefined;
}

function isForm(text: string): text is LawForm {
  return Object.hasOwn(forms, text);
}

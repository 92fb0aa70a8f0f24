import { z } from 'zod';
import { form } from './field-forms.ts';

/** What turns the direction of writing around it: embeddings, overrides and isolates, and what ends them. */
const marks = /[\u202a-\u202e\u2066-\u2069]/u;

/**
 * Throws `ZodError`, by field, for texts that show as something else than they say. Letters that are written from right
 * to left need no such marks.
 *
 * Decision: asked of what people send, and not in the schema of a text. / Because events that were stored before must
 * be read by the same schemas. / Instead of a text that is refused wherever it is met.
 */
export function refuseDirectionMarks(content: object): void {
  if (!isMarked(content)) return;
  const issues = [...marked(content, [])].map((path) => ({
    ...{ code: 'custom' as const, path: [...path], input: undefined, message: form('TextDirection').error },
  }));
  if (issues.length > 0) throw new z.ZodError(issues);
}

/** Asked of every command: where marks stand is looked for where there are some. */
function isMarked(value: unknown): boolean {
  if (typeof value === 'string') return marks.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(isMarked);
}

function* marked(value: unknown, path: readonly (string | number)[]): Iterable<readonly (string | number)[]> {
  if (typeof value === 'string') {
    if (marks.test(value)) yield path;
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* marked(item, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) yield* marked(member, [...path, name]);
  }
}

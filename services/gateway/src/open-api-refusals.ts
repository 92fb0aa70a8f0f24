import { z } from 'zod';

/** RFC 9457, with a stable code and, for bad input, the fields. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), reason: z.string(), code: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

const problems = {
  '400': 'Bad input: `errors` names field and reason',
  '401': 'No token, or one that is not valid',
  '403': 'Not this role, unit or dossier',
  '404': 'Unknown',
  '409': 'Refused; `code` says why',
  '412': 'Not at the version of `If-Match`',
  '429': 'Too many requests',
  '503': 'Not now; `Retry-After` says when',
};

export function refusals(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(problems).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: Problem } } },
    ]),
  );
}

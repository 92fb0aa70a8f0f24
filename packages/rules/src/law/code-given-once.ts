import { z } from 'zod';
import type { AcrossMachine } from './across-machine.ts';
import { ruleHead } from './rule-head.ts';

/** A dossier's code is its own: whichever has it first in the log keeps it, and each other one is a breach. */
export const CodeGivenOnce = z.strictObject({ ...ruleHead, template: z.literal('code-given-once') });

export const codeGivenOnceFacts = ['code', 'other', 'givenAt'] as const;

export function codeGivenOnce(): AcrossMachine {
  return ({ course: { reception }, codeOf }) => {
    const first = codeOf?.course.reception;
    if (!reception || !codeOf || !first) return [];
    const { code, at, by: person, unit, position } = reception;
    return [
      {
        ...{ positions: [first.position, position], certainAt: Math.max(at, first.at), boundAt: at },
        by: { unit, person },
        facts: { code, other: codeOf.dossier, givenAt: new Date(first.at).toISOString() },
      },
    ];
  };
}

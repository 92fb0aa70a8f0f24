import { z } from 'zod';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { type MistakeWords, saying } from './law-mistakes.ts';
import { localDateAt } from './local-time.ts';
import { ruleHead } from './rule-head.ts';

const pattern = z
  .string()
  .min(1)
  .max(300)
  .superRefine((text, context) => {
    const fault = patternFault(text);
    if (fault) context.addIssue(saying(fault));
  });

/**
 * A dossier's code has a form that was in force on the day of reception, and that day's date in it as YYMMDD. Codes are
 * never judged by forms of another time; where none was in force they are not judged.
 */
export const CodeForm = z.strictObject({
  ...ruleHead,
  template: z.literal('code-form'),
  forms: z
    .array(
      z.strictObject({
        /** As people write it, `V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX`. */
        name: z.string().min(1),
        /** A regular expression for the whole code; its group `date` is the date. */
        pattern,
        from: z.iso.date(),
        /** The last day, where there is one. */
        to: z.iso.date().optional(),
      }),
    )
    .min(1),
});
type CodeForm = z.infer<typeof CodeForm>;

export const codeFormFacts = ['code', 'form', 'date'] as const;

export function codeForm({ forms }: CodeForm): LawMachine {
  const known = forms.map((form) => ({ ...form, matcher: matcherOf(form.pattern) }));
  return {
    types: ['DossierReceived'],
    eat: (seen, { event: { occurredAt, position }, before, after: { reception } }) => {
      if (!reception || before.reception) return lawfully(seen);
      const { code } = reception;
      const today = localDateAt(occurredAt);
      const date = today.slice(2).replaceAll('-', '');
      const inForce = known.filter(({ from, to }) => from <= today && (to === undefined || today <= to));
      if (inForce.length === 0 || inForce.some(({ matcher }) => matcher.exec(code)?.groups?.['date'] === date)) {
        return lawfully(seen);
      }
      const form = inForce.map(({ name }) => name).join(', ');
      return breaching(seen, { positions: [position], facts: { code, form, date } });
    },
  };
}

function matcherOf(text: string): RegExp {
  return new RegExp(`^(?:${text})$`, 'u');
}

function patternFault(text: string): MistakeWords | undefined {
  if (!text.includes('(?<date>')) return { en: 'has no group (?<date>…)', vi: 'thiếu nhóm (?<date>…)' };
  try {
    matcherOf(text);
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message : 'is no regular expression';
    return { en: why, vi: `không phải biểu thức chính quy (${why})` };
  }
}

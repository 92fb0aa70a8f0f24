import { fieldReason } from '@hoso/contracts';
import type { LawRuleSetIssue } from '@hoso/rules';

/** Why something in a rule file of the law is not as it must be, in both languages. */
export function mistakeWords({ reason, reasonVi, issue }: LawRuleSetIssue): {
  readonly vi: string;
  readonly en: string;
} {
  if (reasonVi !== undefined || !issue) return { en: reason, vi: reasonVi ?? reason };
  if (issue.code === 'invalid_format' && issue.format === 'regex') {
    const pattern = issue.pattern ?? '';
    return { en: `does not have the form ${pattern}`, vi: `không theo mẫu ${pattern}` };
  }
  return fieldReason(issue);
}

import type { Notices } from '@hoso/contracts';
import type { Policy, TimePolicy } from '@hoso/event-sourcing';
import { notificationRetries } from './notification-retries.ts';
import { notifyApplicant } from './notify-applicant.policy.ts';
import { recordNotice } from './record-notice.policy.ts';

/**
 * What follows the log so that applicants are told.
 *
 * Decision: where there is no way to tell anybody, or the log is no live one, nothing that tells follows it at all. /
 * Because people in a demo or a simulation are nobody's to write to, and a log without notices has no event of one. /
 * Instead of policies that ask, at every event, whether they should.
 */
export function tellingApplicants(
  { means }: Pick<Notices, 'means'>,
  logKind: string,
): { readonly policies: readonly Policy[]; readonly times: readonly TimePolicy[] } {
  if (means.length === 0 || logKind !== 'live') return { policies: [], times: [] };
  return { policies: [notifyApplicant, recordNotice], times: [notificationRetries] };
}

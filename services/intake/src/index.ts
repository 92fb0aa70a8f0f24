import type { Notices } from '@hoso/contracts';
import type { Service } from '@hoso/nest';
import { followShipment } from './dossier/follow-shipment.policy.ts';
import { recordResult } from './dossier/record-result.policy.ts';
import { restartClock } from './dossier/restart-clock.policy.ts';
import { submitCollected } from './dossier/submit-collected.policy.ts';
import { IntakeModule, type IntakeParts } from './intake.module.ts';
import { notificationRetries } from './notifications/notification-retries.ts';
import { notifyApplicant } from './notifications/notify-applicant.policy.ts';
import { recordNotice } from './notifications/record-notice.policy.ts';
import { petitionDeadlines } from './petition/petition-deadlines.ts';
import { finishDestruction } from './seal/finish-destruction.policy.ts';
import { views } from './views.ts';

export type { Tracking } from './dossier/dossier-queries.ts';
export type { IntakeParts } from './intake.module.ts';

/**
 * The one-stop side of a dossier. Beside every service's parts it is given `tracking`, the secrets printed on receipts,
 * `markOf`, by which names are found, and `notices`, by which applicants are told.
 */
export const intake: Omit<Service, 'module'> & {
  readonly module: (parts: IntakeParts) => ReturnType<Service['module']>;
} = {
  name: 'intake',
  module: (parts) => IntakeModule.over(parts),
  views,
  policies: [recordResult, restartClock, submitCollected, followShipment, finishDestruction],
  times: [petitionDeadlines],
};

/**
 * What follows the log for intake.
 *
 * Decision: where there is no way to tell anybody, or the log is no live one, nothing that tells follows it at all. /
 * Because people in a demo or a simulation are nobody's to write to, and a log without notices has no event of one. /
 * Instead of policies that ask, at every event, whether they should.
 */
export function intakeFollowing(
  { means }: Pick<Notices, 'means'>,
  logKind: string,
): Required<Pick<Service, 'policies' | 'times'>> {
  const { policies, times = [] } = intake;
  if (means.length === 0 || logKind !== 'live') return { policies, times };
  return { policies: [...policies, notifyApplicant, recordNotice], times: [...times, notificationRetries] };
}

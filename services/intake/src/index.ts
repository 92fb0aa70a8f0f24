import type { Notices } from '@hoso/contracts';
import type { Service } from '@hoso/nest';
import { followShipment } from './dossier/follow-shipment.policy.ts';
import { recordResult } from './dossier/record-result.policy.ts';
import { restartClock } from './dossier/restart-clock.policy.ts';
import { submitCollected } from './dossier/submit-collected.policy.ts';
import { IntakeModule, type IntakeParts } from './intake.module.ts';
import { tellingApplicants } from './notifications/telling-applicants.ts';
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

/** What follows the log for intake, also to tell applicants where that can be done. */
export function intakeFollowing(
  notices: Pick<Notices, 'means'>,
  logKind: string,
): Required<Pick<Service, 'policies' | 'times'>> {
  const { policies, times } = tellingApplicants(notices, logKind);
  return { policies: [...intake.policies, ...policies], times: [...(intake.times ?? []), ...times] };
}

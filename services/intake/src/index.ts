import type { Service } from '@hoso/nest';
import { followShipment } from './dossier/follow-shipment.policy.ts';
import { recordResult } from './dossier/record-result.policy.ts';
import { restartClock } from './dossier/restart-clock.policy.ts';
import { submitCollected } from './dossier/submit-collected.policy.ts';
import { IntakeModule, type IntakeParts } from './intake.module.ts';
import { petitionDeadlines } from './petition/petition-deadlines.ts';
import { finishDestruction } from './seal/finish-destruction.policy.ts';
import { views } from './views.ts';

export type { Tracking } from './dossier/dossier-queries.ts';
export type { IntakeParts } from './intake.module.ts';

/**
 * The one-stop side of a dossier. Beside every service's parts it is given `tracking`, the secrets printed on receipts,
 * and `markOf`, by which names are found.
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

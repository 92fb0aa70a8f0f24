import type { Service } from '@hoso/nest';
import { caseDeadlines } from './case/case-deadlines.ts';
import { caseFollowsDossier } from './case/case-follows-dossier.policy.ts';
import { ProcessingModule } from './processing.module.ts';
import { views } from './views.ts';

/** The agency's side of a dossier. */
export const processing: Service = {
  name: 'processing',
  module: (parts) => ProcessingModule.over(parts),
  views,
  policies: [caseFollowsDossier],
  times: [caseDeadlines],
};

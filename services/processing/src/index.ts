import type { Service } from '@hoso/nest';
import { caseFollowsDossier } from './case/case-follows-dossier.policy.ts';
import { ProcessingModule } from './processing.module.ts';
import { views } from './views.ts';

/** The agency's side of a dossier. Its worklists are the `dossiers` of intake, which fold the case's events too. */
export const processing: Service = {
  name: 'processing',
  module: (parts) => ProcessingModule.over(parts),
  views,
  policies: [caseFollowsDossier],
};

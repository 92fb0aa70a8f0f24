import { dossiers } from './dossier/dossiers.view.ts';

/** The views of this service, without anything that answers from them: workers build them. */
export const views = [dossiers] as const;

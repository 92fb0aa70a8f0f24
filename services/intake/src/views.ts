import { dossierSearch } from './dossier/dossier-search.view.ts';
import { petitions } from './petition/petitions.view.ts';
import { dossiers } from './dossier/dossiers.view.ts';

/** The views of this service, without anything that answers from them: workers build them. */
export const views = [dossiers, dossierSearch, petitions] as const;

import { dossierSearch } from './dossier/dossier-search.view.ts';
import { petitions } from './petition/petitions.view.ts';
import { dossiers } from './dossier/dossiers.view.ts';
import { notifications } from './notifications/notifications.view.ts';

/** The views of this service, without anything that answers from them: workers build them. */
export const views = [dossiers, dossierSearch, notifications, petitions] as const;

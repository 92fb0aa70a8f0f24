import { may } from './access.ts';
import { ListCountedDossiers, ShowFigures } from './figures.ts';
import { ask, none, type Route } from './route.ts';

/** What the province's dossiers come to, in numbers. */
export const figureRoutes: readonly Route[] = [
  ask('GET', '/figures', ShowFigures, may.readInOffice, none, 'Số liệu giải quyết hồ sơ', 'Figures of dossiers'),
  ask(
    'GET',
    '/figures/dossiers',
    ListCountedDossiers,
    may.readInOffice,
    none,
    'Hồ sơ đằng sau một con số',
    'The dossiers behind a figure',
  ),
];

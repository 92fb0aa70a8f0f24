import { may } from './access.ts';
import { ListCountedDossiers, ShowFigures } from './figures.ts';
import { ShowForecast } from './forecast.ts';
import { ask, none, type Route } from './route.ts';
import { ListScoredDossiers, ShowScores, ShowServiceIndex } from './scores.ts';

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
  ask('GET', '/scores', ShowScores, may.readInOffice, none, 'Điểm theo TT 01/2018', 'Scores after TT 01/2018'),
  ask(
    'GET',
    '/scores/dossiers',
    ListScoredDossiers,
    may.readInOffice,
    none,
    'Hồ sơ đằng sau một điểm',
    'The dossiers behind a score',
  ),
  ask(
    'GET',
    '/service-index',
    ShowServiceIndex,
    may.readInOffice,
    none,
    'Bộ chỉ số theo QĐ 766',
    'The index set of QĐ 766',
  ),
  ask('GET', '/forecast', ShowForecast, may.readInOffice, none, 'Dự báo hồ sơ quá hạn', 'What is likely to be late'),
];

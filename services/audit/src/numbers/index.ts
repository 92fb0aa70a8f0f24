export { type CountedDocument, countedAfter } from './counted-dossier.ts';
export { CountedRows } from './counted-rows.ts';
export { figures } from './figures.view.ts';
export { followedRows } from './followed-rows.ts';
export { forecastDays, forecastLate } from './forecast-late.ts';
export { showFigures } from './show-figures.ts';
export { showScores } from './show-scores.ts';

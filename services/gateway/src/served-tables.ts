import { Figure, FigureGroup, ScoreIndex, ShowFigures, ShowForecast, ShowScores } from '@hoso/contracts';
import type { Row, Table } from '@hoso/tables';
import { askService, type EdgeRequest } from './answer-route.ts';
import type { GatewayParts } from './gateway-parts.ts';

/** Asks for a table's first page; the others are asked for as the file is taken. */
export type OpenTable = (parts: GatewayParts, request: Pick<EdgeRequest, 'query' | 'headers'>) => Promise<Table>;

/** Lines that are asked for at once. */
const linesAtOnce = 200;
const indices = Array.from({ length: 9 }, (_, index) => ScoreIndex.parse(index + 1));

/** What may be asked of each, beside its page. */
export const tableQuestions = {
  figures: ShowFigures.ask.omit({ limit: true, after: true }),
  scores: ShowScores.ask.omit({ limit: true, after: true }),
  forecast: ShowForecast.ask.omit({ limit: true }),
};

/** Every line of the figures of what is asked. */
export const openFigures: OpenTable = async (parts, { query, headers }) => {
  const asked = tableQuestions.figures.parse(query);
  const by = asked.by === '' ? [] : asked.by.split(',').map((group) => FigureGroup.parse(group));
  const page = async (after?: string) => {
    const ask = { ...asked, limit: linesAtOnce, ...(after === undefined ? {} : { after }) };
    const { items, next, completeUpTo, at } = ShowFigures.answer.parse(
      await askService(parts, ShowFigures, ask, headers),
    );
    const rows = items.map(({ of, counts }): Row => {
      const named = by.map((group) => of[group]);
      return [...named, ...Figure.options.map((figure) => counts[figure]), counts.lateRate, completeUpTo, at];
    });
    return { rows, next };
  };
  const headings = [...by, ...Figure.options, 'lateRate', 'completeUpTo', 'at'];
  return { name: 'figures', headings, rows: allPages(await page(), page) };
};

/** Every score of a period, an index a column; what is not known is empty. */
export const openScores: OpenTable = async (parts, { query, headers }) => {
  const asked = tableQuestions.scores.parse(query);
  const page = async (after?: string) => {
    const ask = { ...asked, limit: linesAtOnce, ...(after === undefined ? {} : { after }) };
    const { items, next, completeUpTo, at } = ShowScores.answer.parse(
      await askService(parts, ShowScores, ask, headers),
    );
    const rows = items.map((score): Row => {
      const { agency, officer, period, dossiers, atLeast, atMost, max, ratings } = score;
      const scores = indices.map((wanted) => score.indices.find(({ index }) => index === wanted)?.score);
      return [agency, officer, period, dossiers, ...scores, atLeast, atMost, max, ratings.join(' '), completeUpTo, at];
    });
    return { rows, next };
  };
  const headings = [
    ...['agency', 'officer', 'period', 'dossiers', ...indices.map((index) => `index ${index}`)],
    ...['atLeast', 'atMost', 'max', 'ratings', 'completeUpTo', 'at'],
  ];
  return { name: 'scores', headings, rows: allPages(await page(), page) };
};

/** The days of a forecast. */
export const openForecast: OpenTable = async (parts, { query, headers }) => {
  const asked = tableQuestions.forecast.parse(query);
  const answer = await askService(parts, ShowForecast, { ...asked, limit: 1 }, headers);
  const { days, completeUpTo, at } = ShowForecast.answer.parse(answer);
  return {
    name: 'forecast',
    headings: ['day', 'due', 'expectedLate', 'from', 'to', 'completeUpTo', 'at'],
    rows: days.map(({ day, due, expectedLate, from, to }) => [day, due, expectedLate, from, to, completeUpTo, at]),
  };
};

interface Page {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

async function* allPages(first: Page, page: (after: string) => Promise<Page>): AsyncIterable<Row> {
  for (let shown = first; ; shown = await page(shown.next)) {
    yield* shown.rows;
    if (shown.next === undefined) return;
  }
}

import { cellsOf, headingOf, type ListRoute, listRouteOf, type QueryRoute, type Route } from '@hoso/contracts';
import { csvOf, type Row } from '@hoso/tables';
import { z } from 'zod';
import { askService, type EdgeRequest, questionOf } from './answer-route.ts';
import type { GatewayParts } from './gateway-parts.ts';

/** A list on its way out as CSV. */
export interface CsvAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: AsyncIterable<Uint8Array>;
}

export type AnswerAsCsv = (parts: GatewayParts, request: EdgeRequest) => Promise<CsvAnswer>;

const Page = z.looseObject({
  completeUpTo: z.int().optional(),
  lagMs: z.int().optional(),
  next: z.union([z.string(), z.int()]).optional(),
});
type Page = z.infer<typeof Page>;
const Items = z.array(z.unknown());

/** The largest page that a list gives is tried first. */
const limits = [1_000, 500, 200, 100, 50];

/** Whether somebody asks for CSV: it is the first that he names, and he does not refuse it. */
export function wantsCsv({ headers }: Pick<EdgeRequest, 'headers'>): boolean {
  return /^\s*text\/csv\s*(?:[;,]|$)/i.test(String(headers['accept'] ?? ''));
}

/**
 * A list of the table of routes as CSV, whole: from where it is asked for to its end, whatever the page. The first page
 * is read before anything is answered, so that what is refused is a problem like any other. Nothing for other routes.
 */
export function csvAnswerOf(route: Route): AnswerAsCsv | undefined {
  const list = listRouteOf(route);
  if (!list || !('query' in route)) return undefined;
  const Question = questionOf(route);
  const limit = limits.find((most) => Question.shape['limit']?.safeParse(most).success);
  return async (parts, { params, query, body, headers }) => {
    const given = route.method === 'GET' ? query : body;
    const asked = {
      ...Question.parse(given ?? {}),
      ...(limit === undefined ? {} : { limit }),
      ...route.params.parse(params),
    };
    const ask = async (after: Page['next']): Promise<Page> => {
      const question = after === undefined ? asked : { ...asked, after };
      return Page.parse(await askService(parts, route.query, question, headers));
    };
    const first = await ask(undefined);
    const rows = rowsOf(list, first, ask);
    const name = fileNameOf(route);
    const pieces = csvOf({ name, headings: list.columns.map(headingOf), rows });
    return { headers: { ...csvHeaders(name), ...freshnessOf(first) }, pieces };
  };
}

async function* rowsOf(
  { member, columns, paged }: ListRoute,
  first: Page,
  ask: (after: Page['next']) => Promise<Page>,
): AsyncGenerator<Row> {
  for (let page = first; ; page = await ask(page.next)) {
    for (const item of Items.parse(page[member])) yield cellsOf(columns, item);
    if (page.next === undefined || !paged) return;
  }
}

function csvHeaders(name: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${name}.csv"`,
    vary: 'accept',
  };
}

/** As the answer in JSON says in its members: up to which event it is complete, where it begins. */
function freshnessOf({ completeUpTo, lagMs }: Page): Readonly<Record<string, string>> {
  return {
    ...(completeUpTo === undefined ? {} : { 'complete-up-to': String(completeUpTo) }),
    ...(lagMs === undefined ? {} : { 'lag-ms': String(lagMs) }),
  };
}

function fileNameOf({ query }: QueryRoute): string {
  return query.name.replace(/^List/, '').toLowerCase();
}

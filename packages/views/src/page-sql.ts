/** What decides the text of a page's query. */
export interface PageShape {
  /** The index's column. */
  readonly column: string;
  readonly order: 'ascending' | 'descending';
  readonly hasUpper: boolean;
  readonly hasCursor: boolean;
}

/**
 * The query of a page. Named parameters: `lower`, `upper`, `text` and `key` of the cursor, `limit`. A cursor takes the
 * place of the bound that it lies behind, so that one search of the index finds where the page begins.
 */
export function pageSql({ column, order, hasUpper, hasCursor }: PageShape): string {
  const [direction, past] = order === 'ascending' ? ['asc', '>'] : ['desc', '<'];
  // The index leaves out what is null, and SQLite uses it only where it is told that nothing of the kind is asked for.
  const cursor = `${column} is not null and (${column}, key) ${past} ($text, $key)`;
  const lower = order === 'ascending' && hasCursor ? cursor : `${column} >= $lower`;
  const upper = order === 'descending' && hasCursor ? cursor : `${column} < $upper`;
  const where = hasUpper || (order === 'descending' && hasCursor) ? `${lower} and ${upper}` : lower;
  const ordering = `order by ${column} ${direction}, key ${direction}`;
  return `select document, ${column}, key from docs where ${where} ${ordering} limit $limit`;
}

/** The query of a count. */
export function countSql(column: string, hasUpper: boolean): string {
  return `select count(*) from docs where ${column} >= $lower${hasUpper ? ` and ${column} < $upper` : ''}`;
}

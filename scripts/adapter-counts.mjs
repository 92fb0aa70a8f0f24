/** What the contract suites of the ports call themselves, each with the adapter it was run on. */
const suite = /^(?:The |A )?(event store|policy store|bus|view store|Following into views|Keys|blob) (?:on|in) (.+)$/;
const ports = new Map([
  ['Following into views', 'following into views'],
  ['Keys', 'key store'],
  ['blob', 'blob store'],
]);

/**
 * How each contract suite went on each adapter, as lines of a table, and below it why what was skipped was; nothing
 * where none was run.
 * @param {import('@jest/reporters').AggregatedResult} results
 * @returns {readonly string[]}
 */
export function adapterCounts(results) {
  /** @type {Map<string, { port: string, adapter: string, passed: number, failed: number, skipped: number }>} */
  const rows = new Map();
  const skipped = new Set();
  for (const { ancestorTitles, title, status } of results.testResults.flatMap((file) => file.testResults)) {
    const [, name = '', adapter = ''] = ancestorTitles.map((one) => suite.exec(one)).find((one) => one) ?? [];
    if (adapter === '') continue;
    const port = ports.get(name) ?? name;
    const key = `${port} on ${adapter}`;
    const row = rows.get(key) ?? { port, adapter, passed: 0, failed: 0, skipped: 0 };
    rows.set(key, row);
    if (status === 'passed' || status === 'failed') row[status] += 1;
    else row.skipped += 1;
    if (title.startsWith('skipped: ')) skipped.add(`${key} was ${title}`);
  }
  if (rows.size === 0) return [];
  const sorted = [...rows.values()].sort((a, b) => a.port.localeCompare(b.port) || a.adapter.localeCompare(b.adapter));
  const cells = [
    ['contract suite', 'adapter', 'passed', 'failed', 'skipped'],
    ...sorted.map(({ port, adapter, passed, failed, skipped: left }) => [
      port,
      adapter,
      `${passed}`,
      `${failed}`,
      `${left}`,
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) =>
    row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '),
  );
  return [...lines, ...skipped];
}

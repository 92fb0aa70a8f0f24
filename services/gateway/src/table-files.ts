import { csvOf, type Table, xlsxOf } from '@hoso/tables';

/** What a table is given away as, by what its file's name ends with. */
export const tableTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type TableEnding = keyof typeof tableTypes;

const bytesOf = { csv: csvOf, xlsx: xlsxOf };

/** A table as a file, by stream. */
export function tableFile(table: Table, ending: TableEnding): AsyncIterable<Uint8Array> {
  return bytesOf[ending](table);
}

/** `name` MUST be of letters, digits and hyphens. */
export function tableHeaders(name: string, ending: TableEnding): Readonly<Record<string, string>> {
  return {
    'content-type': tableTypes[ending],
    'content-disposition': `attachment; filename="${name}.${ending}"`,
    'cache-control': 'no-store',
  };
}

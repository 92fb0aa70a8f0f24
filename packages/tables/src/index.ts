export { csvLine, csvOf } from './csv.ts';
export type { Cell, Row, Rows, Table } from './table.ts';
export { xlsxOf } from './xlsx.ts';

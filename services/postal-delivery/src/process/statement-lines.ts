import { pipeline, Readable } from 'node:stream';
import { refuse, statementColumns } from '@hoso/contracts';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import type { StatementLine } from '../statement/reconcile.ts';

const recordCharsMax = 10_000;
const Parsed = z.object({ record: z.array(z.string()), info: z.object({ lines: z.int() }) });

/**
 * The lines of a statement as they come: CSV (RFC 4180) in UTF-8 with the columns of the contract. Refuses
 * `FileNotReadable` for another first line, and for what is no CSV, once it is met.
 */
export async function* statementLines(file: AsyncIterable<Uint8Array>): AsyncIterable<StatementLine> {
  const parser = parse({
    ...{ bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count: true },
    max_record_size: recordCharsMax,
    // Whoever edits one by hand mixes them: guessed from the first line, the rest would be one line.
    record_delimiter: ['\r\n', '\n'],
  });
  // Whatever breaks the file off breaks off the reading of it, too.
  pipeline(Readable.from(strict(file)), parser, () => undefined);
  let isFirst = true;
  try {
    for await (const given of parser) {
      const { record, info } = Parsed.parse(given);
      if (isFirst) requireColumns(record);
      else yield { line: info.lines, cells: cellsOf(record) };
      isFirst = false;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    notReadable(`no CSV: ${error.code}`, `không phải CSV: ${error.code}`);
  }
  if (isFirst) notReadable('it is empty', 'tệp rỗng');
}

/** Bytes that are no UTF-8 are not guessed at. */
async function* strict(file: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of file) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(Error.isError(error) && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')) throw error;
    notReadable('it is not UTF-8', 'không phải UTF-8');
  }
}

function requireColumns(record: readonly string[]): void {
  const wanted = statementColumns.join(',');
  if (record.join(',') !== wanted) notReadable(`its first line must be ${wanted}`, `dòng đầu phải là ${wanted}`);
}

/** A cell too many is a field that nobody knows. */
function cellsOf(record: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(record.map((cell, index) => [statementColumns[index] ?? `column ${index + 1}`, cell]));
}

function notReadable(en: string, vi: string): never {
  return refuse('FileNotReadable', { reason: en, reasonVi: vi });
}

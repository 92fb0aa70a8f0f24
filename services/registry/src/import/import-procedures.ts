import {
  changedFieldsMax,
  type ImportedChange,
  type ImportProcedures,
  type LocalDate,
  type ProcedureImportReport,
  refuse,
  type UnreadField,
  unreadFieldsMax,
} from '@hoso/contracts';
import { type Actor, instantOf, isDomainError, uuidV8 } from '@hoso/event-sourcing';
import type { z } from 'zod';
import type { RegistryCommand } from '../registrar.ts';
import { FileBroken, linesOf } from './file-lines.ts';
import { readRow } from './read-row.ts';
import type { ImportProcedure } from './said-procedure.ts';
import { type UnreadReason, unreadReasons } from './unread-reasons.ts';

export interface ImportPorts {
  /** The bytes of an uploaded file from the beginning, each time anew. */
  readonly open: (sha256: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Carries one row out. */
  readonly publish: PublishRow;
  /** Tells what carrying it out would make, and makes nothing. */
  readonly preview: PublishRow;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
  readonly newId: () => string;
}

/** What a row makes: a version, and what is different in it, or nothing; and the log's position of it. */
export interface PublishedRow {
  readonly made: { readonly version: number; readonly fields: readonly string[] } | undefined;
  readonly position: number;
}
export type PublishRow = (command: RegistryCommand<ImportProcedure>, commandId: string) => Promise<PublishedRow>;

/** How many rows are on their way at once, so that they share the store's transactions. */
const rowsAtOnceMax = 64;
/** Ten times what the whole country has. */
const linesMax = 100_000;

/**
 * Publishes what a file says: once to its end, to see that it is whole, and then again, row by row. A file that is cut
 * off therefore leaves nothing; an import that was is finished by repeating it, since what is published already is
 * found to say the same. Refuses `UploadNotFound`, `FileNotReadable`.
 */
export async function importProcedures(
  ports: ImportPorts,
  { upload, effectiveFrom = dateAt(ports.clock()), dryRun }: z.output<typeof ImportProcedures.ask>,
  actor: Actor,
): Promise<ProcedureImportReport> {
  const file = (await ports.open(upload)) ?? refuse('UploadNotFound', { sha256: upload });
  await lookThrough(linesOf(file));
  const run = new ImportRun(ports, { actor, effectiveFrom, dryRun: dryRun === 'yes', runId: ports.newId() });
  for await (const { number, text } of linesOf(file)) await run.take(number, text);
  return await run.end();
}

async function lookThrough(lines: ReturnType<typeof linesOf>): Promise<void> {
  let rows = 0;
  try {
    for await (const { number, text } of lines) {
      if (number > linesMax) {
        const reason = `more than ${linesMax} lines`;
        refuse('FileNotReadable', { reason, reasonVi: `nhiều hơn ${linesMax} dòng` });
      }
      if (readRow(parsedOf(text)).code !== undefined) rows += 1;
    }
  } catch (error) {
    if (error instanceof FileBroken) refuse('FileNotReadable', { reason: error.en, reasonVi: error.vi });
    throw error;
  }
  if (rows === 0)
    refuse('FileNotReadable', { reason: 'no line is a procedure', reasonVi: 'không có dòng nào là thủ tục' });
}

interface RunOptions {
  readonly actor: Actor;
  readonly effectiveFrom: LocalDate;
  readonly dryRun: boolean;
  /** Made anew for each import: the same file may bring back what was published otherwise since. */
  readonly runId: string;
}

/** One import on its way. */
class ImportRun {
  readonly #ports: ImportPorts;
  readonly #options: RunOptions;
  readonly #codes = new Set<string>();
  readonly #unread: UnreadField[] = [];
  readonly #changes: ImportedChange[] = [];
  readonly #counts = { rows: 0, published: 0, added: 0, unchanged: 0, leftOut: 0, unreadCount: 0, position: 0 };
  #waiting: Promise<void>[] = [];

  constructor(ports: ImportPorts, options: RunOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  async take(line: number, text: string | undefined): Promise<void> {
    this.#counts.rows += 1;
    const value = parsedOf(text);
    if (value === undefined) return this.#leave(line, undefined, '', text === undefined ? 'lineTooLong' : 'notJson');
    const { code, said, faults } = readRow(value);
    if (code !== undefined && this.#codes.has(code)) return this.#leave(line, code, 'code', 'codeRepeated');
    if (code !== undefined) this.#codes.add(code);
    for (const { field, reason } of faults) this.#tell({ line, code, field, leftOut: !said, ...wordsOf(reason) });
    if (!said) {
      this.#counts.leftOut += 1;
      return;
    }
    const { actor, effectiveFrom } = this.#options;
    const occurredAt = instantOf(this.#ports.clock());
    this.#waiting.push(
      this.#publish(line, { type: 'ImportProcedure', data: { ...said, effectiveFrom }, actor, occurredAt }),
    );
    if (this.#waiting.length >= rowsAtOnceMax) await this.#settle();
  }

  async end(): Promise<ProcedureImportReport> {
    await this.#settle();
    const { dryRun, effectiveFrom } = this.#options;
    const unread = this.#unread.sort(inOrderOfTheFile);
    const changes = this.#changes.sort(inOrderOfTheFile);
    return { ...this.#counts, dryRun, effectiveFrom, unread, changes };
  }

  async #publish(line: number, command: RegistryCommand<ImportProcedure>): Promise<void> {
    const { code } = command.data;
    try {
      const { dryRun, runId } = this.#options;
      const publish = dryRun ? this.#ports.preview : this.#ports.publish;
      const { made, position } = await publish(command, uuidV8('ImportProcedure', runId, code));
      this.#counts[made ? 'published' : 'unchanged'] += 1;
      if (made) this.#made(line, code, made);
      this.#counts.position = Math.max(this.#counts.position, position);
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'EffectiveTooEarly') throw error;
      this.#leave(line, code, '', 'effectiveTooEarly');
    }
  }

  #made(line: number, code: string, { version, fields }: NonNullable<PublishedRow['made']>): void {
    if (version === 1) this.#counts.added += 1;
    else if (this.#changes.length < unreadFieldsMax)
      this.#changes.push({ line, code, version, fields: fields.slice(0, changedFieldsMax) });
  }

  /** What is on its way is waited for whatever becomes of it: nothing goes on behind an import that has failed. */
  async #settle(): Promise<void> {
    const settled = await Promise.allSettled(this.#waiting);
    this.#waiting = [];
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
  }

  #leave(line: number, code: string | undefined, field: string, reason: UnreadReason): void {
    this.#counts.leftOut += 1;
    this.#tell({ line, code, field, leftOut: true, ...wordsOf(reason) });
  }

  #tell({ code, ...unread }: Omit<UnreadField, 'code'> & { readonly code: string | undefined }): void {
    this.#counts.unreadCount += 1;
    if (this.#unread.length < unreadFieldsMax)
      this.#unread.push({ ...unread, ...(code === undefined ? {} : { code }) });
  }
}

function inOrderOfTheFile(one: { readonly line: number }, other: { readonly line: number }): number {
  return one.line - other.line;
}

function wordsOf(reason: UnreadReason): Pick<UnreadField, 'reason'> {
  return { reason: unreadReasons[reason] };
}

/** `undefined` is no JSON. */
function parsedOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Vietnam has kept one offset since 1975 and knows no summer time.
const offsetMs = 7 * 3_600_000;

/** The local date at an instant. */
function dateAt(epochMs: number): LocalDate {
  return instantOf(epochMs + offsetMs).slice(0, 10);
}

import { z } from 'zod';
import { queryType } from './command-type.ts';
import { LocalDate, Position, Sha256 } from './scalars.ts';

/** Something in a row of the file that was not taken as it stands. */
export const UnreadField = z
  .strictObject({
    /** Of the file, from 1. */
    line: z.int().min(1),
    /** The procedure's, where it could be read. */
    code: z.string().optional(),
    /** The path in the row, with dots; empty for the whole row. */
    field: z.string(),
    /** Nothing of this row was imported because of it. */
    leftOut: z.boolean(),
    reason: z.strictObject({ vi: z.string(), en: z.string() }),
  })
  .meta({ id: 'UnreadField' });
export type UnreadField = z.infer<typeof UnreadField>;

/** The most that a report tells one by one. */
export const unreadFieldsMax = 20_000;

/** A procedure that was there and says something else now. */
export const ImportedChange = z
  .strictObject({
    line: z.int().min(1),
    code: z.string(),
    /** The version that says it. */
    version: z.int().min(1),
    /** What is different, by its paths. */
    fields: z.array(z.string()),
  })
  .meta({ id: 'ImportedChange' });
export type ImportedChange = z.infer<typeof ImportedChange>;

/** The most fields of a change that are told. */
export const changedFieldsMax = 30;

/** What an import of procedures did. `rows` = `published` + `unchanged` + `leftOut`. */
export const ProcedureImportReport = z
  .strictObject({
    rows: z.int(),
    /** Nothing was published: this is what would be. */
    dryRun: z.boolean(),
    /** Procedures that got a new version. */
    published: z.int(),
    /** Those of them that were not there before. */
    added: z.int(),
    /** Those whose newest version says the same already. */
    unchanged: z.int(),
    /** Rows of which nothing could be imported. */
    leftOut: z.int(),
    effectiveFrom: LocalDate,
    position: Position,
    /** All that was not taken as it stands, also what is not listed one by one. */
    unreadCount: z.int(),
    /** In the order of the file, at most `unreadFieldsMax`. */
    unread: z.array(UnreadField),
    /** What is different in those that were there before, in the order of the file, at most `unreadFieldsMax`. */
    changes: z.array(ImportedChange),
  })
  .meta({ id: 'ProcedureImportReport' });
export type ProcedureImportReport = z.infer<typeof ProcedureImportReport>;

/**
 * Publishes what an uploaded file of procedures says and the newest versions do not: in force from `effectiveFrom`, by
 * default today. `dryRun`: tells what it would publish, and publishes nothing.
 */
export const ImportProcedures = queryType(
  'ImportProcedures',
  'registry.commands.import',
  z.strictObject({ upload: Sha256, effectiveFrom: LocalDate.optional(), dryRun: z.enum(['yes', 'no']).optional() }),
  ProcedureImportReport,
);

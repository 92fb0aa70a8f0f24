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

/** What an import of procedures did. `rows` = `published` + `unchanged` + `leftOut`. */
export const ProcedureImportReport = z
  .strictObject({
    rows: z.int(),
    /** Procedures that got a new version. */
    published: z.int(),
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
  })
  .meta({ id: 'ProcedureImportReport' });
export type ProcedureImportReport = z.infer<typeof ProcedureImportReport>;

/**
 * Publishes what an uploaded file of procedures says and the newest versions do not: in force from `effectiveFrom`, by
 * default today.
 */
export const ImportProcedures = queryType(
  'ImportProcedures',
  'registry.commands.import',
  z.strictObject({ upload: Sha256, effectiveFrom: LocalDate.optional() }),
  ProcedureImportReport,
);

import { z } from 'zod';
import { LogInfo } from './audit.ts';
import { queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { ImportedAttribute } from './imported.ts';
import { Instant, LogName, Position } from './scalars.ts';

/** What a whole log is given away as. `events`: as it is stored, one event a line. */
export const ExportFormat = z.enum(['events', 'xes', 'ocel-json', 'ocel-sqlite']).meta({ id: 'ExportFormat' });
export type ExportFormat = z.infer<typeof ExportFormat>;

/** What of a log goes out, and how, as a query string says it. */
export const ExportOptions = z.strictObject({
  format: ExportFormat.default('events'),
  /** Also what is sealed. Who asks for it is recorded. */
  personal: z.stringbool().or(z.boolean()).default(false),
});

const ExportedRelation = z.strictObject({ object: z.string(), qualifier: z.string() });

/**
 * What events are about: a dossier, who applies (by a pseudonym that is the dossier's own), an officer, an agency, a
 * shipment, a document. `shared`: cases have it in common, and each part that needs it tells of it. A value is the
 * object's from `at` on.
 */
export const ExportedObject = z.strictObject({
  ...{ id: z.string(), type: z.string(), shared: z.boolean(), relations: z.array(ExportedRelation) },
  attributes: z.array(
    z.strictObject({
      ...{ name: z.string(), value: z.string(), at: Instant },
      type: z.enum(['string', 'time', 'integer', 'float', 'boolean']),
    }),
  ),
});
export type ExportedObject = z.infer<typeof ExportedObject>;

/**
 * A case as event logs of other systems know it, or the next part of the one before: of an imported log as it was
 * filed, of a log of dossiers a dossier, its events by their types.
 */
export const ExportedCase = z.strictObject({
  case: z.string(),
  /** More of the case that was begun last. */
  continues: z.boolean(),
  /** Where the case begins. */
  attributes: z.array(ImportedAttribute),
  /** In the order of the log, `concept:name` and `time:timestamp` among the attributes of each. */
  events: z.array(
    z.strictObject({
      ...{ position: Position, attributes: z.array(ImportedAttribute) },
      /** Of a log of dossiers, where objects are asked for. */
      relations: z.array(ExportedRelation).optional(),
    }),
  ),
  /** As `relations`: those of the case where it begins, and all that its events here share with other cases. */
  objects: z.array(ExportedObject).optional(),
});
export type ExportedCase = z.infer<typeof ExportedCase>;

/**
 * The cases of a log, in the order in which they begin in it. A page may be empty while more follow. What is sealed is
 * left out; with `personal` it is opened for who may read it, and that he did is recorded first.
 */
export const ReadCases = queryType(
  'ReadCases',
  'audit.queries.cases',
  z.strictObject({
    log: LogName.optional(),
    personal: z.boolean().default(false),
    objects: z.boolean().default(false),
    limit: z.int().min(1).max(1_000).default(1_000),
    /** The `completeUpTo` of the first page: pages with the same belong together, also while the log grows. */
    upTo: Position.optional(),
    /** The `next` of the page before: a position, or one and how many events of the case there were told. */
    after: z
      .string()
      .regex(/^\d{1,15}(:\d{1,9})?$/, form('CursorForm'))
      .default('0'),
  }),
  z.strictObject({
    log: LogInfo,
    items: z.array(ExportedCase),
    completeUpTo: Position,
    lagMs: z.int(),
    next: z.string().optional(),
  }),
);

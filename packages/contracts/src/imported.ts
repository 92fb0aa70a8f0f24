import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Position, Sha256 } from './scalars.ts';

/** What such a value was said to be. */
const AttributeType = z.enum(['string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container']);

/** A value of somebody else's record, kept as the text it was. */
export interface ImportedAttribute {
  readonly key: string;
  readonly type: z.infer<typeof AttributeType>;
  readonly value: string;
  readonly children?: readonly ImportedAttribute[] | undefined;
}

export const ImportedAttribute: z.ZodType<ImportedAttribute> = z
  .lazy(() =>
    z.strictObject({
      key: z.string().max(1_000),
      type: AttributeType,
      value: z.string(),
      children: z.array(ImportedAttribute).optional(),
    }),
  )
  .meta({ id: 'ImportedAttribute' });

/** An import as its first event tells of it: which file, and how much of it is new. */
const Import = z.strictObject({ file: Sha256, events: z.int().min(1) });

const activity = {
  case: z.string().min(1).max(1_000),
  index: z.int().min(1),
  activity: z.string().min(1).max(1_000),
  at: z.string().max(60),
  resource: z.string().max(1_000).optional(),
  attributes: z.array(ImportedAttribute),
  /** On a case's first event: what its record says of the case. */
  caseAttributes: z.array(ImportedAttribute).optional(),
};

/**
 * One event of somebody else's log, as it stood there. `at` is its original text with its offset; the envelope's
 * `occurredAt` is the same instant in UTC. `file` counts the events of the imported file from 1: ties in time are told
 * in its order.
 */
export const ActivityRecorded = eventType('ActivityRecorded', z.strictObject(activity)).revisedTo(
  // 2: the first event of an import says how many the import adds, so that one that was cut off is known as such.
  z.strictObject({ ...activity, import: Import.optional() }),
  (previous) => previous,
);
export const importedEvents = eventCatalogue(ActivityRecorded);

/** `code` is stable; the words are for people. */
export const ImportWarning = z
  .strictObject({
    code: z.enum(['TracesWithoutEvents', 'EventsWithoutCase']),
    count: z.int().min(1),
    vi: z.string(),
    en: z.string(),
  })
  .meta({ id: 'ImportWarning' });
export type ImportWarning = z.infer<typeof ImportWarning>;

/** The words of each warning of an import. */
export const importWarnings: Readonly<Record<ImportWarning['code'], (count: number) => ImportWarning>> = {
  TracesWithoutEvents: (count) => ({
    code: 'TracesWithoutEvents',
    count,
    vi: `${count} vụ không có sự kiện nào nên không được nhập`,
    en: `${count} ${count === 1 ? 'trace holds' : 'traces hold'} no event and ${count === 1 ? 'is' : 'are'} left out`,
  }),
  EventsWithoutCase: (count) => ({
    code: 'EventsWithoutCase',
    count,
    vi: `${count} sự kiện không thuộc vụ nào nên không được nhập`,
    en: `${count} ${count === 1 ? 'event belongs to no case and is' : 'events belong to no case and are'} left out`,
  }),
};

/** What an import did. */
export const ImportReport = z
  .strictObject({
    log: z.string(),
    cases: z.int(),
    events: z.int(),
    added: z.strictObject({ cases: z.int(), events: z.int() }),
    position: Position,
    /** What of the file is not in the log, and why. */
    warnings: z.array(ImportWarning),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;

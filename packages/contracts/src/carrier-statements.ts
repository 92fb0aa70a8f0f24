import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { CarrierId } from './carriers.ts';
import { queryType } from './command-type.ts';
import { ItemNumber } from './item-number.ts';
import { DossierId, LocalDate, Sha256 } from './scalars.ts';

/** What a statement says has become of an item; what lies at the counter again was `returned`. */
export const StatementStatus = z.enum(['under-way', 'delivered', 'returned', 'lost']).meta({ id: 'StatementStatus' });
export type StatementStatus = z.infer<typeof StatementStatus>;

const money = z.int().min(0);
/** A line of a carrier's statement: what it had of us, and the money in đồng. */
export const StatementRow = z.strictObject({
  item: ItemNumber,
  /** The day on which the carrier got it. */
  accepted_on: LocalDate,
  status: StatementStatus,
  /** Collected for the agencies, and remitted to them. */
  collected: money,
  remitted: money,
});
export type StatementRow = z.infer<typeof StatementRow>;

/** The columns of the file, in this order, as its first line names them. */
export const statementColumns = ['item', 'accepted_on', 'status', 'collected', 'remitted'] as const;

const found = { item: z.string(), dossiers: z.array(DossierId) };
/** The most of each kind that an answer tells one by one; it counts all of them. */
export const statementItemsMax = 1_000;

/** A carrier's statement beside our own record of the same days. */
export const StatementReport = z
  .strictObject({
    carrier: CarrierId,
    from: LocalDate,
    to: LocalDate,
    rows: z.int(),
    /** Items that both tell alike. */
    agreed: z.int(),
    counts: z.strictObject({
      missing: z.int(),
      extra: z.int(),
      different: z.int(),
      unremitted: z.int(),
      unread: z.int(),
    }),
    /** Ours of these days that the statement leaves out. */
    missing: z.array(z.strictObject(found)),
    /** Items of the statement that we never gave this carrier, or not in these days. */
    extra: z.array(z.strictObject({ line: z.int(), item: z.string() })),
    different: z.array(
      z.strictObject({
        ...found,
        line: z.int(),
        fields: z.array(z.strictObject({ field: z.string(), ours: z.string(), theirs: z.string() })),
      }),
    ),
    /** By our own record: collected for an agency and not remitted yet. */
    unremitted: z.array(z.strictObject({ ...found, amount: z.int() })),
    /** Lines that cannot be read, and what is wrong with them. */
    unread: z.array(
      z.strictObject({ line: z.int(), field: z.string(), reason: z.strictObject({ vi: z.string(), en: z.string() }) }),
    ),
  })
  .meta({ id: 'StatementReport' });
export type StatementReport = z.infer<typeof StatementReport>;

/** Reconciles an uploaded statement (CSV) of the days from `from` to `to`. */
export const ReconcileStatement = queryType(
  'ReconcileStatement',
  'postal-delivery.queries.statement',
  z.strictObject({ carrier: CarrierId, from: LocalDate, to: LocalDate, upload: Sha256 }),
  StatementReport,
);

/** What came of reconciling a statement: evidence that somebody did. */
export const StatementReconciled = eventType(
  'StatementReconciled',
  z.strictObject({
    carrier: CarrierId,
    from: LocalDate,
    to: LocalDate,
    file: Sha256,
    rows: z.int(),
    agreed: z.int(),
    counts: StatementReport.shape.counts,
  }),
);

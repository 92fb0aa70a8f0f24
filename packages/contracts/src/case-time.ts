import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { commandType } from './command-type.ts';
import { DossierId, Instant, Line, OfficerId } from './scalars.ts';
import { SigningCapacity } from './unit.ts';

/** Where commands about an agency's case are sent. */
export const caseSubject = 'processing.commands.case';

const ref = { case: z.int().min(1).max(99) };
/** What somebody is reminded of: his result, or the answer that he asked another agency for. */
const about = {
  of: z.enum(['result', 'answer']),
  /** Which consultation, of an answer. */
  consultation: z.int().min(1).optional(),
  dueAt: Instant,
};

/**
 * The dossier's clock runs towards this date from now on: it was moved, began anew, or goes on after a pause; absent
 * where it stays what it was. Sent by policy.
 */
export const FollowDueDate = commandType(
  'FollowDueDate',
  caseSubject,
  z.strictObject({ ...ref, dueAt: Instant.optional() }),
);
/** A date comes near, or an answer did not come by its date. Sent by the ticker, at that instant. */
export const Remind = commandType('Remind', caseSubject, z.strictObject({ ...ref, ...about }));
/** The term has run out. Sent by the ticker. */
export const MarkOverdue = commandType('MarkOverdue', caseSubject, z.strictObject({ ...ref, dueAt: Instant }));
/** The sector's law lets the case be closed for want of its supplement (NĐ 297/2025 Đ4). Sent by the ticker. */
export const ProposeAutoClose = commandType(
  'ProposeAutoClose',
  caseSubject,
  z.strictObject({ ...ref, closableAt: Instant }),
);
/** The case is closed since its supplement never came (T16): on a ground of its sector's law, once that lets it. */
export const AutoClose = commandType(
  'AutoClose',
  caseSubject,
  z.strictObject({ case: ref.case.default(1), groundRef: Line.optional() }),
);
export const caseTimeCommands = [FollowDueDate, Remind, MarkOverdue, ProposeAutoClose, AutoClose] as const;

const at = { dossier: DossierId, case: z.int().min(1) };
const byHead = { capacity: SigningCapacity.optional(), insisted: Insisted.optional() };

/** The date to which the dossier's clock runs. */
export const CaseDueChanged = eventType('CaseDueChanged', z.strictObject({ ...at, dueAt: Instant }));
/** `officer`: who has the case; nobody was assigned where it is absent. */
export const ReminderSent = eventType(
  'ReminderSent',
  z.strictObject({ ...at, ...about, officer: OfficerId.optional() }),
);
export const MarkedOverdue = eventType(
  'MarkedOverdue',
  z.strictObject({ ...at, dueAt: Instant, officer: OfficerId.optional() }),
);
export const AutoCloseProposed = eventType('AutoCloseProposed', z.strictObject({ ...at, closableAt: Instant }));
/** `closableAt`: from when on the sector's law let it; absent where no law did (V50). */
export const AutoClosed = eventType(
  'AutoClosed',
  z.strictObject({ ...at, closableAt: Instant.optional(), groundRef: Line.optional(), ...byHead }),
);
export const caseTimeTypes = [CaseDueChanged, ReminderSent, MarkedOverdue, AutoCloseProposed, AutoClosed] as const;

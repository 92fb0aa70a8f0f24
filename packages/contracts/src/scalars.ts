import { isInstant, personal } from '@hoso/event-sourcing';
import { z } from 'zod';
import { form } from './field-forms.ts';

// Letters of every language, line breaks and tabs; no other control character, no lone surrogate. Stored in NFC.
const clean = /^(?:\P{Cc}|[\t\n])*$/u;

/** Text that a person wrote: 1 to `max` characters after trimming, brought to Unicode normalization form C. */
export function text(max: number) {
  return z
    .string()
    .normalize('NFC')
    .trim()
    .min(1)
    .max(max)
    .regex(clean, form('TextForm'))
    .refine((value) => value.isWellFormed(), form('TextBroken'));
}

/** A line. */
export const Line = text(300);
/** A paragraph: a reason, a note. */
export const Paragraph = text(2_000);

/** A paragraph and a list of lines as events of a dossier hold them: whatever people write may name somebody. */
export const SealedParagraph = personal(Paragraph);
export const SealedLine = personal(Line);
export const SealedLines = personal(z.array(Line).max(50));

/**
 * The number of a slip, a receipt, minutes. It stands open in events, since rules compare it, and outlives the person:
 * nothing fits into it that people are called by. Of small letters it has those of a fingerprint, and of what NĐ
 * 30/2020 (phụ lục III) and use abbreviate kinds of papers and their issuers by: 12/QĐ-TTr, 766/QĐ-TTg, 5/CTr-UBND.
 */
export const PaperNumber = z
  .string()
  .regex(/^(?:[A-ZĐ]{1,12}[./_-]?)?[0-9a-f](?:TTr|TTg|CTr|QyĐ|[0-9a-fA-ZĐƯÔ./_-]){0,47}$/, form('PaperNumberForm'))
  .meta({ id: 'PaperNumber', examples: ['BL-0361', '12/QĐ-UBND'] });

export const Instant = z
  .string()
  .refine(isInstant, form('InstantForm'))
  .meta({
    id: 'Instant',
    format: 'date-time',
    description: 'UTC, exactly YYYY-MM-DDTHH:mm:ss.sssZ',
    examples: ['2022-03-15T02:30:00.000Z'],
  });
export type Instant = z.infer<typeof Instant>;

/** An instant, or `#<position>`: right after the event at that position of the log. */
export const Moment = z
  .union([Instant, z.string().regex(/^#[1-9]\d{0,14}$/, form('MomentForm'))], form('MomentForm'))
  .meta({ id: 'Moment', examples: ['2022-03-15T02:30:00.000Z', '#4711'] });
export type Moment = z.infer<typeof Moment>;

/** Which version of a working calendar: the last one of all, or the last that was recorded by a moment. */
export const CalendarKnown = z
  .union([Instant, z.string().regex(/^(#[1-9]\d{0,14}|final)$/, form('CalendarKnownForm'))], form('CalendarKnownForm'))
  .meta({ id: 'CalendarKnown', examples: ['final', '2022-03-15T02:30:00.000Z', '#4711'] });
export type CalendarKnown = z.infer<typeof CalendarKnown>;

export const LocalDate = z.iso.date().meta({ id: 'LocalDate', description: 'A date in Asia/Ho_Chi_Minh' });
export type LocalDate = z.infer<typeof LocalDate>;

export const Uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, form('UuidForm'))
  .meta({ id: 'Uuid', description: 'A UUID in lower case' });

/** Chosen by the client; UUIDv7 keeps the newest together. */
export const DossierId = Uuid;
export type DossierId = z.infer<typeof DossierId>;

/** Who acts or owns: lower-case words, never a person's name or national number. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, form('SlugForm'))
  .min(2)
  .max(60);
export const UnitId = Slug.meta({ id: 'UnitId', examples: ['ha-long-one-stop'] });
export type UnitId = z.infer<typeof UnitId>;
export const OfficerId = Slug.meta({ id: 'OfficerId', examples: ['officer-0361'] });
export type OfficerId = z.infer<typeof OfficerId>;

/** National code of a procedure (DOMAIN §3.1). */
export const ProcedureCode = z
  .string()
  .regex(/^\d\.\d{6}$/, form('ProcedureCodeForm'))
  .meta({ id: 'ProcedureCode', examples: ['1.001193'] });
export type ProcedureCode = z.infer<typeof ProcedureCode>;

/** Electronic identifier of an agency, the first part of a dossier's code (TT 01/2018 Đ19). */
export const AgencyIdentifier = z
  .string()
  .regex(/^[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z][0-9]{2}$/, form('AgencyIdentifierForm'))
  .meta({ id: 'AgencyIdentifier', examples: ['000.00.06.H49'] });
export type AgencyIdentifier = z.infer<typeof AgencyIdentifier>;

/** The same in the order that codes by TT 04/2025 have: province, agency, part of it (TT 03/2025 Đ13.3). */
export const CentralIdentifier = z
  .string()
  .regex(/^[A-Z][0-9]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{2}$/, form('CentralIdentifierForm'))
  .meta({ id: 'CentralIdentifier', examples: ['H49.006.00'] });
export type CentralIdentifier = z.infer<typeof CentralIdentifier>;

const codeOf2018 = String.raw`[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z][0-9]{2}-\d{6}-\d{4}`;
const codeOf2025 = String.raw`[A-Z][0-9]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{2}-\d{6}-\d{6}`;
/**
 * Legal code of a dossier: agency, date of reception, the day's number (TT 01/2018 Đ19); by TT 03/2025 Đ13.3 the agency
 * in another order, and before the number the two digits of whose system gave it.
 */
export const DossierCode = z
  .string()
  .regex(new RegExp(`^(?:${codeOf2018}|${codeOf2025})$`), form('DossierCodeForm'))
  .meta({ id: 'DossierCode', examples: ['000.00.06.H49-220315-0361', 'H49.006.00-260316-010361'] });
export type DossierCode = z.infer<typeof DossierCode>;

export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, form('Sha256Form'))
  .meta({ id: 'Sha256' });

/** How a dossier comes in (DOMAIN §3.3: 1, 2, 3). */
export const Channel = z.enum(['counter', 'online', 'post']).meta({ id: 'Channel' });
export type Channel = z.infer<typeof Channel>;

/** How its result goes out. */
export const ReturnBy = z.enum(['counter', 'online', 'post']).meta({ id: 'ReturnBy' });
export type ReturnBy = z.infer<typeof ReturnBy>;

export const Words = z.strictObject({ vi: Line, en: Line }).meta({ id: 'Words' });
export type Words = z.infer<typeof Words>;

/** A log of the data folder. */
export const LogName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, form('LogNameForm'))
  .meta({ id: 'LogName', examples: ['main', 'receipt'] });
export type LogName = z.infer<typeof LogName>;

/** A stream of the log, as events name it. */
export const StreamName = z
  .string()
  .regex(/^[a-z]+-[A-Za-z0-9.-]{1,180}$/, form('StreamNameForm'))
  .meta({ id: 'StreamName' });

export const Position = z.int().min(0);
export const PageLimit = z.coerce.number().int().min(1).max(200);

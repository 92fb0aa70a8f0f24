import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Area, LegClass } from './carriage.ts';
import { commandType, queryType } from './command-type.ts';
import { LocalDate, Paragraph, Slug, Words } from './scalars.ts';

/** Working days after the day on which the post got it, J+n. */
const days = z.int().min(0).max(60);
const content = {
  effectiveFrom: LocalDate,
  legs: z
    .array(
      z.strictObject({
        leg: LegClass,
        name: Words,
        /** Until a dossier reaches the agency, or a result the applicant. */
        days,
        /** Until the applicant has the receipt slip of a dossier that was collected, or knows its appointment. */
        slipDays: days,
      }),
    )
    .min(1)
    .max(20),
  /** Areas for which the carrier publishes terms of its own: islands above all. They go before the leg's. */
  areas: z.array(z.strictObject({ area: Area, name: Words, days, slipDays: days })).max(200),
  /** Where it is from; what is assumed is said to be. */
  source: Paragraph,
};

/** A version of the terms of carriage by post (TT 17/2017 Đ7), in force until the next one. */
export const CarriageTerms = z
  .strictObject({ id: Slug, version: z.int().min(1), ...content })
  .meta({ id: 'CarriageTerms' });
export type CarriageTerms = z.infer<typeof CarriageTerms>;

/** The terms by which the province's dossiers are carried. */
export const publicPostId = 'public-post';

/** Nothing is recorded where it says the same as the newest version. */
export const PublishCarriageTerms = commandType(
  'PublishCarriageTerms',
  'postal-delivery.commands.carriage-terms',
  z.strictObject({ id: z.literal(publicPostId), ...content }),
);
export const CarriageTermsPublished = eventType('CarriageTermsPublished', CarriageTerms);
export const carriageTermsEvents = eventCatalogue(CarriageTermsPublished);

/** Every version, the one that the platform ships first. */
export const ListCarriageTerms = queryType(
  'ListCarriageTerms',
  'postal-delivery.queries.carriage-terms',
  z.strictObject({}),
  z.strictObject({ items: z.array(CarriageTerms) }),
);

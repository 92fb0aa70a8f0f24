import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { PlainDocument, PlainStep, RequiredDocument, StatedTerm, Step, Term } from './procedure-version.ts';
import { BoundLaw } from './rule-set.ts';
import { DossierCode, Instant, ProcedureCode, Slug } from './scalars.ts';
import { BoundUnit } from './unit.ts';

const reception = {
  code: DossierCode,
  startAt: Instant,
  /** What the clock gave; absent where the term has no unit. */
  lawfulDueAt: Instant.optional(),
  /** What the receipt slip says. */
  dueAt: Instant,
  procedure: z.strictObject({ code: ProcedureCode, version: z.int() }),
  term: Term,
  steps: z.array(Step),
  documents: z.array(RequiredDocument),
  clerkMayProcess: z.boolean(),
  calendar: z.strictObject({ id: Slug, version: z.int() }),
  insisted: Insisted.optional(),
};
const bound = { ...reception, law: BoundLaw.optional(), variant: Slug.optional() };
const atOnce = {
  ...bound,
  unit: BoundUnit.optional(),
  immediate: z.literal(true).optional(),
  withoutSlip: z.literal(true).optional(),
};
const plain = { ...reception, steps: z.array(PlainStep), documents: z.array(PlainDocument) };

/**
 * The dossier is complete and correct: its clock starts. It carries all that it is bound to from now on (decision 7).
 */
export const DossierReceived = eventType(
  'DossierReceived',
  z.strictObject({ ...plain, lawfulDueAt: Instant, term: StatedTerm }),
)
  .revisedTo(
    // 2: a term may be without a unit, and then there is no lawful date; before, every one had both.
    z.strictObject(plain),
    (previous) => previous,
  )
  .revisedTo(
    // 3: the law it is bound to, and which of the procedure's cases it is; steps and documents tell more.
    z.strictObject(bound),
    (previous) => previous,
  )
  .revisedTo(
    // 4: a result may be given at once (61 Đ17.4), and then there may be no slip; elsewhere that is V19. The unit it is
    // bound to.
    z.strictObject(atOnce),
    (previous) => previous,
  )
  .revisedTo(
    // 5: the applicant has to appear for it, which keeps it from the post (QĐ 45/2016 Đ1.2); before, nobody told.
    z.strictObject({ ...atOnce, presenceRequired: z.literal(true).optional() }),
    (previous) => previous,
  );

import { eventType, personal } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { Applicant } from './applicant.ts';
import { Channel, DossierId, ProcedureCode, ReturnBy, SealedLine, Slug, UnitId } from './scalars.ts';

const submission = {
  procedure: ProcedureCode,
  channel: Channel,
  oneStop: UnitId,
  applicant: personal(Applicant),
  returnBy: ReturnBy,
  returnAddress: SealedLine.optional(),
  resubmissionOf: DossierId.optional(),
  insisted: Insisted.optional(),
};
const submissionByPost = z.strictObject({
  ...submission,
  collected: z.strictObject({ post: UnitId, shipment: z.int().min(1) }).optional(),
});
export const DossierSubmitted = eventType('DossierSubmitted', z.strictObject(submission))
  .revisedTo(
    // 2: a shipment may have brought it; before, whatever came by post was recorded at the counter.
    submissionByPost,
    (previous) => previous,
  )
  .revisedTo(
    // 3: who applies may have said how he wishes to be told; before, nobody asked.
    submissionByPost,
    (previous) => previous,
  )
  .revisedTo(
    // 4: the calendar by which what came online is to be answered (V16); before, its reception told.
    submissionByPost.extend({ calendar: z.strictObject({ id: Slug, version: z.int() }).optional() }),
    (previous) => previous,
  );

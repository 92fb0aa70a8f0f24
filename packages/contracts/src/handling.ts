import { z } from 'zod';
import { BoundLaw } from './rule-set.ts';
import { DossierCode, ProcedureCode, Slug } from './scalars.ts';

/** What an agency is told of a dossier that it takes on: what people call it by, and what it is bound to. */
export const handedFacts = {
  code: DossierCode.optional(),
  procedure: ProcedureCode.optional(),
  law: BoundLaw.optional(),
  calendar: z.strictObject({ id: Slug, version: z.int() }).optional(),
};

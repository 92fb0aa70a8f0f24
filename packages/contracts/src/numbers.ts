import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { DossierCode, DossierId } from './scalars.ts';

/** The next number of an agency's day was given to this dossier (61 Đ26). */
export const NumberAllocated = eventType(
  'NumberAllocated',
  z.strictObject({ number: z.int().min(1).max(9_999), dossier: DossierId, code: DossierCode }),
);
export const numberingEvents = eventCatalogue(NumberAllocated);

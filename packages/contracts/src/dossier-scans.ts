import { eventType, personal } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { commandType, queryType } from './command-type.ts';
import { form } from './field-forms.ts';
import { dossierSubject } from './intake-subject.ts';
import { DossierCode, DossierId, Sha256, Slug } from './scalars.ts';

const scan = {
  document: Slug,
  sha256: Sha256,
  bytes: z.int().min(1).max(1_000_000_000),
  mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/, form('MediaTypeForm')),
};
/** A scan that is kept elsewhere, by its hash. */
export const RecordScan = commandType('RecordScan', dossierSubject, z.strictObject(scan));

/** What opens a scan that is kept here: the key of its content alone, and the hash of what it is when opened. */
export const ScanSeal = z
  .strictObject({ key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, form('ScanKeyForm')), sha256: Sha256 })
  .meta({ id: 'ScanSeal' });
export type ScanSeal = z.infer<typeof ScanSeal>;

/** A scan that was taken in: `sha256` is where its sealed content is kept. Sent by the edge, which has kept it. */
export const StoreScan = commandType('StoreScan', dossierSubject, z.strictObject({ ...scan, seal: ScanSeal }));

const stored = {
  document: Slug,
  sha256: Sha256,
  bytes: z.int(),
  mediaType: z.string(),
  insisted: Insisted.optional(),
};
export const ScanStored = eventType('ScanStored', z.strictObject(stored)).revisedTo(
  // 2: its content may be kept here, sealed; before, every scan was kept elsewhere.
  z.strictObject({ ...stored, seal: personal(ScanSeal).optional() }),
  (previous) => previous,
);

/** Whether a scan of a document would be taken now, before its content is sent. Refuses as the command would. */
export const CheckScan = queryType(
  'CheckScan',
  'intake.queries.scan-check',
  z.strictObject({ id: DossierId, document: Slug }),
  z.strictObject({}),
);
/** Where a scan's content is kept, and what opens it: the newest of the document, or the one named. For the edge. */
export const OpenScan = queryType(
  'OpenScan',
  'intake.queries.scan',
  z.strictObject({ id: DossierId, document: Slug, sha256: Sha256.optional() }),
  z.strictObject({
    sha256: Sha256,
    bytes: z.int(),
    mediaType: z.string(),
    code: DossierCode.optional(),
    seal: ScanSeal,
  }),
);

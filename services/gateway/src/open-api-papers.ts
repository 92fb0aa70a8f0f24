import { DossierId, OpenScan, PaperName, ReadRegister, Receipt, Slug, UnitId } from '@hoso/contracts';
import { z } from 'zod';

/** What OpenAPI says of papers, registers and scans: files beside the table of routes. `refusals`: of each of them. */
export function paperPaths(refusals: Readonly<Record<string, object>>): Readonly<Record<string, object>> {
  return {
    '/dossiers/{id}/papers/{paper}.pdf': {
      get: {
        operationId: 'PrintPaper',
        summary: "A dossier's paper as a PDF, to print and sign",
        description: 'Một giấy của hồ sơ để in và ký. What it opens is recorded. Access: signed-in.',
        security: [{ token: [] }],
        requestParams: { path: z.object({ id: DossierId, paper: PaperName }) },
        responses: {
          '200': { description: 'The paper', content: { 'application/pdf': { schema: z.any() } } },
          ...refusals,
        },
      },
    },
    '/dossiers/{id}/scans/{document}': {
      post: {
        operationId: 'UploadScan',
        summary: 'Hand in the scan of a document: a whole PDF, JPEG, PNG or TIFF',
        description:
          'Tải lên bản quét của một giấy tờ. Its type is told by its bytes; with Content-Digest (RFC 9530) it is ' +
          'compared with what was sent. It is kept sealed. ' +
          'Access: clerk, one-stop-head, officer, head, coordinator, postal.',
        security: [{ token: [] }],
        requestParams: { path: z.object({ id: DossierId, document: Slug }) },
        requestBody: { required: true, content: { 'application/octet-stream': { schema: z.any() } } },
        responses: {
          '200': { description: 'It was there', content: { 'application/json': { schema: Receipt } } },
          '201': { description: 'Kept', content: { 'application/json': { schema: Receipt } } },
          ...refusals,
        },
      },
      get: {
        operationId: 'DownloadScan',
        summary: 'The newest scan of a document, or the one that is named',
        description: 'Tải về bản quét. That it is read is recorded. Access: signed-in.',
        security: [{ token: [] }],
        requestParams: {
          path: z.object({ id: DossierId, document: Slug }),
          query: OpenScan.ask.pick({ sha256: true }),
        },
        responses: {
          '200': { description: 'The scan', content: { 'application/octet-stream': { schema: z.any() } } },
          ...refusals,
        },
      },
    },
    '/units/{unit}/register.pdf': {
      get: {
        operationId: 'PrintRegister',
        summary: 'The register of a one-stop unit as a PDF',
        description: 'Sổ theo dõi hồ sơ của một bộ phận. What it opens is recorded. Access: signed-in.',
        security: [{ token: [] }],
        requestParams: { path: z.object({ unit: UnitId }), query: ReadRegister.ask.pick({ from: true, to: true }) },
        responses: {
          '200': { description: 'The register', content: { 'application/pdf': { schema: z.any() } } },
          ...refusals,
        },
      },
    },
  };
}

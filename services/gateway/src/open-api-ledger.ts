import { fileRoutes, grantWords, LogName } from '@hoso/contracts';
import { z } from 'zod';
import { refusals } from './open-api-refusals.ts';

const query = z.object({ log: LogName.optional() });

/** The ledger's files, which stand beside the table of routes: they are no JSON. */
export const ledgerFiles = {
  '/ledger/checkpoint': {
    get: {
      operationId: 'ReadCheckpoint',
      summary: 'The newest signed checkpoint of the ledger (C2SP tlog-checkpoint)',
      description: `Điểm chốt mới nhất, đã ký. Access: ${grantWords(fileRoutes.readCheckpoint.access)}.`,
      requestParams: { query },
      responses: {
        '200': { description: 'A signed note', content: { 'text/plain': { schema: z.string() } } },
        ...refusals(),
      },
    },
  },
  '/ledger/tile/{path}': {
    get: {
      operationId: 'ReadTile',
      summary: 'A tile of the ledger (C2SP tlog-tiles), which never changes: <L>/<N>[.p/<W>] or entries/<N>[.p/<W>]',
      description: `Một ô của sổ niêm phong. Access: ${grantWords(fileRoutes.readTile.access)}.`,
      requestParams: { query, path: z.object({ path: z.string() }) },
      responses: {
        '200': { description: 'The tile', content: { 'application/octet-stream': { schema: z.any() } } },
        ...refusals(),
      },
    },
  },
};

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namedFilesFrom } from './blob-store-from.ts';
import { describeNamedFiles } from './testing/describe-named-files.ts';

describeNamedFiles('a folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-files-'));
  return {
    open: () => namedFilesFrom(join(folder, 'blobs'), 'ledger/main'),
    remove: async () => rmSync(folder, { recursive: true }),
  };
});

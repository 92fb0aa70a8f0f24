import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { blobStoreFrom } from './blob-store-from.ts';
import { describeBlobStore } from './testing/describe-blob-store.ts';

for (const urlOf of [(folder: string) => folder, (folder: string) => pathToFileURL(folder).href]) {
  describeBlobStore(`a folder (${urlOf('/data')})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hoso-blobs-'));
    return {
      open: () => blobStoreFrom(urlOf(folder)),
      names: async () => readdirSync(folder),
      damage: async (sha256, bytes) => writeFileSync(join(folder, sha256), bytes),
      remove: async () => rmSync(folder, { recursive: true }),
    };
  });
}

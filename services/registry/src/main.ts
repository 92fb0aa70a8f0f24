import 'reflect-metadata';
import { blobsSettings, openBlobs, runService, serviceSettings } from '@hoso/runtime';
import { publishSeed, registry } from './index.ts';

const settings = serviceSettings.extend(blobsSettings.shape);

await runService({
  name: registry.name,
  settings,
  viewsModule: import.meta.resolve('./views.js'),
  begin: async ({ parts, later }, { BLOBS_URL }) => {
    const uploads = await openBlobs(BLOBS_URL);
    later(() => uploads.close());
    return {
      ...registry,
      module: registry.module({ ...parts, uploads }),
      onFilled: async (settled) => {
        await publishSeed(parts);
        await settled();
      },
    };
  },
});

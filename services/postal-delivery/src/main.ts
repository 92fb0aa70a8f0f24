import 'reflect-metadata';
import { blobsSettings, openBlobs, runService, serviceSettings } from '@hoso/runtime';
import { carrierSecrets } from '@hoso/sealing';
import { postalDelivery } from './index.ts';

await runService({
  name: postalDelivery.name,
  settings: serviceSettings.extend(blobsSettings.shape),
  viewsModule: import.meta.resolve('./views.js'),
  begin: async ({ parts, keys, later }, { BLOBS_URL }) => {
    const uploads = await openBlobs(BLOBS_URL);
    later(() => uploads.close());
    return {
      ...postalDelivery,
      module: postalDelivery.module({ ...parts, uploads, carrierSecret: carrierSecrets(keys) }),
    };
  },
});

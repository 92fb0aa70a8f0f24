import 'reflect-metadata';
import { runService, serviceSettings } from '@hoso/runtime';
import { carrierSecrets } from '@hoso/sealing';
import { postalDelivery } from './index.ts';

await runService({
  name: postalDelivery.name,
  settings: serviceSettings,
  viewsModule: import.meta.resolve('./views.js'),
  begin: async ({ parts, keys }) => ({
    ...postalDelivery,
    module: postalDelivery.module({ ...parts, carrierSecret: carrierSecrets(keys) }),
  }),
});

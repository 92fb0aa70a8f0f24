import 'reflect-metadata';
import { pathOf, runService, serviceSettings, uploadFolder, urlSetting } from '@hoso/runtime';
import { publishSeed, registry } from './index.ts';

const settings = serviceSettings.extend({
  BLOBS_URL: urlSetting(['file'], 'Set it to file:<folder that gateway, registry and audit share>'),
});

await runService({
  name: registry.name,
  settings,
  viewsModule: import.meta.resolve('./views.js'),
  begin: async ({ parts }, { BLOBS_URL }) => ({
    ...registry,
    module: registry.module({ ...parts, uploads: uploadFolder(pathOf(BLOBS_URL)) }),
    onFilled: async (settled) => {
      await publishSeed(parts);
      await settled();
    },
  }),
});

import 'reflect-metadata';
import { runService, serviceSettings } from '@hoso/runtime';
import { publishSeed, registry } from './index.ts';

await runService({
  name: registry.name,
  settings: serviceSettings,
  viewsModule: import.meta.resolve('./views.js'),
  begin: async ({ parts }) => ({
    ...registry,
    module: registry.module(parts),
    onFilled: async (settled) => {
      await publishSeed(parts);
      await settled();
    },
  }),
});

import 'reflect-metadata';
import { runService, serviceSettings } from '@hoso/runtime';
import { trackingKid, trackingSecrets } from '@hoso/sealing';
import { intake } from './index.ts';

await runService({
  name: intake.name,
  settings: serviceSettings,
  viewsModule: import.meta.resolve('./views.js'),
  begin: async ({ parts, keys, personal }) => {
    const tracking = trackingSecrets(await keys.keyOf(trackingKid));
    return {
      ...intake,
      module: intake.module({ ...parts, tracking, markOf: personal.markOf, destroyKey: keys.destroy }),
    };
  },
});

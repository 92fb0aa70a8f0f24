import 'reflect-metadata';
import { noticesFrom, noticesSettings } from '@hoso/notices';
import { runService, serviceSettings } from '@hoso/runtime';
import { trackingKid, trackingSecrets } from '@hoso/sealing';
import { intake, intakeFollowing } from './index.ts';

await runService({
  name: intake.name,
  settings: serviceSettings.extend(noticesSettings.shape),
  viewsModule: import.meta.resolve('./views.js'),
  begin: async ({ parts, store, keys, personal, later }, settings) => {
    const notices = noticesFrom(settings);
    later(() => notices.close());
    const tracking = trackingSecrets(await keys.keyOf(trackingKid));
    return {
      ...intake,
      ...intakeFollowing(notices, store.log.kind),
      module: intake.module({ ...parts, notices, tracking, markOf: personal.markOf, destroyKey: keys.destroy }),
    };
  },
});

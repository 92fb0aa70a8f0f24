import 'reflect-metadata';
import { runService, serviceSettings } from '@hoso/runtime';
import { processing } from './index.ts';

await runService({
  name: processing.name,
  settings: serviceSettings,
  viewsModule: import.meta.resolve('./views.js'),
  begin: async ({ parts }) => ({ ...processing, module: processing.module(parts) }),
});

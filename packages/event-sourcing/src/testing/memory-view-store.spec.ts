import { describeViewStore } from './describe-view-store.ts';
import { type MemoryViews, memoryViewStore } from './memory-view-store.ts';

describeViewStore('memory', async () => {
  const views: MemoryViews = new Map();
  return { connect: async () => memoryViewStore(views), remove: async () => views.clear() };
});

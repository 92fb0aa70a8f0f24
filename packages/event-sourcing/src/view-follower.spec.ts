import { describeViewFollowing } from './testing/describe-view-following.ts';
import { type MemoryViews, memoryViewStore } from './testing/memory-view-store.ts';

describeViewFollowing('memory', async () => {
  const views: MemoryViews = new Map();
  return { connect: async () => memoryViewStore(views), remove: async () => views.clear() };
});

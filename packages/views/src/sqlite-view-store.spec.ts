import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeViewStore } from '@hoso/event-sourcing/testing';
import { sqliteViewStore } from './sqlite-view-store.ts';

describeViewStore('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-views-'));
  return {
    connect: async () => sqliteViewStore(folder),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

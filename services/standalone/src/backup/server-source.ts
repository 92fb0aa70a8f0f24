import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { blobStoreFrom, namedFilesFrom } from '@hoso/blobs';
import { writeWholeLog } from '@hoso/event-store-sqlite';
import { KeysUnusable } from '@hoso/sealing';
import { BackupError } from './backup-error.ts';
import { type BackupSource, type LogSource, logsIn } from './backup-source.ts';
import { copyDurably } from './durable-file.ts';
import { foldersOf, ledgerUnder, type ServerPlaces, unreadable } from './server-places.ts';

/**
 * Servers, while services work on them: a role that reads the logs is enough for all but the keys.
 *
 * Decision: what comes from servers is written as the files of the embedded platform. / Because one form of backup can
 * be restored in either way, and be looked into with what is at hand. / Instead of a dump, which only the same kind of
 * server reads.
 */
export function serverSource(places: ServerPlaces): BackupSource {
  const { log, imports, keys } = places;
  const keyFile = (name: 'master.key' | 'token.key'): string =>
    (name === 'master.key' ? keys?.masterKeyFile : keys?.tokenKeyFile) ?? name;
  return {
    folders: foldersOf(places),
    logs: async (store) => {
      const imported = imports === undefined ? [] : logsIn(join(imports, store));
      // A service's own file of the same name would be another log.
      return [await workedOn(places, store), ...imported.filter(({ name }) => name !== log)];
    },
    ledger: (of) => namedFilesFrom(places.blobsUrl, ledgerUnder(of)),
    uploads: blobStoreFrom(places.blobsUrl),
    uploadsAt: 'BLOBS_URL',
    requireKeys: () => {
      const missing = [keyFile('master.key'), keyFile('token.key')].find((file) => !existsSync(file));
      if (missing !== undefined) throw new BackupError('KeysMissing', missing);
    },
    copyKeys: async (name, to, onCopied) => {
      if (name !== 'keys.sqlite') {
        await copyDurably(keyFile(name), to);
        return;
      }
      const { copyKeysFromPostgres } = await import('@hoso/sealing/postgres');
      if (!keys) throw new KeysUnusable('KEYS_URL', 'not made');
      await copyKeysFromPostgres({ url: keys.url }, to, onCopied);
    },
  };
}

async function workedOn({ eventStoreUrl: url, log }: ServerPlaces, store: 'logs' | 'audit'): Promise<LogSource> {
  const { auditLogOf } = await import('@hoso/runtime');
  const { openWholeLog } = await import('@hoso/runtime/adapters');
  const there = store === 'logs' ? log : auditLogOf(log);
  const at = `EVENT_STORE_URL: ${there}`;
  const copy: LogSource['copy'] = async (to, onCopied) => {
    const whole = await openWholeLog({ url, log: there }).catch(unreadable(at));
    try {
      await writeWholeLog(to, whole, onCopied).catch(unreadable(at));
      return { log: whole.log, head: whole.head };
    } finally {
      await whole.close();
    }
  };
  return { name: log, at, copy };
}

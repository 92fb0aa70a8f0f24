import { accessEvents } from '@hoso/contracts';
import type { LogKind } from '@hoso/event-sourcing';
import type { Address } from '@hoso/postgres';
import { isKurrentDb, type LogAddress } from './adapters.ts';
import { auditLogOf } from './log-names.ts';
import { type DatabaseUserName, databaseUserNames, databaseUserOf, opensKeys, rolesOf } from './database-users.ts';

export interface MigratePlatformOptions {
  /** As a user who may create schemas and roles. */
  readonly eventStoreUrl: string;
  readonly log: string;
  readonly kind: LogKind;
  /** Milliseconds since 1970: when a log that is not live is born. */
  readonly clock?: () => number;
  /** As such a user too, another database. */
  readonly keysUrl: string;
  /** Made where there are no keys yet. */
  readonly masterKeyFile: string;
}

/** One thing that was brought to this release's form. */
export interface Migrated {
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Brings the log, audit's own log and the keys to this release's form, or makes them. Repeats are harmless. Who runs
 * PostgreSQL makes the processes' users, with passwords (infra/postgres): each is given the roles that it needs and no
 * more; those that are not there are passed over.
 */
export async function migratePlatform(options: MigratePlatformOptions): Promise<readonly Migrated[]> {
  const { eventStoreUrl, log, kind, clock = Date.now, keysUrl, masterKeyFile } = options;
  const { migrateKeys } = await import('@hoso/sealing/postgres');
  const done: Migrated[] = [];
  for (const name of [log, auditLogOf(log)]) {
    const { from, to } = await migrateLog({ url: eventStoreUrl, log: name }, { kind }, clock, name !== log);
    done.push({ what: `log ${name}`, from, to });
  }
  done.push({ what: 'keys', ...(await migrateKeys({ url: keysUrl, masterKeyPath: masterKeyFile, kind })) });
  if (!isKurrentDb(eventStoreUrl)) {
    await grant({ url: eventStoreUrl, setting: 'EVENT_STORE_URL' }, (name) => rolesOf(name, log));
  }
  await grant({ url: keysUrl, setting: 'KEYS_URL' }, (name) => (opensKeys(name) ? ['hoso_keys_service'] : []));
  return done;
}

/** One log. In audit's own, everybody may record that personal data was read. */
async function migrateLog(
  { url, log }: LogAddress,
  born: { readonly kind: LogKind },
  clock: () => number,
  isAudits: boolean,
): Promise<Omit<Migrated, 'what'>> {
  if (isKurrentDb(url)) {
    const { migrate } = await import('@hoso/event-store-kurrentdb');
    return await migrate({ url, log, born, clock });
  }
  const { migrate } = await import('@hoso/event-store-postgres');
  const recordable = { category: 'access', types: [...accessEvents.types.keys()] };
  return await migrate({ url, log, born, clock, ...(isAudits ? { recordable } : {}) });
}

async function grant(address: Address, rolesOfUser: (name: DatabaseUserName) => readonly string[]): Promise<void> {
  const { openConnection } = await import('@hoso/postgres');
  const client = await openConnection(address);
  try {
    for (const name of databaseUserNames) {
      const user = databaseUserOf(name);
      const { rows } = await client.query('select from pg_roles where rolname = $1', [user]);
      if (rows.length === 0) continue;
      for (const role of rolesOfUser(name)) await client.query(`grant "${role}" to "${user}"`);
    }
  } finally {
    await client.end();
  }
}

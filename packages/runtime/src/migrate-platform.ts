import { auditLogOf } from './log-names.ts';
import type { LogKind } from '@hoso/event-sourcing';

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
 * The users that services log in as, where there are such: each is given what it needs and no more. Whoever runs the
 * server makes them, with passwords; those that are not there are passed over.
 */
export const databaseUsers = {
  ...{ service: 'hoso_service', audit: 'hoso_audit', relay: 'hoso_relay' },
  /** Who backs up: it reads both logs, and no keys. */
  backup: 'hoso_backup',
} as const;

/** Brings the log, audit's own log and the keys to this release's form, or makes them. Repeats are harmless. */
export async function migratePlatform(options: MigratePlatformOptions): Promise<readonly Migrated[]> {
  const { eventStoreUrl: url, log, kind, clock = Date.now, keysUrl, masterKeyFile } = options;
  const { migrate } = await import('@hoso/event-store-postgres');
  const { migrateKeys } = await import('@hoso/sealing/postgres');
  const audit = auditLogOf(log);
  const done: Migrated[] = [];
  for (const name of [log, audit]) {
    const { from, to } = await migrate({ url, log: name, born: { kind }, clock });
    done.push({ what: `log ${name}`, from, to });
  }
  done.push({ what: 'keys', ...(await migrateKeys({ url: keysUrl, masterKeyPath: masterKeyFile, kind })) });
  const { service, audit: auditor, relay, backup } = databaseUsers;
  await grant(url, [
    [`hoso_${log}_writer`, service],
    [`hoso_${audit}_writer`, service],
    [`hoso_${log}_reader`, auditor],
    [`hoso_${audit}_writer`, auditor],
    [`hoso_${log}_reader`, relay],
    [`hoso_${log}_reader`, backup],
    [`hoso_${audit}_reader`, backup],
  ]);
  await grant(keysUrl, [
    ['hoso_keys_service', service],
    ['hoso_keys_service', auditor],
  ]);
  return done;
}

async function grant(url: string, roles: readonly (readonly [role: string, user: string])[]): Promise<void> {
  const { openConnection } = await import('@hoso/postgres');
  const client = await openConnection({ url, setting: 'EVENT_STORE_URL' });
  try {
    for (const [role, user] of roles) {
      const { rows } = await client.query('select from pg_roles where rolname = $1', [user]);
      if (rows.length > 0) await client.query(`grant "${role}" to "${user}"`);
    }
  } finally {
    await client.end();
  }
}

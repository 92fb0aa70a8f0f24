import { auditLogOf } from './audit-log.ts';

/** The processes that log in at PostgreSQL, each as a user of its own with a password of its own. */
export const databaseUserNames = ['registry', 'intake', 'processing', 'postal-delivery', 'audit', 'relay'] as const;
export type DatabaseUserName = (typeof databaseUserNames)[number];

/** As whom a process logs in. */
export function databaseUserOf(name: DatabaseUserName): string {
  return `hoso_${name.replaceAll('-', '_')}`;
}

/**
 * The roles that a process's user is given, and no more: services work on the log and record reads in audit's own;
 * audit reads the log and works on its own; the relay reads the log.
 */
export function rolesOf(name: DatabaseUserName, log: string): readonly string[] {
  const records = `hoso_${auditLogOf(log)}_recorder`;
  if (name === 'relay') return [`hoso_${log}_reader`];
  if (name === 'audit') return [`hoso_${log}_reader`, `hoso_${auditLogOf(log)}_writer`, records];
  return [`hoso_${log}_writer`, records];
}

/** Whether it has to do with personal data, and so with keys. */
export function opensKeys(name: DatabaseUserName): boolean {
  return name !== 'relay';
}

import { auditLogOf } from './log-names.ts';

/** Who logs in at PostgreSQL, each as a user of its own with a password of its own: processes, and who backs up. */
export const databaseUserNames = [
  'registry',
  'intake',
  'processing',
  'postal-delivery',
  'audit',
  'relay',
  'backup',
] as const;
export type DatabaseUserName = (typeof databaseUserNames)[number];

/** As whom a process logs in. */
export function databaseUserOf(name: DatabaseUserName): string {
  return `hoso_${name.replaceAll('-', '_')}`;
}

/**
 * The roles that a process's user is given, and no more: services work on the log and record reads in audit's own;
 * audit reads the log and works on its own; the relay reads the log, and who backs up both.
 */
export function rolesOf(name: DatabaseUserName, log: string): readonly string[] {
  const records = `hoso_${auditLogOf(log)}_recorder`;
  if (name === 'relay') return [`hoso_${log}_reader`];
  if (name === 'backup') return [`hoso_${log}_reader`, `hoso_${auditLogOf(log)}_reader`];
  if (name === 'audit') return [`hoso_${log}_reader`, `hoso_${auditLogOf(log)}_writer`, records];
  return [`hoso_${log}_writer`, records];
}

/** Whether it has to do with personal data, and so with keys. */
export function opensKeys(name: DatabaseUserName): boolean {
  return name !== 'relay' && name !== 'backup';
}

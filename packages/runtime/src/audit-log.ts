/** Audit's own log beside a log (ARCHITECTURE decision 3). */
export const auditLogOf = (log: string): string => `${log}-audit`;

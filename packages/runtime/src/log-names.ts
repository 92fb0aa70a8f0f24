/** The live log of a platform that is at real work. */
export const liveLog = 'main';
/** The simulated log that a new platform begins with. */
export const demoLog = 'demo';

/** Audit's own log beside a log (ARCHITECTURE decision 3). */
export const auditLogOf = (log: string): string => `${log}-audit`;

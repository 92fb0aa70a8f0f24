import { z } from 'zod';
import type { Instant, NewEvent } from './envelope.ts';
import { eventType } from './event-type.ts';
import { partitionCount } from './partition.ts';

/** How a log was born: by the platform at work, by a simulation, or by an import of somebody's records. */
export const LogKind = z.enum(['live', 'simulated', 'imported']).meta({ id: 'LogKind' });
export type LogKind = z.infer<typeof LogKind>;

/**
 * Position 1 of every log (ARCHITECTURE decision 18). Hashed like everything else, not counted as a dossier's event.
 */
export const LogOpened = eventType(
  'LogOpened',
  z.strictObject({
    log: z.uuid(),
    kind: LogKind,
    partitions: z.literal(partitionCount),
    partitionHash: z.literal('sha256-be32-mod'),
    envelopeVersion: z.literal(1),
  }),
);

/** What a store knows of its log from position 1. */
export interface LogIdentity {
  readonly id: string;
  readonly kind: LogKind;
}

/** The stream that holds `LogOpened` and nothing else. */
export function logStream(log: string): string {
  return `log-${log}`;
}

/** The first event of a log, for adapters to append when they create one. */
export function logOpened(log: LogIdentity, occurredAt: Instant): NewEvent {
  return {
    commandId: log.id,
    commandType: 'OpenLog',
    type: LogOpened.name,
    schemaVersion: LogOpened.version,
    occurredAt,
    actor: { id: 'platform', role: 'system', unit: 'platform' },
    correlationId: log.id,
    data: {
      log: log.id,
      kind: log.kind,
      partitions: partitionCount,
      partitionHash: 'sha256-be32-mod',
      envelopeVersion: 1,
    },
  };
}

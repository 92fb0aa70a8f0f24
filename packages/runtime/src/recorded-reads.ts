import { PersonalDataRead, type PersonalRead, type RecordedReads } from '@hoso/contracts';
import { type EventStore, instantOf, streamName } from '@hoso/event-sourcing';

export interface RecordedReadsOptions {
  /** Audit's own log. */
  readonly store: Pick<EventStore, 'append'>;
  /** Milliseconds since 1970 by the clock of the log whose dossiers are read. */
  readonly clock: () => number;
  /** A UUID that nobody has used. */
  readonly newId: () => string;
}

/**
 * Records reads in audit's own log, one event an answer, in a stream of its own: `access-<id>`.
 *
 * Decision: a stream for each read. / Because thousands are recorded at once, by any service, and share one fsync
 * without ever meeting in a stream's version. / Instead of: a stream for each day, in which every append but one would
 * conflict.
 */
export function recordedReads({ store, clock, newId }: RecordedReadsOptions): RecordedReads {
  return {
    record: async ({ actor, dossiers, fields, purpose, query }: PersonalRead) => {
      const id = newId();
      const data = PersonalDataRead.schema.parse({ dossiers, fields, purpose, query });
      await store.append([
        {
          stream: streamName('access', id),
          expected: 0,
          events: [
            {
              commandId: id,
              commandType: 'RecordRead',
              type: PersonalDataRead.name,
              schemaVersion: PersonalDataRead.version,
              occurredAt: instantOf(clock()),
              actor,
              correlationId: id,
              data,
            },
          ],
        },
      ]);
    },
  };
}

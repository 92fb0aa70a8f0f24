import { type CountedDocument, CountedRows, countedAfter, forecastDays, forecastLate } from '@hoso/audit/numbers';
import { caseEventTypes, dossierEventTypes } from '@hoso/contracts';
import { type Envelope, eventCatalogue } from '@hoso/event-sourcing';

const events = eventCatalogue(...dossierEventTypes, ...caseEventTypes);

/** What was forecast of some days, and what then came of the dossiers that were due on them. */
export interface Outcome {
  readonly due: number;
  readonly expectedLate: number;
  /** The range of nine in ten, of all days together. */
  readonly from: number;
  readonly to: number;
  readonly late: number;
}

/** Forecasts at an instant from what had happened by then, and counts what came of it by the end of the log. */
export function tryForecast(log: readonly Envelope[], at: string, days: number): Outcome {
  const now = Date.parse(at);
  const before = documentsOf(log.filter(({ occurredAt, recordedAt }) => occurredAt <= at && recordedAt <= at));
  const rows = new CountedRows();
  for (const document of before.values()) rows.put(document);
  const found = forecastLate(rows, { now, days });
  const told = forecastDays(found, { now, days });
  const after = documentsOf(log);
  const isLate = (id: string): boolean => {
    const { finishedAt = '', dueAt = '' } = after.get(id)?.standing ?? {};
    return finishedAt > dueAt;
  };
  const variance = found.reduce((sum, { probability: p }) => sum + p * (1 - p), 0);
  const expectedLate = found.reduce((sum, { probability }) => sum + probability, 0);
  if (told.reduce((sum, { due }) => sum + due, 0) !== found.length) throw new Error('days and dossiers differ');
  return {
    ...{ due: found.length, expectedLate },
    from: Math.floor(expectedLate - 1.645 * Math.sqrt(variance)),
    to: Math.ceil(expectedLate + 1.645 * Math.sqrt(variance)),
    late: found.filter(({ at: row }) => isLate(rows.ids[row] ?? '')).length,
  };
}

function documentsOf(log: readonly Envelope[]): ReadonlyMap<string, CountedDocument> {
  const documents = new Map<string, CountedDocument>();
  for (const envelope of log) {
    const event = events.read(envelope);
    if (event?.dossierId === undefined) continue;
    const document = countedAfter(documents.get(event.dossierId), event);
    if (document) documents.set(event.dossierId, document);
  }
  return documents;
}

import type { ImportedAttribute } from '@hoso/contracts';
import type { Envelope } from '@hoso/event-sourcing';
import { stateAt } from '../history/replay.ts';
import { standingEvents } from '../history/standing-events.ts';
import { attribute } from './exported-event.ts';

/** How a dossier stands after all that the log holds of it, as attributes of its case. */
export function dossierAttributes(id: string, history: readonly Envelope[]): readonly ImportedAttribute[] {
  const at = history.at(-1)?.occurredAt ?? '';
  const { status, code, startAt, originalDueAt, dueAt, lawfulDueAt, finishedAt } = stateAt(history, at);
  const { procedure, channel, oneStop } = submissionIn(history);
  const texts = { 'hoso:code': code, 'hoso:procedure': procedure, 'hoso:channel': channel, 'hoso:oneStop': oneStop };
  const instants = {
    'hoso:startAt': startAt,
    'hoso:originalDueAt': originalDueAt,
    'hoso:dueAt': dueAt,
    'hoso:lawfulDueAt': lawfulDueAt,
    'hoso:finishedAt': finishedAt,
  };
  return [
    attribute('concept:name', 'string', id),
    attribute('hoso:status', 'string', status),
    ...given('string', texts),
    ...given('date', instants),
  ];
}

function submissionIn(history: readonly Envelope[]) {
  for (const envelope of history) {
    const event = standingEvents.read(envelope);
    if (event?.type === 'DossierSubmitted') return event.data;
  }
  return { procedure: undefined, channel: undefined, oneStop: undefined };
}

function given(
  type: ImportedAttribute['type'],
  values: Readonly<Record<string, string | undefined>>,
): readonly ImportedAttribute[] {
  return Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [attribute(key, type, value)]));
}

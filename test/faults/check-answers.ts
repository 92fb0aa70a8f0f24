import { type Envelope, envelopeOf, type RecordedEvent } from '@hoso/event-sourcing';
import { type Breach, breach } from './breach.ts';
import type { Sent } from './load.ts';

type Answered = Pick<Sent, 'commandId' | 'dossier' | 'receipts' | 'refusals'>;

/** What clients were answered against what is in the log. */
export function checkAnswers(log: readonly RecordedEvent[], sent: readonly Answered[]): readonly Breach[] {
  const byCommand = Map.groupBy(log.map(envelopeOf), ({ commandId }) => commandId);
  return sent.flatMap((one) => [
    ...checkAcknowledged(byCommand.get(one.commandId) ?? [], one),
    ...checkRefused(byCommand.get(one.commandId) ?? [], one),
  ]);
}

/** Its events are there, where each of its receipts says. */
function checkAcknowledged(events: readonly Envelope[], { commandId, dossier, receipts }: Answered): readonly Breach[] {
  const [first] = receipts;
  if (!first) return [];
  const named = `command ${commandId} of dossier ${dossier}`;
  if (events.length === 0) return [breach('lost', `${named} was acknowledged at position ${first.position}`)];
  const last = events.at(-1)?.position;
  const breaches: Breach[] = [];
  for (const { version, position } of receipts) {
    if (position !== last) {
      breaches.push(breach('disordered', `${named} was acknowledged at position ${position} and lies at ${last}`));
    }
    if (!events.some((event) => event.version === version && event.dossierId === dossier)) {
      breaches.push(breach('disordered', `${named} was acknowledged at version ${version}, which it has not`));
    }
  }
  return breaches;
}

/** It left nothing. */
function checkRefused(events: readonly Envelope[], { commandId, dossier, refusals }: Answered): readonly Breach[] {
  const [code] = refusals;
  const [left] = events;
  if (code === undefined || !left) return [];
  const what = `command ${commandId} of dossier ${dossier} (${code}) left ${left.type} at position ${left.position}`;
  return [breach('refused, yet recorded', what)];
}

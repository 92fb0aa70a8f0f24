import { type Envelope, envelopeOf, type RecordedEvent } from '@hoso/event-sourcing';
import { type Breach, breach } from './breach.ts';
import type { Sent } from './load.ts';

type Answered = Pick<Sent, 'commandId' | 'dossier' | 'receipts' | 'refusals' | 'unanswered'>;

/** What clients were answered against what is in the log. */
export function checkAnswers(log: readonly RecordedEvent[], sent: readonly Answered[]): readonly Breach[] {
  const byCommand = Map.groupBy(log.map(envelopeOf), ({ commandId }) => commandId);
  return sent.flatMap((one) => [
    ...checkAcknowledged(byCommand.get(one.commandId) ?? [], log, one),
    ...checkRefused(byCommand.get(one.commandId) ?? [], one),
  ]);
}

/** Its events are there, where each of its receipts says; or what it asked for was there already, at that place. */
function checkAcknowledged(
  events: readonly Envelope[],
  log: readonly RecordedEvent[],
  { commandId, dossier, receipts }: Answered,
): readonly Breach[] {
  const [first] = receipts;
  if (!first) return [];
  const named = `command ${commandId} of dossier ${dossier}`;
  const [standing] = log.slice(first.position - 1, first.position).map(envelopeOf);
  if (events.length === 0 && standing?.dossierId === dossier) return [];
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

/**
 * It left nothing. Where another attempt under the same id had no answer yet, or one that says that it was carried out,
 * a refusal tells of its own attempt only; but a command is never taken for another one's.
 */
function checkRefused(events: readonly Envelope[], one: Answered): readonly Breach[] {
  const { commandId, dossier, refusals } = one;
  const [code] = refusals;
  const [left] = events;
  if (code === undefined || !left || (isOneOfSeveral(one) && !refusals.includes('CommandIdReused'))) return [];
  const what = `command ${commandId} of dossier ${dossier} (${code}) left ${left.type} at position ${left.position}`;
  return [breach('refused, yet recorded', what)];
}

function isOneOfSeveral({ receipts, unanswered }: Answered): boolean {
  return receipts.length > 0 || unanswered > 0;
}

/** Commands of which one attempt was refused and another one, which had no answer then, carried out. */
export function carriedOutLate(log: readonly RecordedEvent[], sent: readonly Answered[]): number {
  const recorded = new Set(log.map((event) => envelopeOf(event).commandId));
  return sent.filter((one) => one.refusals.length > 0 && isOneOfSeveral(one) && recorded.has(one.commandId)).length;
}

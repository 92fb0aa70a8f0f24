import { envelopeOf, type RecordedEvent } from '@hoso/event-sourcing';
import { type Breach, breach } from './breach.ts';

/** A log by itself: gapless, in time, its streams whole, each event once, each command's events side by side. */
export function checkLog(log: readonly RecordedEvent[]): readonly Breach[] {
  const breaches: Breach[] = [];
  const versions = new Map<string, number>();
  const ids = new Map<string, number>();
  const commands = new Map<string, number>();
  let recordedBefore = 0;
  for (const [index, recorded] of log.entries()) {
    const { position, recordedAt } = recorded;
    const { id, stream, version, commandId } = envelopeOf(recorded);
    if (position !== index + 1) breaches.push(breach('lost', `position ${index + 1}: position ${position} lies there`));
    if (recordedAt < recordedBefore) {
      breaches.push(breach('disordered', `position ${position} is recorded ${recordedBefore - recordedAt} ms before`));
    }
    recordedBefore = Math.max(recordedBefore, recordedAt);
    const expected = (versions.get(stream) ?? 0) + 1;
    if (version !== expected) {
      const kind = version < expected ? 'doubled' : 'lost';
      breaches.push(breach(kind, `version ${expected} of ${stream}: version ${version} at position ${position}`));
    }
    versions.set(stream, version);
    const first = ids.get(id);
    if (first !== undefined) breaches.push(breach('doubled', `event ${id} at positions ${first} and ${position}`));
    ids.set(id, position);
    const before = commands.get(commandId);
    if (before !== undefined && before !== position - 1) {
      breaches.push(breach('doubled', `command ${commandId} at positions ${before} and ${position}`));
    }
    commands.set(commandId, position);
  }
  return breaches;
}

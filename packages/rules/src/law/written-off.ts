import { type DossierEvent, numberOf } from './dossier-event.ts';

/** A mistaken entry is written off by another event of its stream, which names it by its place there (DOMAIN §4.2). */
const corrections: ReadonlySet<string> = new Set(['Corrected', 'EntryCorrected']);

export function writesOff({ type }: Pick<DossierEvent, 'type'>): boolean {
  return corrections.has(type);
}

/** Whether an event of this history was written off: it counts no more, and nothing is found in it. */
export function writtenOffIn(history: readonly DossierEvent[]): (event: DossierEvent) => boolean {
  const named = new Set(
    history.filter(writesOff).map((correction) => placeOf(correction.stream, numberOf(correction, 'of'))),
  );
  return ({ stream, version }) => version !== undefined && named.has(placeOf(stream, version));
}

function placeOf(stream: string, version: number | undefined): string {
  return `${stream} ${version ?? 0}`;
}

// The law's own time zone, whatever calendar a dossier is bound to: Vietnam has kept this offset since 1975.
const offsetMs = 7 * 3_600_000;
const dayMs = 86_400_000;

/** The local date at an instant, as `YYYY-MM-DD`. */
export function localDateAt(at: number): string {
  return new Date(at + offsetMs).toISOString().slice(0, 10);
}

/** The local date at an instant, as a count of days: the day before is one less. */
export function localDayAt(at: number): number {
  return Math.floor((at + offsetMs) / dayMs);
}

/** As people write it: `17:00 18/03/2022`, with seconds and milliseconds only where they matter. */
export function localText(at: number): string {
  const text = new Date(at + offsetMs).toISOString();
  const [year, month, day] = text.slice(0, 10).split('-');
  const fine = text.slice(16, 23).replace(/\.000$/, '');
  return `${text.slice(11, 16)}${fine === ':00' ? '' : fine} ${day}/${month}/${year}`;
}

export function instantText(at: number): string {
  return new Date(at).toISOString();
}

/** The date, as `YYYY-MM-DD`, of a count of days. */
export function dateOfLocalDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The last millisecond of a local day. */
export function endOfLocalDay(day: number): number {
  return (day + 1) * dayMs - offsetMs - 1;
}

import { lifeOf } from './life.ts';
import { localDateOf } from './office-clock.ts';
import { answerKey, type Planned } from './population.ts';
import type { SimulatedAct } from './simulated-log.ts';

/** What the rules are to find: a line of the answer key. */
export interface KeyLine {
  readonly rule: string;
  readonly dossier: string;
}

/**
 * The acts of all dossiers, in order of time. Those of a day are put in order when it comes: memory holds what the
 * dossiers under way will still do.
 */
export function* actsInOrder(planned: readonly Planned[], onKey: (line: KeyLine) => void): Iterable<SimulatedAct> {
  const days = new Map<string, SimulatedAct[]>();
  const waiting = planned[Symbol.iterator]();
  let next = waiting.next();
  for (let day = nextDay(days, next.value); day !== undefined; day = nextDay(days, next.value)) {
    // Whoever is received on a day has begun on that day.
    for (; !next.done && localDateOf(next.value.receivedAt) === day; next = waiting.next()) {
      const life = lifeOf(next.value);
      for (const rule of answerKey(next.value)) onKey({ rule, dossier: life[0]?.dossier ?? '' });
      for (const act of life) {
        const date = localDateOf(act.at);
        const acts = days.get(date);
        if (acts) acts.push(act);
        else days.set(date, [act]);
      }
    }
    const acts = days.get(day) ?? [];
    days.delete(day);
    yield* acts.sort((one, other) => one.at - other.at);
  }
}

function nextDay(days: ReadonlyMap<string, unknown>, next: Planned | undefined): string | undefined {
  const dates = [...days.keys(), ...(next ? [localDateOf(next.receivedAt)] : [])];
  return dates.sort()[0];
}

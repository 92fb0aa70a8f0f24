import { actsOf, lifeOf, type Scene } from './life.ts';
import { type KeyLine, kindOf } from './kinds.ts';
import { localDateOf } from './office-clock.ts';
import { answerKey, type Planned, type Population } from './population.ts';
import type { SimulatedAct } from './simulation.ts';

/**
 * The acts of all dossiers, in order of time. Those of a day are put in order when it comes: memory holds what the
 * dossiers under way will still do.
 */
export function* actsInOrder(planned: Population, onKey: (line: KeyLine) => void): Iterable<SimulatedAct> {
  const days = new Map<string, Scene[]>();
  const begin = (dossier: Planned): void => {
    const life = lifeOf(dossier);
    for (const rule of answerKey(dossier)) onKey({ rule, dossier: life[0]?.of.cast.dossier ?? '' });
    for (const scene of life) {
      const date = localDateOf(scene.line[0]);
      const scenes = days.get(date);
      if (scenes) scenes.push(scene);
      else days.set(date, [scene]);
    }
  };
  function* actsUntil(end: string): Iterable<SimulatedAct> {
    for (const day of [...days.keys()].filter((date) => date < end).sort()) {
      const scenes = days.get(day) ?? [];
      days.delete(day);
      yield* scenes.flatMap(actsOf).sort((one, other) => one.at - other.at);
    }
  }
  let today: readonly Planned[] = [];
  for (const next of planned.byDay()) {
    for (const dossier of today) if (!beginsDayBefore(dossier)) begin(dossier);
    // Some begin on the working day before that of their reception.
    for (const dossier of next) if (beginsDayBefore(dossier)) begin(dossier);
    yield* actsUntil(localDateOf(next[0].receivedAt));
    today = next;
  }
  for (const dossier of today) if (!beginsDayBefore(dossier)) begin(dossier);
  yield* actsUntil('the end');
}

function beginsDayBefore({ kind }: Planned): boolean {
  return kind !== undefined && kindOf(kind).fromDayBefore === true;
}

import { actsOf, lifeOf, type Scene } from './life.ts';
import type { KeyLine } from './kinds.ts';
import { localDateOf } from './office-clock.ts';
import { answerKey, type Population } from './population.ts';
import type { SimulatedAct } from './simulation.ts';

/**
 * The acts of all dossiers, in order of time. Those of a day are put in order when it comes: memory holds what the
 * dossiers under way will still do.
 */
export function* actsInOrder(planned: Population, onKey: (line: KeyLine) => void): Iterable<SimulatedAct> {
  const days = new Map<string, Scene[]>();
  const waiting = planned.inOrder()[Symbol.iterator]();
  let next = waiting.next();
  for (;;) {
    const received = next.done ? undefined : localDateOf(next.value.receivedAt);
    const [day] = [...days.keys(), ...(received === undefined ? [] : [received])].sort();
    if (day === undefined) return;
    // Whoever is received on a day has begun on that day.
    for (; !next.done && localDateOf(next.value.receivedAt) === day; next = waiting.next()) {
      const life = lifeOf(next.value);
      for (const rule of answerKey(next.value)) onKey({ rule, dossier: life[0]?.cast.dossier ?? '' });
      for (const scene of life) {
        const date = localDateOf(scene.at);
        const scenes = days.get(date);
        if (scenes) scenes.push(scene);
        else days.set(date, [scene]);
      }
    }
    const scenes = days.get(day) ?? [];
    days.delete(day);
    yield* scenes.flatMap(actsOf).sort((one, other) => one.at - other.at);
  }
}

import { actsOf, lifeOf, type Scene } from './life.ts';
import type { KeyLine } from './kinds.ts';
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
    for (const rule of answerKey(dossier)) onKey({ rule, dossier: life[0]?.cast.dossier ?? '' });
    for (const scene of life) {
      const date = localDateOf(scene.at);
      const scenes = days.get(date);
      if (scenes) scenes.push(scene);
      else days.set(date, [scene]);
    }
  };
  const waiting = planned.byDay()[Symbol.iterator]();
  let begunUpTo = '';
  for (;;) {
    const [day] = [...days.keys()].sort();
    // Some begin on the working day before that of their reception.
    if (day === undefined || begunUpTo <= day) {
      const next = waiting.next();
      if (!next.done) {
        for (const dossier of next.value) begin(dossier);
        begunUpTo = localDateOf(next.value[0]?.receivedAt ?? 0);
        continue;
      }
      if (day === undefined) return;
      begunUpTo = 'the end';
    }
    const scenes = days.get(day) ?? [];
    days.delete(day);
    yield* scenes.flatMap(actsOf).sort((one, other) => one.at - other.at);
  }
}

import { actsOf, lifeOf, type Scene } from './life.ts';
import { kindOf } from './kinds.ts';
import { localDateOf } from './office-clock.ts';
import { answerKey, type Planned, type Population } from './population.ts';
import type { SimulatedAct } from './simulation.ts';

/** A dossier of which something is about to happen, and what the rules are to find in it. */
export interface BegunLife {
  readonly dossier: string;
  readonly rules: readonly string[];
}

/**
 * The acts of all dossiers, in order of time. Scenes of a day are put in order when it comes, and are acts when they
 * begin: memory holds what the dossiers under way will still do.
 */
export function* actsInOrder(planned: Population, onBegun: (begun: BegunLife) => void): Iterable<SimulatedAct> {
  const days = new Map<string, Scene[]>();
  const begin = (dossier: Planned): void => {
    const life = lifeOf(dossier);
    onBegun({ dossier: life[0]?.of.cast.dossier ?? '', rules: answerKey(dossier) });
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
      yield* actsOfDay(scenes);
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

/** An act that is still to come, of the scene with this number. */
interface Coming {
  readonly act: SimulatedAct;
  readonly scene: number;
}

/** At the same instant the acts of an earlier scene come first. */
function* actsOfDay(given: readonly Scene[]): Iterable<SimulatedAct> {
  const scenes = given.map((scene, number) => ({ scene, number })).sort((one, other) => beginOf(one) - beginOf(other));
  /** Of scenes that have begun: the last one is the next. */
  const coming: Coming[] = [];
  const yieldUntil = function* (end: number): Iterable<SimulatedAct> {
    for (let next = coming.at(-1); next && next.act.at < end; next = coming.at(-1)) {
      coming.pop();
      yield next.act;
    }
  };
  for (const one of scenes) {
    yield* yieldUntil(beginOf(one));
    for (const act of actsOf(one.scene)) insert(coming, { act, scene: one.number });
  }
  yield* yieldUntil(Number.POSITIVE_INFINITY);
}

function beginOf({ scene: { line } }: { readonly scene: Scene }): number {
  return line[0];
}

function insert(coming: Coming[], one: Coming): void {
  const isLater = (other: Coming): boolean =>
    other.act.at > one.act.at || (other.act.at === one.act.at && other.scene > one.scene);
  coming.splice(coming.findLastIndex(isLater) + 1, 0, one);
}

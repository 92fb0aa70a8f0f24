import { actsOf, type Life, lifeOf, type Scene } from './life.ts';
import type { Line } from './line.ts';
import { kindOf } from './kinds.ts';
import { localDateOf } from './office-clock.ts';
import { answerKey, type Planned, type Population } from './population.ts';
import type { SimulatedAct } from './simulation.ts';

/** A dossier of which something is about to happen, and what the rules are to find in it. */
export interface BegunLife {
  readonly dossier: string;
  readonly rules: readonly string[];
}

/** A life that goes on: what is left of it waits on the day of its next line, and is let go of line by line. */
interface Ongoing {
  readonly of: Life;
  /** Whoever has begun earlier comes first where two do something at the same instant. */
  readonly number: number;
  readonly left: Line[];
  /** How many lines are over. */
  over: number;
}

/**
 * The acts of all dossiers, in order of time. Scenes of a day are put in order when it comes, and are acts when they
 * begin: memory holds what the dossiers under way will still do.
 */
export function* actsInOrder(planned: Population, onBegun: (begun: BegunLife) => void): Iterable<SimulatedAct> {
  const days = new Map<string, Ongoing[]>();
  let begun = 0;
  const goesOn = (ongoing: Ongoing, date: string): void => {
    const others = days.get(date);
    if (others) others.push(ongoing);
    else days.set(date, [ongoing]);
  };
  const begin = (dossier: Planned): void => {
    const { of, lines } = lifeOf(dossier);
    onBegun({ dossier: of.cast.dossier, rules: answerKey(dossier) });
    begun += 1;
    const ongoing = { of, number: begun, left: [...lines], over: 0 };
    goesOn(ongoing, dateOf(ongoing) ?? '');
  };
  function* actsUntil(end: string): Iterable<SimulatedAct> {
    for (let day = firstOf(days); day !== undefined && day < end; day = firstOf(days)) {
      const ongoing = days.get(day) ?? [];
      days.delete(day);
      const scenes: Scene[] = [];
      for (const each of ongoing.sort((one, other) => one.number - other.number)) {
        let date: string | undefined = day;
        for (; date === day; date = dateOf(each)) scenes.push(...nextScene(each));
        if (date !== undefined) goesOn(each, date);
      }
      yield* inOrder(scenes);
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

function firstOf(days: ReadonlyMap<string, unknown>): string | undefined {
  return [...days.keys()].reduce<string | undefined>(
    (first, day) => (first === undefined || day < first ? day : first),
    undefined,
  );
}

/** When it goes on; never, where it is over. */
function dateOf({ left: [next] }: Ongoing): string | undefined {
  return next && localDateOf(next[0]);
}

function nextScene(ongoing: Ongoing): readonly Scene[] {
  const line = ongoing.left.shift();
  if (!line) return [];
  const index = ongoing.over;
  ongoing.over += 1;
  return [{ of: ongoing.of, line, index, isLast: ongoing.left.length === 0 }];
}

/** An act that is still to come, of the scene with this number. */
interface Coming {
  readonly act: SimulatedAct;
  readonly scene: number;
}

/** The acts of a day's scenes. At the same instant those of an earlier scene come first. */
function* inOrder(given: readonly Scene[]): Iterable<SimulatedAct> {
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

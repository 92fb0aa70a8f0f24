import { actsOf, lifeOf, type ToldLife } from './life.ts';
import { kindOf } from './kinds.ts';
import { localDateOf } from './office-clock.ts';
import { answerKey, type Planned, type Population } from './population.ts';
import type { SimulatedAct } from './simulation.ts';

/** A dossier of which something is about to happen, and what the rules are to find in it. */
export interface BegunLife {
  readonly dossier: string;
  readonly rules: readonly string[];
}

/** A life that goes on. */
interface Ongoing extends Turn {
  readonly planned: Planned;
  /** Which line is next. */
  readonly index: number;
  /** All of it, where it goes on today. */
  readonly life?: ToldLife;
}

/** When something is to come. */
interface Turn {
  readonly at: number;
  /** Of the life: whoever has begun earlier comes first where two do something at the same instant. */
  readonly number: number;
}

interface Coming extends Turn {
  readonly act: SimulatedAct;
}

/**
 * The acts of all dossiers, in order of time. `onBegun` is told of a dossier before its first one.
 *
 * Decision: a life is told anew on each of its days. / Because 17,000 are under way at scale 1, and 6 kB of each
 * outlived everything else on the heap. / Instead of remembering all that is still to come.
 */
export function* actsInOrder(
  planned: Pick<Population, 'byDay'>,
  onBegun: (begun: BegunLife) => void,
): Iterable<SimulatedAct> {
  const days = new Map<string, Ongoing[]>();
  let begun = 0;
  const goesOn = (ongoing: Ongoing): void => {
    const date = localDateOf(ongoing.at);
    const others = days.get(date);
    if (others) others.push(ongoing);
    else days.set(date, [ongoing]);
  };
  const begin = (dossier: Planned): void => {
    const { of, lines } = lifeOf(dossier);
    onBegun({ dossier: of.cast.dossier, rules: answerKey(dossier) });
    begun += 1;
    const [first] = lines;
    if (first) goesOn({ planned: dossier, at: first[0], number: begun, index: 0 });
  };
  function* actsUntil(end: string): Iterable<SimulatedAct> {
    for (let day = firstOf(days); day !== undefined && day < end; day = firstOf(days)) {
      const ongoing = days.get(day) ?? [];
      days.delete(day);
      yield* actsOfDay(day, ongoing, goesOn);
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

/** What is done in a row is acts once its first one is due: few are in memory at a time. */
function* actsOfDay(
  day: string,
  ongoing: readonly Ongoing[],
  goesOnLater: (ongoing: Ongoing) => void,
): Iterable<SimulatedAct> {
  // Of both the last one is the next.
  const waiting = [...ongoing].sort((one, other) => other.at - one.at || other.number - one.number);
  const coming: Coming[] = [];
  function* actsUntil(end: number): Iterable<SimulatedAct> {
    for (let next = coming.at(-1); next && next.at < end; next = coming.at(-1)) {
      coming.pop();
      yield next.act;
    }
  }
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield* actsUntil(next.at);
    const { planned, number, index } = next;
    const life = next.life ?? lifeOf(planned);
    const { of, lines } = life;
    const [line, after] = [lines[index], lines[index + 1]];
    if (!line) continue;
    for (const act of actsOf({ of, line, index, isLast: !after })) insert(coming, { act, at: act.at, number });
    if (!after) continue;
    const later = { planned, number, index: index + 1, at: after[0] };
    if (localDateOf(later.at) === day) insert(waiting, { ...later, life });
    else goesOnLater(later);
  }
  yield* actsUntil(Number.POSITIVE_INFINITY);
}

/** Into what comes last first, by halving. Of two at the same turn the first one inserted comes first. */
function insert<Each extends Turn>(turns: Each[], one: Each): void {
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = turns[middle];
    if (other && isLater(other, one)) low = middle + 1;
    else high = middle;
  }
  turns.splice(low, 0, one);
}

function isLater(one: Turn, other: Turn): boolean {
  return one.at > other.at || (one.at === other.at && one.number > other.number);
}

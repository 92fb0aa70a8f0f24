import { inCaseOrder, type LogSurvey, type Pass } from '../case-order.ts';
import type { RuleEvent } from '../rule-event.ts';
import type { PetriNet } from './petri-net.ts';

/** What replaying moved, and lacked. */
export interface TokenCounts {
  readonly missing: number;
  readonly consumed: number;
  readonly produced: number;
  readonly remaining: number;
}

/** How well one case fits the net, and where it does not. */
export interface TraceReplay extends TokenCounts {
  readonly case: string;
  readonly events: number;
  readonly fitness: number;
  readonly misfits: readonly Misfit[];
}

/**
 * Where a case left the net. `unknown`: the net has no such activity. `skipped`: `steps`, one of which had to come
 * before, never do. `reordered`: they come later. `repeated`: what came before was used up already, or the activity
 * only begins. `unfinished`: the case ended, and `steps` were still to be done.
 */
export interface Misfit {
  readonly kind: 'unknown' | 'skipped' | 'reordered' | 'repeated' | 'unfinished';
  /** What was done; of an unfinished case what was done last. */
  readonly activity: string;
  readonly position: number;
  readonly steps: readonly string[];
}

export interface LogReplay extends TokenCounts {
  readonly cases: number;
  readonly events: number;
  /** Cases without any misfit. */
  readonly fitting: number;
  /** Over the sums of all cases. */
  readonly fitness: number;
  /** Over the cases, each as heavy as any other. */
  readonly meanFitness: number;
}

/** ½(1 − missing/consumed) + ½(1 − remaining/produced); of nothing at all nothing is wrong. */
export const fitnessOf = ({ missing, consumed, produced, remaining }: TokenCounts): number =>
  (1 - (consumed === 0 ? 0 : missing / consumed)) / 2 + (1 - (produced === 0 ? 0 : remaining / produced)) / 2;

/**
 * Replays a log, each case on the net that `netOf` gives. `onTrace` is told each case when its last event was eaten. In
 * memory are the nets and, of each open case, its marking and misfits.
 */
export const replayTokens = (
  survey: LogSurvey,
  netOf: (caseId: string) => ReplayNet,
  onTrace: (trace: TraceReplay) => void = () => undefined,
): Pass<LogReplay> => {
  const sums = { missing: 0, consumed: 0, produced: 0, remaining: 0 };
  let [fitting, fitnessSum] = [0, 0];
  const ordered = inCaseOrder(survey, (caseId) => {
    const walk = tokenWalk(netOf(caseId));
    return {
      eat: walk.eat,
      end: () => {
        const trace = { case: caseId, ...walk.end() };
        for (const key of ['missing', 'consumed', 'produced', 'remaining'] as const) sums[key] += trace[key];
        if (trace.misfits.length === 0) fitting += 1;
        fitnessSum += trace.fitness;
        onTrace(trace);
      },
    };
  });
  return {
    eat: ordered.eat,
    finish: () => {
      ordered.finish();
      const cases = survey.cases.size;
      const meanFitness = cases === 0 ? 1 : fitnessSum / cases;
      return { cases, events: survey.events, fitting, fitness: fitnessOf(sums), meanFitness, ...sums };
    },
  };
};

/** A net made ready for replaying: places by number. */
export interface ReplayNet {
  readonly initial: readonly number[];
  readonly final: readonly number[];
  readonly transitionsOf: ReadonlyMap<string, readonly Firing[]>;
  /** The activities that put tokens into a place, and that take them out. */
  readonly makers: readonly (readonly string[])[];
  readonly takers: readonly (readonly string[])[];
}

interface Firing {
  readonly takes: readonly Flow[];
  readonly makes: readonly Flow[];
}

interface Flow {
  readonly place: number;
  readonly weight: number;
}

/** Makes a net ready. Every arc MUST go between a place and a transition that are there. */
export const compileNet = ({ places, transitions, arcs }: PetriNet): ReplayNet => {
  const numbers = new Map(places.map(({ id }, number) => [id, number]));
  const [into, outOf] = [Map.groupBy(arcs, ({ to }) => to), Map.groupBy(arcs, ({ from }) => from)];
  const flow = (id: string, weight: number): readonly Flow[] => {
    const place = numbers.get(id);
    return place === undefined ? [] : [{ place, weight }];
  };
  const firings = transitions.map(({ id, activity }) => ({
    activity,
    takes: (into.get(id) ?? []).flatMap(({ from, weight }) => flow(from, weight)),
    makes: (outOf.get(id) ?? []).flatMap(({ to, weight }) => flow(to, weight)),
  }));
  const [makers, takers] = [places.map(() => new Set<string>()), places.map(() => new Set<string>())];
  for (const { activity, takes, makes } of firings) {
    for (const { place } of makes) makers[place]?.add(activity);
    for (const { place } of takes) takers[place]?.add(activity);
  }
  return {
    initial: places.map(({ initial }) => initial),
    final: places.map(({ final }) => final),
    transitionsOf: Map.groupBy(firings, ({ activity }) => activity),
    makers: makers.map((names) => [...names]),
    takers: takers.map((names) => [...names]),
  };
};

/** A misfit before it is known what comes later. */
interface Lack {
  readonly activity: string;
  readonly position: number;
  readonly index: number;
  readonly steps: readonly string[];
}

/**
 * One case on a net. Of several transitions of one activity the first that is enabled fires, or else the first that
 * lacks the fewest tokens; what it lacks is made up for and counted.
 */
const tokenWalk = (net: ReplayNet) => {
  const marking = [...net.initial];
  const sum = (tokens: readonly number[]): number => tokens.reduce((one, other) => one + other, 0);
  let [missing, consumed, produced, unknown, events] = [0, 0, sum(net.initial), 0, 0];
  const lacks: Lack[] = [];
  const strangers: Misfit[] = [];
  const [firstAt, lastAt] = [new Map<string, number>(), new Map<string, number>()];
  let last: RuleEvent | undefined;
  const take = ({ place, weight }: Flow): number => {
    const lack = lackOf({ place, weight }, marking);
    consumed += weight;
    missing += lack;
    marking[place] = (marking[place] ?? 0) + lack - weight;
    return lack;
  };
  const eat = (event: RuleEvent): void => {
    const { activity, position } = event;
    last = event;
    events += 1;
    if (!firstAt.has(activity)) firstAt.set(activity, events);
    lastAt.set(activity, events);
    const [firing, ...others] = mostEnabled(net.transitionsOf.get(activity) ?? [], marking);
    if (firing === undefined) {
      unknown += 1;
      strangers.push({ kind: 'unknown', activity, position, steps: [] });
      return;
    }
    // Of what would have done as well any would have done.
    const instead = others.flatMap(({ takes }) => takes.filter((flow) => lackOf(flow, marking) > 0));
    for (const flow of firing.takes) {
      if (take(flow) === 0) continue;
      const steps = [flow, ...instead].flatMap(({ place }) => net.makers[place] ?? []);
      lacks.push({ activity, position, index: events, steps: [...new Set(steps)] });
    }
    for (const { place, weight } of firing.makes) {
      produced += weight;
      marking[place] = (marking[place] ?? 0) + weight;
    }
  };
  const misfitOf = ({ activity, position, index, steps }: Lack): Misfit => {
    const isLater = steps.some((step) => (lastAt.get(step) ?? 0) > index);
    const isEarlier = steps.length === 0 || steps.some((step) => (firstAt.get(step) ?? index) < index);
    return { kind: isLater ? 'reordered' : isEarlier ? 'repeated' : 'skipped', activity, position, steps };
  };
  const end = (): Omit<TraceReplay, 'case'> => {
    const lacking = net.final.map((weight, place) => take({ place, weight }));
    const leftOver = marking.flatMap((tokens, place) => (tokens > 0 ? (net.takers[place] ?? []) : []));
    const counts = {
      missing: missing + unknown,
      consumed: consumed + unknown,
      produced: produced + unknown,
      remaining: sum(marking) + unknown,
    };
    const isOpen = sum(lacking) > 0 || sum(marking) > 0;
    const found = lacks.map(misfitOf);
    const skipped = new Set(found.flatMap(({ kind, steps: names }) => (kind === 'skipped' ? names : [])));
    // What was done, or is told as skipped, is not told again as what could have gone on.
    const steps = [...new Set(leftOver)].filter((name) => !firstAt.has(name) && !skipped.has(name));
    const unfinished: readonly Misfit[] =
      isOpen && last !== undefined && (steps.length > 0 || lacks.length === 0)
        ? [{ kind: 'unfinished', activity: last.activity, position: last.position, steps }]
        : [];
    const misfits = [...strangers, ...found].sort((one, other) => one.position - other.position);
    return { events, ...counts, fitness: fitnessOf(counts), misfits: [...misfits, ...unfinished] };
  };
  return { eat, end };
};

/** The first that lacks the fewest tokens, and the others that lack as few. */
const mostEnabled = (firings: readonly Firing[], marking: readonly number[]): readonly Firing[] => {
  const lacked = firings.map(({ takes }) => takes.reduce((sum, flow) => sum + lackOf(flow, marking), 0));
  const fewest = Math.min(...lacked);
  return firings.filter((_, index) => lacked[index] === fewest);
};

const lackOf = ({ place, weight }: Flow, marking: readonly number[]): number =>
  Math.max(0, weight - (marking[place] ?? 0));

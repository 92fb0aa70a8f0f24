/** A place/transition net whose transitions say which activity they stand for. */
export interface PetriNet {
  readonly places: readonly Place[];
  readonly transitions: readonly Transition[];
  readonly arcs: readonly Arc[];
}

/** `initial` and `final`: tokens before the first event, and after the last. */
export interface Place {
  readonly id: string;
  readonly initial: number;
  readonly final: number;
}

export interface Transition {
  readonly id: string;
  readonly activity: string;
}

/** From a place to a transition or back; `weight` at least 1. */
export interface Arc {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
}

/** A step of a process with the steps that may follow it: absent, the one after it in the list; none, the end. */
export interface ProcessStep {
  readonly code: string;
  readonly next?: readonly string[] | undefined;
}

/**
 * A procedure's internal process as a net: one token that goes from `p-start` by the steps to `p-end`. A step has a
 * transition for each step that it may follow, so that none is silent. What the process never reaches is left out.
 */
export const processNet = (steps: readonly ProcessStep[]): PetriNet => {
  const followers = new Map(steps.map((step, index) => [step.code, followersOf(steps, step, index)]));
  const reached = new Set(steps.slice(0, 1).map(({ code }) => code));
  for (const code of reached) for (const next of followers.get(code) ?? []) reached.add(next);
  const placeAfter = (code: string): string => ((followers.get(code) ?? []).length === 0 ? END : `p-after-${code}`);
  const ways = [...reached].flatMap((code) => {
    const before = [...reached].filter((one) => followers.get(one)?.includes(code)).map(placeAfter);
    return [...(code === steps[0]?.code ? [START] : []), ...before].map((place) => ({ code, place }));
  });
  const transitions = ways.map(({ code }, index) => ({ id: `t-${index + 1}`, activity: code }));
  const arcs = ways.flatMap(({ code, place }, index) => [
    { from: place, to: `t-${index + 1}`, weight: 1 },
    { from: `t-${index + 1}`, to: placeAfter(code), weight: 1 },
  ]);
  const places = [...new Set([START, ...[...reached].map(placeAfter), END])].map((id) => ({
    ...{ id, initial: id === START ? 1 : 0, final: id === END ? 1 : 0 },
  }));
  return { places, transitions, arcs };
};

const [START, END] = ['p-start', 'p-end'] as const;

const followersOf = (steps: readonly ProcessStep[], { next }: ProcessStep, index: number): readonly string[] => {
  if (next === undefined) return steps.slice(index + 1, index + 2).map(({ code }) => code);
  return [...new Set(next)].filter((wanted) => steps.some(({ code }) => code === wanted));
};

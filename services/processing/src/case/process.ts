import type { Step } from '@hoso/contracts';

/** Where a case stands in its bound process. */
export interface Standing {
  /** Steps not yet done, in the order of the process. */
  readonly left: readonly Step[];
  /** The steps that issuing the result completes: signing it. */
  readonly signing: readonly Step[];
  /** Steps left that come before signing. */
  readonly beforeSigning: readonly Step[];
}

/**
 * Of a process with more than one way (`next`), the way that the case takes: of the steps that may follow one, the one
 * that was done, or else the one that leads to `to`, or else the first named.
 *
 * Signing is the process's last step for the head, with the steps for the head right before it; a process without any
 * such step is signed by its last one. What comes after it (handing over, filing) may follow the result.
 */
export function standing(all: readonly Step[], done: readonly { readonly step: string }[], to?: Step): Standing {
  const isDone = ({ code }: Step) => done.some(({ step }) => step === code);
  const steps = wayThrough(all, (step) => step === to || isDone(step), to);
  const last = steps.findLastIndex(({ role }) => role === 'head');
  const end = last === -1 ? steps.length - 1 : last;
  const role = steps[end]?.role;
  const start = steps.findLastIndex((step, index) => index <= end && step.role !== role) + 1;
  return {
    left: steps.filter((step) => !isDone(step)),
    signing: steps.slice(start, end + 1).filter((step) => !isDone(step)),
    beforeSigning: steps.slice(0, start).filter((step) => !isDone(step)),
  };
}

/** The role that signs results of this process. */
export function signingRole(steps: readonly Step[]): Step['role'] {
  return steps.some(({ role }) => role === 'head') ? 'head' : (steps.at(-1)?.role ?? 'head');
}

function wayThrough(steps: readonly Step[], isDone: (step: Step) => boolean, to: Step | undefined): readonly Step[] {
  const way: Step[] = [];
  for (let step = steps[0]; step && !way.includes(step); ) {
    way.push(step);
    const after = following(steps, step);
    step = after.find(isDone) ?? after.find((one) => to !== undefined && leadsTo(steps, one, to)) ?? after[0];
  }
  return way;
}

/** The steps that may follow: those that it names, or else the one after it in the list. */
function following(steps: readonly Step[], step: Step): readonly Step[] {
  const { next } = step;
  if (next === undefined) return steps.slice(steps.indexOf(step) + 1).slice(0, 1);
  return next.flatMap((code) => steps.find((one) => one.code === code) ?? []);
}

function leadsTo(steps: readonly Step[], from: Step, to: Step): boolean {
  const reached = new Set([from]);
  for (const step of reached) for (const one of following(steps, step)) reached.add(one);
  return reached.has(to);
}

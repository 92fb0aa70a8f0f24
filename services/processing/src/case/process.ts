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
 * Signing is the process's last step for the head, with the steps for the head right before it; a process without any
 * such step is signed by its last one. What comes after it (handing over, filing) may follow the result.
 */
export function standing(steps: readonly Step[], done: readonly { readonly step: string }[]): Standing {
  const isDone = ({ code }: Step) => done.some(({ step }) => step === code);
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

import type { CourseStep } from './course.ts';

/**
 * The way that a case takes through its process, in order: of the steps that may follow one, the one that was done, or
 * else the one that leads to the step asked for, or else the first named (TT 01/2018 Đ8).
 */
export function wayThrough(
  steps: readonly CourseStep[],
  isDone: (code: string) => boolean,
  to?: string,
): readonly CourseStep[] {
  const way: CourseStep[] = [];
  for (let step = steps[0]; step && !way.includes(step); ) {
    way.push(step);
    const after = following(steps, step);
    step =
      after.find(({ code }) => isDone(code)) ??
      after.find((one) => to !== undefined && leadsTo(steps, one, to)) ??
      after[0];
  }
  return way;
}

function following(steps: readonly CourseStep[], step: CourseStep): readonly CourseStep[] {
  const { next } = step;
  if (next === undefined) return steps.slice(steps.indexOf(step) + 1).slice(0, 1);
  return next.flatMap((code) => steps.find((one) => one.code === code) ?? []);
}

function leadsTo(steps: readonly CourseStep[], from: CourseStep, to: string): boolean {
  const reached = new Set([from]);
  for (const step of reached) {
    if (step.code === to) return true;
    for (const one of following(steps, step)) reached.add(one);
  }
  return false;
}

import { type CommandOf, type PublishProcedure, refuse, type Step } from '@hoso/contracts';
import { findRepeated } from '../registrar.ts';

type Content = CommandOf<typeof PublishProcedure>['data'];

/**
 * Scans name a document, completions a step, receptions a variant: each code means one thing, and a process leads from
 * its first step to an end. Refuses `ProcedureInvalid`.
 */
export function checkContent({ steps, documents, variants = [], terms }: Content): void {
  once('steps', steps);
  once('documents', documents);
  once('variants', variants);
  for (const { code, documents: own = [], terms: varied } of variants) {
    once(`variants.${code}.documents`, own);
    const stray = Object.keys(varied).find((channel) => !Object.hasOwn(terms, channel));
    if (stray !== undefined) refuse('ProcedureInvalid', { reason: `variants.${code}.terms.${stray}: not offered` });
  }
  const unconditional = documents.find(({ needed, condition }) => needed && condition !== undefined);
  if (unconditional) refuse('ProcedureInvalid', { reason: `documents: ${unconditional.code}: needed and conditional` });
  checkProcess(steps);
}

function once(list: string, items: readonly { readonly code: string }[]): void {
  const repeated = findRepeated(items.map(({ code }) => code));
  if (repeated !== undefined) refuse('ProcedureInvalid', { reason: `${list}: ${repeated} ×2` });
}

/** Every step is there, is reached from the first, and reaches an end. */
function checkProcess(steps: readonly Step[]): void {
  const following = new Map(steps.map((step, at) => [step.code, step.next ?? codesAfter(steps, at)]));
  for (const [code, next] of following) {
    const unknown = next.find((one) => !following.has(one) || one === code);
    if (unknown !== undefined) refuse('ProcedureInvalid', { reason: `steps: ${code} → ${unknown}` });
  }
  const reached = closure(
    steps.slice(0, 1).map(({ code }) => code),
    (code) => following.get(code) ?? [],
  );
  const ends = steps.filter(({ code }) => following.get(code)?.length === 0).map(({ code }) => code);
  const ending = closure(ends, (code) =>
    steps.flatMap((step) => (following.get(step.code)?.includes(code) ? step.code : [])),
  );
  const lost = steps.find(({ code }) => !reached.has(code) || !ending.has(code));
  if (lost)
    refuse('ProcedureInvalid', { reason: `steps: ${lost.code}: ${reached.has(lost.code) ? 'no end' : 'not reached'}` });
}

function codesAfter(steps: readonly Step[], at: number): readonly string[] {
  return steps.slice(at + 1, at + 2).map(({ code }) => code);
}

/** All that is reached from the given ones, themselves included. */
function closure(from: readonly string[], next: (code: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set(from);
  for (const code of found) for (const one of next(code)) found.add(one);
  return found;
}

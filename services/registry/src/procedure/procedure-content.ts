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
    if (stray !== undefined) wrong(`variants.${code}.terms.${stray}`, 'không nhận qua kênh này', 'is not offered');
  }
  const unclear = documents.find(({ needed, condition }) => needed && condition !== undefined);
  if (unclear) wrong(`documents.${unclear.code}`, 'vừa bắt buộc vừa có điều kiện', 'is needed and conditional');
  checkProcess(steps);
}

function wrong(field: string, vi: string, en: string): never {
  return refuse('ProcedureInvalid', { reason: `${field}: ${en}`, reasonVi: `${field}: ${vi}` });
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
    if (unknown !== undefined)
      wrong(`steps.${code}.next`, `không có bước khác là ${unknown}`, `no other step is ${unknown}`);
  }
  const codes = [...following.keys()];
  const reached = closure(codes.slice(0, 1), (code) => following.get(code) ?? []);
  const lost = codes.find((code) => !reached.has(code));
  if (lost !== undefined) wrong(`steps.${lost}`, 'không bước nào dẫn tới', 'no step leads to it');
  const ends = codes.filter((code) => following.get(code)?.length === 0);
  const ending = closure(ends, (code) => codes.filter((before) => following.get(before)?.includes(code)));
  const endless = codes.find((code) => !ending.has(code));
  if (endless !== undefined) wrong(`steps.${endless}`, 'không dẫn tới bước cuối nào', 'it leads to no end');
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

import { useEffect, useRef, useState } from 'react';
import { type Answer, ask } from './ask.ts';
import { useTexts } from './language.ts';
import { sessionEnded } from './session.ts';

/** What is known of a question's answer. `value` stays while it is asked again. */
export interface Told<Value> {
  readonly value: Value | undefined;
  readonly answer: Answer<Value> | undefined;
  readonly asking: boolean;
}

export interface WhenToAsk {
  /** Asked again whenever this changes, while the answer before stays in sight. */
  readonly version?: number | string;
  /** How long a question waits for another one to take its place. */
  readonly delayMs?: number;
}

const nothing = { value: undefined, answer: undefined, asking: false } as const;

/**
 * The answer to a question over HTTP; none as long as there is no `path`. A question that another one overtakes is cut
 * off, so that no late answer replaces a newer one.
 */
export function useAnswer<Value>(path: string | undefined, { version = 0, delayMs = 0 }: WhenToAsk = {}): Told<Value> {
  const { language } = useTexts();
  const [told, setTold] = useState<{ readonly path: string | undefined; readonly told: Told<Value> }>({
    path,
    told: nothing,
  });
  // A refusal is words of one language; any other answer has both, and some are recorded as reads of personal data.
  const wordedIn = useRef(language);
  const [again, setAgain] = useState(0);
  const isRefused = told.told.answer?.kind === 'refused';
  useEffect(() => {
    if (wordedIn.current !== language && isRefused) setAgain((times) => times + 1);
    wordedIn.current = language;
  }, [language, isRefused]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version asks the same question again
  useEffect(() => {
    if (path === undefined) return;
    const over = new AbortController();
    const begin = async (): Promise<void> => {
      try {
        const answer = await ask<Value>(path, { language: wordedIn.current, signal: over.signal });
        if (answer.kind === 'refused' && answer.problem.status === 401) sessionEnded();
        setTold((before) => ({ path, told: { answer, asking: false, value: shownOf(answer, before.told.value) } }));
      } catch {
        // Overtaken: whoever asked instead will be told.
      }
    };
    setTold((before) => ({ path, told: { ...before.told, asking: true } }));
    const timer = setTimeout(() => void begin(), delayMs);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, [path, version, again]);
  return path === undefined ? nothing : told.told;
}

function shownOf<Value>(answer: Answer<Value>, before: Value | undefined): Value | undefined {
  if (answer.kind === 'told') return answer.value;
  return answer.kind === 'unreachable' ? before : undefined;
}

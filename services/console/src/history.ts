import type { Replay } from '@hoso/contracts';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { Reading } from './address.ts';
import { type Answer, ask, question } from './ask.ts';
import { useTexts } from './language.ts';
import { sessionEnded } from './session.ts';

export type ReplayAnswer = z.output<typeof Replay.answer>;
export type HistoryEvent = ReplayAnswer['events'][number];

/** A dossier's whole history, as far as it has come in. */
export interface History {
  readonly events: readonly HistoryEvent[];
  readonly whole: boolean;
  /** The last answer: the log, how fresh it is, or why there is none. */
  readonly answer: Answer<ReplayAnswer> | undefined;
}

const untold: History = { events: [], whole: false, answer: undefined };

/** Loads a history page by page, and shows what there is meanwhile. */
export function useHistory(dossier: string, log: string | undefined, version: number): History {
  const { language } = useTexts();
  const [history, setHistory] = useState<History & { readonly of: string }>({ ...untold, of: dossier });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version asks anew
  useEffect(() => {
    const over = new AbortController();
    const load = async (): Promise<void> => {
      const answer = await ask<ReplayAnswer>(question('/replay', { dossier, log }), { language, signal: over.signal });
      if (answer.kind === 'refused' && answer.problem.status === 401) sessionEnded();
      if (answer.kind === 'told') setHistory({ of: dossier, events: answer.value.events, whole: true, answer });
      else setHistory((before) => ({ ...before, answer }));
    };
    setHistory((before) => (before.of === dossier ? before : { ...untold, of: dossier }));
    load().catch(() => undefined);
    return () => over.abort();
  }, [dossier, log, version, language]);
  return history.of === dossier ? history : untold;
}

/** What a moment means to the platform: what had happened by then, what was recorded by then, or both. */
export function boundsOf(
  at: string,
  reading: Reading,
): { readonly asOf: string | undefined; readonly asKnown: string | undefined } {
  return { asOf: reading === 'known' ? undefined : at, asKnown: reading === 'stood' ? undefined : at };
}

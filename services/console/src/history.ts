import type { Replay } from '@hoso/contracts';
import { useEffect, useRef, useState } from 'react';
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

/** Loads a history page by page, and shows what there is meanwhile. Later only what has come since is asked for. */
export function useHistory(dossier: string, log: string | undefined, version: number): History {
  const { language } = useTexts();
  const subject = `${log ?? ''} ${dossier}`;
  const [history, setHistory] = useState<History & { readonly of: string }>({ ...untold, of: subject });
  const known = useRef({ of: subject, events: untold.events });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version asks for what has come since
  useEffect(() => {
    const over = new AbortController();
    if (known.current.of !== subject) known.current = { of: subject, events: [] };
    const load = async (): Promise<void> => {
      for (let whole = false; !whole; ) {
        const after = known.current.events.at(-1)?.position;
        const path = question('/replay', { dossier, log, limit: pageMax, after });
        const answer = await ask<ReplayAnswer>(path, { language, signal: over.signal });
        if (answer.kind === 'refused' && answer.problem.status === 401) sessionEnded();
        whole = answer.kind !== 'told' || answer.value.next === undefined;
        if (answer.kind === 'told') known.current.events = [...known.current.events, ...answer.value.events];
        setHistory({ of: subject, events: known.current.events, whole, answer });
      }
    };
    load().catch(() => undefined);
    return () => over.abort();
  }, [subject, version]);
  return history.of === subject ? history : untold;
}

const pageMax = 1_000;

/** The questions' words for a moment: what had happened by then, what was recorded by then, or both. */
export function boundsOf(at: string | undefined, reading: Reading): Bounds {
  return { asOf: reading === 'known' ? undefined : at, asKnown: reading === 'stood' ? undefined : at };
}

export interface Bounds {
  readonly asOf: string | undefined;
  readonly asKnown: string | undefined;
}

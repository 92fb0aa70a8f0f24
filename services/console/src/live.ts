import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { sessionEnded } from './session.ts';

/** How the page stands to the log. */
export interface Live {
  readonly connection: 'connecting' | 'open' | 'lost';
  /** What the dossiers' view is complete up to. */
  readonly position: number | undefined;
  readonly lagMs: number;
  /** What the log's clock showed when it was last heard of. */
  readonly at: string | undefined;
  /** Counts the moves seen; a list that shows dossiers asks again when it changes. */
  readonly moves: number;
  /** The same for findings. */
  readonly findings: number;
}

interface Moved {
  readonly position: number;
  readonly lagMs: number;
  readonly at: string;
  readonly dossiers: readonly string[];
  readonly more: boolean;
}

/** Without a word for so long a connection is taken for dead: it beats every ten seconds. */
const silenceMs = 25_000;
const againMs = 3_000;
/** The most dossiers remembered as changed; a dossier that is not remembered has then changed for all one knows. */
const rememberedMax = 2_000;

let state: Live = { connection: 'connecting', position: undefined, lagMs: 0, at: undefined, moves: 0, findings: 0 };
let changed = new Map<string, number>();
let changedAll = 0;
const listeners = new Set<() => void>();

export function useLive(): Live {
  return useSyncExternalStore(listen, () => state);
}

/** A number that is another one whenever this dossier changed. */
export function useChangesOf(dossier: string | undefined): number {
  return useSyncExternalStore(listen, () => Math.max(changedAll, changed.get(dossier ?? '') ?? 0));
}

/** `value`, but a new one no sooner than `everyMs` after the last: lists are not asked for at every event. */
export function useRested<Value>(value: Value, everyMs: number): Value {
  const [rested, setRested] = useState(value);
  const latest = useRef(value);
  const timer = useRef<number | undefined>(undefined);
  const restedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    latest.current = value;
    // Whatever comes before the time is up is in it: a log that never rests must not keep a list from moving.
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined;
        restedAt.current = performance.now();
        setRested(latest.current);
      },
      Math.max(0, restedAt.current + everyMs - performance.now()),
    );
  }, [value, everyMs]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return rested;
}

/** Listens to the platform until the function answered is called. What was missed in a cut is told afterwards. */
export function listenToChanges(): () => void {
  let source: EventSource | undefined;
  let timer: number | undefined;
  let over = false;
  const connect = (): void => {
    clearTimeout(timer);
    source?.close();
    if (over) return;
    const { position } = state;
    source = new EventSource(position === undefined ? '/events/stream' : `/events/stream?after=${position}`);
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(lose, silenceMs);
      if (state.connection !== 'open') change({ connection: 'open' });
    };
    source.onopen = heard;
    source.onerror = lose;
    source.addEventListener('closing', lose);
    source.addEventListener('signed-out', () => {
      over = true;
      source?.close();
      sessionEnded();
    });
    source.addEventListener('beat', ({ data }) => {
      heard();
      const { lagMs = 0, at = state.at } = JSON.parse(data);
      change({ lagMs: Number(lagMs), at: at === undefined ? undefined : String(at) });
    });
    source.addEventListener('moved', ({ data }) => {
      heard();
      moved(JSON.parse(data));
    });
    source.addEventListener('findings', () => {
      heard();
      change({ findings: state.findings + 1 });
    });
  };
  const lose = (): void => {
    source?.close();
    change({ connection: 'lost' });
    clearTimeout(timer);
    if (!over) timer = setTimeout(connect, againMs);
  };
  change({ connection: 'connecting' });
  connect();
  addEventListener('online', connect);
  return () => {
    over = true;
    clearTimeout(timer);
    removeEventListener('online', connect);
    source?.close();
  };
}

function moved({ position, lagMs, at, dossiers, more }: Moved): void {
  if (changed.size > rememberedMax || more) {
    changed = new Map();
    changedAll = position;
  }
  for (const dossier of dossiers) changed.set(dossier, position);
  change({ position, lagMs, at, moves: state.moves + 1 });
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(to: Partial<Live>): void {
  state = { ...state, ...to };
  for (const listener of listeners) listener();
}

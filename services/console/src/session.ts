import type { RoleChoice, Session } from '@hoso/contracts';
import { useSyncExternalStore } from 'react';
import { type Answer, ask, type Problem } from './ask.ts';
import { forgetDrafts } from './drafts.ts';
import type { Language } from './language.ts';

/** What is known of who is signed in. */
export interface SignedIn {
  readonly session: Session | undefined;
  /** Why there is nobody, where somebody was: his time was over. */
  readonly over: boolean;
  /** Why the last attempt failed. */
  readonly problem: Problem | 'unreachable' | undefined;
}

let state: SignedIn = { session: undefined, over: false, problem: undefined };
const listeners = new Set<() => void>();

export function useSession(): SignedIn {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/**
 * Begins: a link's secret is taken out of the address before anything else happens, exchanged for a session, and
 * forgotten. It stands after `#`, which browsers send to nobody.
 */
export async function beginSession(language: Language): Promise<void> {
  const link = new URLSearchParams(location.hash.slice(1)).get('sign-in');
  if (link === null) return state.session ? undefined : refreshSession(language);
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  await signIn({ link }, language);
  if (!state.session) await refreshSession(language);
}

export async function refreshSession(language: Language): Promise<void> {
  take(await ask<Session>('/session', { language }));
}

export async function choose({ id, role, unit }: RoleChoice, language: Language): Promise<void> {
  await signIn({ choice: { id, role, unit } }, language);
}

/** What the page still asks for is given up first: the answers would be refusals. */
export async function signOut(language: Language): Promise<void> {
  const { session } = state;
  forgetDrafts();
  change({ session: session && { log: session.log }, over: false, problem: undefined });
  const answer = await ask<Session>('/session', { method: 'DELETE', language });
  if (answer.kind !== 'told') change({ session });
  take(answer);
}

/** Somebody's time is over: he is shown where to sign in again. */
export function sessionEnded(): void {
  if (!state.session?.actor) return;
  const { log } = state.session;
  change({ session: { log }, over: true });
  void refreshSession(document.documentElement.lang === 'en' ? 'en' : 'vi');
}

async function signIn(body: unknown, language: Language): Promise<void> {
  take(await ask<Session>('/session', { method: 'POST', body, language }));
}

function take(answer: Answer<Session>): void {
  if (answer.kind === 'told') {
    const { actor } = answer.value;
    change({ session: answer.value, ...(actor ? { over: false, problem: undefined } : {}) });
  } else change({ problem: answer.kind === 'refused' ? answer.problem : 'unreachable' });
}

function change(to: Partial<SignedIn>): void {
  state = { ...state, ...to };
  for (const listener of listeners) listener();
}

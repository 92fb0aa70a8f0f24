import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';

/** What somebody has typed into a form, by field. */
export type Draft = Readonly<Record<string, string>>;

const drafts = new Map<string, Draft>();

/**
 * What was typed into a form, kept in this tab while one looks at something else or signs in again. `key` names the
 * form and who types: nobody is shown what somebody else typed.
 */
export function useDraft(key: string, begun: Draft): readonly [Draft, Dispatch<SetStateAction<Draft>>] {
  const [draft, setDraft] = useState(() => drafts.get(key) ?? begun);
  useEffect(() => {
    drafts.set(key, draft);
  }, [key, draft]);
  return [draft, setDraft];
}

/** Forgets all of it, as somebody signs out. */
export function forgetDrafts(): void {
  drafts.clear();
}

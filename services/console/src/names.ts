import type { Words } from '@hoso/contracts';
import { useEffect, useState } from 'react';
import { ask, question } from './ask.ts';
import { type Language, useTexts } from './language.ts';

/** A page of things that have names. */
interface NamedPage {
  readonly items: readonly { readonly code?: string; readonly id?: string; readonly name: Words }[];
  readonly next?: string;
}

type Named = 'procedures' | 'units';

const names: Readonly<Record<Named, Map<string, Words>>> = { procedures: new Map(), units: new Map() };
const loading = new Map<Named, Promise<void>>();
const pagesMax = 10;

/** Names of procedures by their codes; the code itself for one that is not among the first two thousand. */
export function useProcedureNames(): (code: string) => string {
  return useNames('procedures');
}

/** Names of units by their ids. */
export function useUnitNames(): (id: string) => string {
  return useNames('units');
}

/** Loaded once, when somebody first wants to show one. */
function useNames(named: Named): (key: string) => string {
  const { language } = useTexts();
  const [, setCount] = useState(names[named].size);
  useEffect(() => {
    const loaded = loading.get(named) ?? load(named, language);
    loading.set(named, loaded);
    loaded.then(() => setCount(names[named].size)).catch(() => undefined);
  }, [named, language]);
  return (key) => names[named].get(key)?.[language] ?? key;
}

async function load(named: Named, language: Language): Promise<void> {
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const answer = await ask<NamedPage>(question(`/${named}`, { limit: 200, after }), { language });
    if (answer.kind !== 'told') {
      loading.delete(named);
      return;
    }
    for (const { code, id, name } of answer.value.items) names[named].set(code ?? id ?? '', name);
    after = answer.value.next;
    if (after === undefined) return;
  }
}

import type { ListProcedures } from '@hoso/contracts';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { ask, question } from './ask.ts';
import { type Language, useTexts } from './language.ts';

type Procedures = z.output<typeof ListProcedures.answer>;

const names = new Map<string, Procedures['items'][number]['name']>();
let loading: Promise<void> | undefined;

/** The names of procedures by their codes, loaded once. */
export function useProcedureNames(): (code: string) => string | undefined {
  const { language } = useTexts();
  const [, setCount] = useState(names.size);
  useEffect(() => {
    loading ??= load(language);
    loading.then(() => setCount(names.size)).catch(() => undefined);
  }, [language]);
  return (code) => names.get(code)?.[language];
}

/** The first pages: a name that is not among them is shown as its code. */
async function load(language: Language): Promise<void> {
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const answer = await ask<Procedures>(question('/procedures', { limit: 200, after }), { language });
    if (answer.kind !== 'told') {
      loading = undefined;
      return;
    }
    for (const { code, name } of answer.value.items) names.set(code, name);
    after = answer.value.next;
    if (after === undefined) return;
  }
}

const pagesMax = 10;

import type { DossierSummary, FoundDossier, SearchDossiers } from '@hoso/contracts';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import type { z } from 'zod';
import { question } from '../ask.ts';
import { numberText } from '../format.ts';
import { useTexts } from '../language.ts';
import { type Told, useAnswer } from '../use-answer.ts';
import { Answered } from './answered.tsx';
import { DossierRows } from './dossier-rows.tsx';

type Found = z.output<typeof SearchDossiers.answer>;

const codeForm = /^[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z][0-9]{2}-\d{6}-\d{4}$/;
const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The search box. What is looked for never stands in the address bar: it may be somebody's name.
 *
 * A whole code or id is asked for by itself, which every platform answers.
 */
export function Search(): ReactNode {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const isExact = codeForm.test(asked) || idForm.test(asked);
  const one = useAnswer<{ readonly dossier: DossierSummary }>(
    isExact ? `/dossiers/${encodeURIComponent(asked)}` : undefined,
  );
  const many = useAnswer<Found>(
    asked === '' || isExact ? undefined : question('/dossiers/search', { text: asked, limit: 20 }),
  );
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setAsked(text.normalize('NFC').trim().slice(0, 300));
  };
  return (
    <search className="search">
      <form onSubmit={submit}>
        <label htmlFor="search">{t.search.label}</label>
        <div className="field">
          <input
            id="search"
            type="search"
            value={text}
            maxLength={300}
            autoComplete="off"
            spellCheck={false}
            placeholder={t.search.hint}
            aria-describedby="search-hint"
            onChange={({ target }) => setText(target.value)}
          />
          <button type="submit">{t.search.go}</button>
        </div>
        <p id="search-hint" className="aloud">
          {t.search.hint}
        </p>
      </form>
      <div role="status" className="found">
        {asked === '' ? null : (
          <section className="card" aria-label={t.search.results}>
            <div className="heading">
              <h2>{t.search.results}</h2>
              <button type="button" className="plain" onClick={() => setAsked('')}>
                {t.search.close}
              </button>
            </div>
            {isExact ? <Exact told={one} /> : <Results told={many} />}
          </section>
        )}
      </div>
    </search>
  );
}

function Exact({ told }: { readonly told: Told<{ readonly dossier: DossierSummary }> }): ReactNode {
  return <Answered told={told}>{({ dossier }) => <DossierRows dossiers={[dossier]} />}</Answered>;
}

function Results({ told }: { readonly told: Told<Found> }): ReactNode {
  const { language, t } = useTexts();
  return (
    <Answered told={told}>
      {({ items, by, next }) => (
        <>
          <p className="quiet">
            {items.length === 0
              ? t.search.none
              : `${t.search.found(`${numberText(items.length, language)}${next ? '+' : ''}`)} · ${t.search.by[by]}`}
          </p>
          <DossierRows dossiers={items satisfies readonly FoundDossier[]} />
        </>
      )}
    </Answered>
  );
}

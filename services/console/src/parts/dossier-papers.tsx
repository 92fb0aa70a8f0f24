import type { ListPapers } from '@hoso/contracts';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useTexts } from '../language.ts';
import { useAnswer } from '../use-answer.ts';
import { Answered } from './answered.tsx';
import { When } from './text.tsx';

type Papers = z.output<typeof ListPapers.answer>;

/** The papers of a dossier, each a link to its PDF. What a reader may not open is told when he asks for it. */
export function DossierPapers({ id, version }: { readonly id: string; readonly version: number }): ReactNode {
  const { language, t } = useTexts();
  const papers = useAnswer<Papers>(`/dossiers/${id}/papers`, { version });
  return (
    <section className="card" aria-labelledby="papers">
      <h2 id="papers">{t.papers}</h2>
      <Answered told={papers}>
        {({ items }) => (
          <ul className="papers">
            {items.map(({ paper, title, at }) => (
              <li key={paper}>
                <a href={`/dossiers/${id}/papers/${paper}.pdf`} target="_blank" rel="noreferrer">
                  {title[language]}
                </a>{' '}
                <span className="quiet">
                  <When at={at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  );
}

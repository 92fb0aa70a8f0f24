import type { Inspection } from '@hoso/contracts';
import type { ReactNode } from 'react';
import { numberText } from '../format.ts';
import { useTexts } from '../language.ts';
import { When } from './text.tsx';

/** The result paper in both languages, and the packs of evidence that were given away. */
export function InspectionPapers({ inspection: { id, packs } }: { readonly inspection: Inspection }): ReactNode {
  const { language, t } = useTexts();
  const words = t.inspections;
  return (
    <section className="card" aria-labelledby="inspection-papers">
      <h2 id="inspection-papers">{words.papers}</h2>
      <ul className="plain">
        {(['vi', 'en'] as const).map((one) => (
          <li key={one}>
            <a href={`/inspections/${id}/papers/conclusion.${one}.pdf`} target="_blank" rel="noreferrer">
              {words.paper[one]}
            </a>
          </li>
        ))}
      </ul>
      <p className="quiet">{words.packHow}</p>
      <pre>{`hoso inspection pack ${id} --out pack`}</pre>
      {packs.length === 0 ? null : (
        <ul className="plain">
          {packs.map(({ sha256, files, personal, by, at }) => (
            <li key={sha256}>
              <code>{sha256}</code>{' '}
              <span className="quiet">
                {words.packs(numberText(files, language))}
                {personal ? ` · ${words.personal}` : ''} · {by.id} · <When at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

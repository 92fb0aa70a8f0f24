import type { Inspection } from '@hoso/contracts';
import type { ReactNode } from 'react';
import { numberText } from '../format.ts';
import { conducts } from '../inspection-steps.ts';
import { useTexts } from '../language.ts';
import { useSession } from '../session.ts';
import { When } from './text.tsx';

/** The result paper in both languages, and the packs of evidence that were given away. */
export function InspectionPapers({ inspection }: { readonly inspection: Inspection }): ReactNode {
  const { language, t } = useTexts();
  const { session } = useSession();
  const { id, packs, sample } = inspection;
  const actor = session?.actor;
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
      {sample === undefined || !actor || !conducts(inspection, actor) ? null : (
        <>
          <ul className="plain">
            <li>
              <a href={`/inspections/${id}/pack.zip`} download>
                {words.pack}
              </a>
            </li>
            <li>
              <a href={`/inspections/${id}/pack.zip?personal=true`} download>
                {words.packPersonal}
              </a>
            </li>
          </ul>
          <p className="quiet">{words.packWhy}</p>
        </>
      )}
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

import type { Inspection, ListPopulation } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { question } from '../ask.ts';
import { numberText } from '../format.ts';
import { useTexts } from '../language.ts';
import { useSession } from '../session.ts';
import { useAnswer } from '../use-answer.ts';
import { Answered } from './answered.tsx';
import { Link } from './link.tsx';
import { Facts, When, Written } from './text.tsx';

type Population = z.output<typeof ListPopulation.answer>;
type Sample = NonNullable<Inspection['sample']>;

/** The sample: how it was drawn, by which seed, which dossiers; and drawn again before one's eyes. */
export function InspectionSample({ inspection }: { readonly inspection: Inspection }): ReactNode {
  const { t } = useTexts();
  const { sample, id } = inspection;
  return (
    <section className="card" aria-labelledby="sample">
      <h2 id="sample">{t.inspections.sample}</h2>
      {sample ? (
        <>
          <Drawn sample={sample} />
          <Redraw key={`${id} ${sample.times}`} inspection={inspection} />
        </>
      ) : (
        <p className="quiet">{t.inspections.notDrawn}</p>
      )}
    </section>
  );
}

function Drawn({ sample }: { readonly sample: Sample }): ReactNode {
  const { language, t } = useTexts();
  const words = t.inspections;
  const { method, stratifyBy, seed, seedFrom, population, populationSha256, upTo, drawn, times, at, insisted } = sample;
  const count = (value: number): string => numberText(value, language);
  return (
    <>
      <Facts
        of={[
          [words.method, words.methods[method]],
          [words.stratifyBy, stratifyBy && words.strata[stratifyBy]],
          [
            words.seed,
            <span key="s">
              <code>{seed}</code> ({words.seedFrom[seedFrom]})
            </span>,
          ],
          [words.population, words.populationOf(count(population), count(upTo))],
          ['SHA-256', <code key="h">{populationSha256}</code>],
          [words.times, count(times)],
          [words.insisted, insisted?.reason && <Written key="i">{insisted.reason}</Written>],
          [t.timeline.occurred, <When key="a" at={at} exact />],
        ]}
      />
      <details open={drawn.length <= shownMax}>
        <summary>{words.drawn(count(drawn.length))}</summary>
        <ul className="plain">
          {drawn.map((dossier) => (
            <li key={dossier}>
              <Link to={{ place: 'dossier', dossier }} className="id">
                {dossier}
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const shownMax = 20;

/** The population is worked out anew from the log, and drawn from by the recorded seed: for who conducts it. */
function Redraw({ inspection: { id, self, conductedBy } }: { readonly inspection: Inspection }): ReactNode {
  const { language, t } = useTexts();
  const { session } = useSession();
  const [asked, setAsked] = useState(0);
  const told = useAnswer<Population>(
    asked === 0 ? undefined : question(`/inspections/${encodeURIComponent(id)}/population`, { limit: 1 }),
    { version: asked },
  );
  const actor = session?.actor;
  if (actor?.role !== 'inspector' && !(self && actor?.unit === conductedBy)) return null;
  const words = t.inspections;
  return (
    <>
      <p>
        <button type="button" onClick={() => setAsked((times) => times + 1)} aria-disabled={told.asking}>
          {words.redraw}
        </button>
      </p>
      <div role="status">
        {asked === 0 ? null : (
          <Answered told={told}>
            {({ redrawn, count, completeUpTo }) =>
              redrawn === undefined ? null : (
                <p className={redrawn.same ? '' : 'notice'}>
                  <strong>
                    {redrawn.same
                      ? words.same
                      : words.differs(String(redrawn.missing.length), String(redrawn.added.length))}
                  </strong>{' '}
                  {words.populationOf(numberText(count, language), numberText(completeUpTo, language))}
                </p>
              )
            }
          </Answered>
        )}
      </div>
    </>
  );
}

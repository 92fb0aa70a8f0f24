import type { FindPetition } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { useTexts } from '../language.ts';
import { useUnitNames } from '../names.ts';
import { Answered } from '../parts/answered.tsx';
import { FreshAs } from '../parts/freshness.tsx';
import { Link } from '../parts/link.tsx';
import { PetitionChips } from '../parts/petition-chips.tsx';
import { Facts, When, Written } from '../parts/text.tsx';
import { useAnswer } from '../use-answer.ts';

type Found = z.output<typeof FindPetition.answer>;

/** One petition. What it says is a read of personal data each time, so it is asked anew on demand alone. */
export function PetitionPage({ id }: { readonly id: string }): ReactNode {
  const { t } = useTexts();
  const [asked, setAsked] = useState(0);
  const told = useAnswer<Found>(`/petitions/${encodeURIComponent(id)}`, { version: asked });
  return (
    <section className="card" aria-labelledby="petition">
      <h1 id="petition">{t.work.petitions.one}</h1>
      <Answered told={told}>
        {(found) => (
          <>
            <Petition of={found.petition} />
            <button type="button" onClick={() => setAsked((times) => times + 1)}>
              {t.inspections.refresh}
            </button>
            <FreshAs of={found} />
          </>
        )}
      </Answered>
    </section>
  );
}

function Petition({ of }: { readonly of: Found['petition'] }): ReactNode {
  const { t } = useTexts();
  const nameOf = useUnitNames();
  const words = t.work.petitions;
  const { kind, topic, channel, unit, receivedBy, officer, receivedAt, dueAt, endedAt, verdict, rating } = of;
  return (
    <>
      <p className="chips">
        <span className="chip">{words.kinds[kind]}</span>
        <span className="chip">{words.topics[topic]}</span>
        <PetitionChips of={of} />
      </p>
      <Facts
        className="across"
        of={[
          [words.petitioner, of.petitioner ? <Written key="p">{of.petitioner.name}</Written> : <Sealed key="p" />],
          [words.unit, nameOf(unit)],
          [words.receivedBy, nameOf(receivedBy)],
          [words.officer, officer],
          [words.channel, words.channels[channel]],
          [words.receivedAt, <When key="r" at={receivedAt} />],
          [words.dueAt, dueAt && <When key="d" at={dueAt} />],
          [words.endedAt, endedAt && <When key="e" at={endedAt} />],
          [words.extensions, of.extensions > 0 ? String(of.extensions) : undefined],
          [words.verdict, verdict && words.verdicts[verdict]],
          [words.rating, rating === undefined ? undefined : String(rating)],
        ]}
      />
      <h2>{words.text}</h2>
      <p>{of.text === undefined ? <Sealed /> : <Written>{of.text}</Written>}</p>
      {of.answer === undefined ? null : (
        <>
          <h2>{words.answer}</h2>
          <p>
            <Written>{of.answer}</Written>
          </p>
        </>
      )}
      {of.dossiers.length === 0 ? null : (
        <>
          <h2>{words.dossiers}</h2>
          <ul className="plain">
            {of.dossiers.map((dossier) => (
              <li key={dossier}>
                <Link to={{ place: 'dossier', dossier }} className="id">
                  {dossier}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="quiet id">{of.id}</p>
    </>
  );
}

function Sealed(): ReactNode {
  const { t } = useTexts();
  return <span className="sealed">{t.dossier.sealed}</span>;
}

import type { FindPetition, Receipt } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { question } from '../ask.ts';
import { useTexts } from '../language.ts';
import { useUnitNames } from '../names.ts';
import { PageAnswered } from '../parts/answered.tsx';
import { FreshAs } from '../parts/freshness.tsx';
import { Link } from '../parts/link.tsx';
import { PetitionStepForm } from '../parts/petition-form.tsx';
import { PetitionChips } from '../parts/petition-chips.tsx';
import { Facts, When, Written } from '../parts/text.tsx';
import { useAnswer } from '../use-answer.ts';

type Found = z.output<typeof FindPetition.answer>;

/** One petition. What it says is a read of personal data each time: it is asked anew after a step and on demand. */
export function PetitionPage({ id }: { readonly id: string }): ReactNode {
  const { t } = useTexts();
  const [asked, setAsked] = useState(0);
  const [written, setWritten] = useState<Receipt | undefined>();
  const atLeast = written?.position;
  const told = useAnswer<Found>(question(`/petitions/${encodeURIComponent(id)}`, { atLeast }), { version: asked });
  const askAgain = (): void => setAsked((times) => times + 1);
  return (
    <PageAnswered told={told} title={t.work.petitions.one} place="petitions">
      {(found) => (
        <div className="columns">
          <section className="card" aria-labelledby="petition">
            <h1 id="petition">{t.work.petitions.one}</h1>
            <Petition of={found.petition} />
            <button type="button" onClick={askAgain}>
              {t.inspections.refresh}
            </button>
            <FreshAs of={found} />
          </section>
          <PetitionStepForm
            petition={found.petition}
            version={Math.max(written?.version ?? 0, found.petition.version)}
            onDone={(receipt) => {
              setWritten(receipt);
              askAgain();
            }}
            onStale={askAgain}
          />
        </div>
      )}
    </PageAnswered>
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

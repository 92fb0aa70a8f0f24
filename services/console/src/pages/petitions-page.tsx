import type { ListPetitions, PetitionSummary } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { question } from '../ask.ts';
import { useTexts } from '../language.ts';
import { useLive, useRested } from '../live.ts';
import { useUnitNames } from '../names.ts';
import { Choice } from '../parts/choice.tsx';
import { Link } from '../parts/link.tsx';
import { PageRows } from '../parts/page-rows.tsx';
import { ReceivePetitionForm } from '../parts/petition-form.tsx';
import { PetitionChips } from '../parts/petition-chips.tsx';
import { When } from '../parts/text.tsx';
import { useAnswer } from '../use-answer.ts';

type Petitions = z.output<typeof ListPetitions.answer>;

const everyMs = 2_000;
const pageItems = 50;
const dues = ['all', 'overdue', 'soon'] as const;

/** Those that wait for an answer, the most urgent first; or every one, the newest first. */
export function PetitionsPage(): ReactNode {
  const { t } = useTexts();
  const [status, setStatus] = useState<'open' | 'all'>('open');
  const [due, setDue] = useState<(typeof dues)[number]>('all');
  const [after, setAfter] = useState<string | undefined>();
  const version = useRested(useLive().moves, everyMs);
  const asked = { status, due: status === 'open' ? due : undefined, limit: pageItems, after };
  const told = useAnswer<Petitions>(question('/petitions', asked), { version });
  const words = t.work.petitions;
  return (
    <div className="columns">
      <section className="card" aria-labelledby="petitions">
        <div className="heading">
          <h1 id="petitions">{words.title}</h1>
          <Choice
            label={words.filter}
            value={status}
            options={['open', 'all'] as const}
            words={words.filters}
            onChoose={(one) => {
              setStatus(one);
              setAfter(undefined);
            }}
          />
          {status === 'open' ? (
            <Choice
              label={t.work.due}
              value={due}
              options={dues}
              words={t.work.dues}
              onChoose={(one) => {
                setDue(one);
                setAfter(undefined);
              }}
            />
          ) : null}
        </div>
        <PageRows told={told} after={after} onGo={setAfter} none={words.none}>
          {(items) => (
            <ul className="rows">
              {items.map((petition) => (
                <Row key={petition.id} of={petition} />
              ))}
            </ul>
          )}
        </PageRows>
      </section>
      <ReceivePetitionForm />
    </div>
  );
}

function Row({ of }: { readonly of: PetitionSummary }): ReactNode {
  const { t } = useTexts();
  const nameOf = useUnitNames();
  const { id, kind, topic, unit, officer, receivedAt, dueAt } = of;
  const words = t.work.petitions;
  return (
    <li>
      <Link to={{ place: 'petition', petition: id }} className="row">
        <span className="code">{words.topics[topic]}</span>
        <span className="chip">{words.kinds[kind]}</span>
        <PetitionChips of={of} />
        <span className="quiet">
          {nameOf(unit)}
          {officer === undefined ? null : ` · ${officer}`}
          {' · '}
          {dueAt === undefined ? (
            <When at={receivedAt} />
          ) : (
            <>
              {words.dueAt} <When at={dueAt} />
            </>
          )}
        </span>
      </Link>
    </li>
  );
}

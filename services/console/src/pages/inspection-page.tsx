import type { FindInspection, Inspection } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { useTexts } from '../language.ts';
import { useProcedureNames, useUnitNames } from '../names.ts';
import { PageAnswered } from '../parts/answered.tsx';
import { FreshAs } from '../parts/freshness.tsx';
import { InspectionFindings } from '../parts/inspection-findings.tsx';
import { NextStep } from '../parts/inspection-form.tsx';
import { InspectionMeasures } from '../parts/inspection-measures.tsx';
import { InspectionPapers } from '../parts/inspection-papers.tsx';
import { InspectionSample } from '../parts/inspection-sample.tsx';
import { Facts, When, Written } from '../parts/text.tsx';
import { useAnswer } from '../use-answer.ts';
import { term } from '../words/terms.ts';

type Found = z.output<typeof FindInspection.answer>;

/**
 * One inspection, from its scope to what became of its measures.
 *
 * It is asked for when it is opened, after each step and on demand: what people wrote in it is a read of personal data
 * each time.
 */
export function InspectionPage({ id }: { readonly id: string }): ReactNode {
  const { t } = useTexts();
  const [asked, setAsked] = useState(0);
  const [written, setWritten] = useState(0);
  const told = useAnswer<Found>(`/inspections/${encodeURIComponent(id)}`, { version: asked });
  const askAgain = (): void => setAsked((times) => times + 1);
  return (
    <PageAnswered told={told} title={t.inspections.title} place="inspections">
      {(found) => (
        <>
          <section className="card" aria-labelledby="inspection">
            <Scope inspection={found.inspection} />
            <button type="button" onClick={askAgain}>
              {t.inspections.refresh}
            </button>
            <FreshAs of={found} />
          </section>
          <div className="columns">
            <div>
              <InspectionSample inspection={found.inspection} />
              <Checklist inspection={found.inspection} />
              <InspectionFindings findings={found.inspection.findings} />
              <InspectionMeasures measures={found.inspection.measures} />
            </div>
            <div>
              <NextStep
                inspection={found.inspection}
                version={Math.max(written, found.inspection.version)}
                onDone={(version) => {
                  setWritten(version);
                  askAgain();
                }}
                onStale={askAgain}
              />
              <InspectionPapers inspection={found.inspection} />
            </div>
          </div>
        </>
      )}
    </PageAnswered>
  );
}

function Scope({ inspection }: { readonly inspection: Inspection }): ReactNode {
  const { language, t } = useTexts();
  const unitNameOf = useUnitNames();
  const procedureNameOf = useProcedureNames();
  const { title, kind, self, status, announced, decision, conductedBy, units, procedures } = inspection;
  const { from, to, openedAt, openedBy, closed } = inspection;
  const words = t.inspections;
  return (
    <>
      <div className="heading">
        <h1 id="inspection">
          <Written>{title ?? words.sealed}</Written>
        </h1>
        <span className="chips">
          <span className={`chip ${status === 'open' ? 'received' : 'finished'}`}>{words.statuses[status]}</span>
          <span className="chip">{self ? words.self : words.kinds[kind]}</span>
          {announced ? null : <span className="chip late">{words.hidden}</span>}
        </span>
      </div>
      <Facts
        className="across"
        of={[
          [words.decision, decision],
          [words.conductedBy, unitNameOf(conductedBy)],
          [words.units, units?.map(unitNameOf).join(', ') ?? words.all],
          [words.procedures, procedures?.map(procedureNameOf).join(', ') ?? words.all],
          [words.period, `${from} – ${to}`],
          [words.openedAt, <When key="o" at={openedAt} />],
          [words.openedBy, `${term('role', openedBy.role, language)} ${openedBy.id}`],
        ]}
      />
      {closed ? (
        <div>
          <h2>{words.conclusion}</h2>
          <p>
            <Written>{closed.conclusion ?? words.sealed}</Written>
          </p>
          <p className="quiet">
            <When at={closed.at} /> · {closed.by.id}
          </p>
        </div>
      ) : null}
      <p className="quiet id">{inspection.id}</p>
    </>
  );
}

function Checklist({ inspection: { checklist, checks } }: { readonly inspection: Inspection }): ReactNode {
  const { t } = useTexts();
  const words = t.inspections;
  return (
    <section className="card" aria-labelledby="checklist">
      <h2 id="checklist">{words.checklist}</h2>
      {checklist.length === 0 ? <p className="quiet">{words.noChecklist}</p> : null}
      <ol className="entries">
        {checklist.map((text, place) => {
          const answers = checks.filter(({ item }) => item === place + 1);
          return (
            <li key={text}>
              <Written>{`${place + 1}. ${text}`}</Written>
              {answers.length === 0 ? <p className="quiet">{words.unanswered}</p> : null}
              {answers.map(({ dossier, verdict, note, by, at }) => (
                <p key={dossier ?? ''}>
                  <span className={`chip ${verdict === 'broken' ? 'bad' : ''}`}>{words.verdicts[verdict]}</span>{' '}
                  {dossier === undefined ? null : <span className="id">{dossier}</span>}{' '}
                  {note === undefined ? null : <Written>{note}</Written>}{' '}
                  <span className="quiet">
                    {by.id} · <When at={at} />
                  </span>
                </p>
              ))}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

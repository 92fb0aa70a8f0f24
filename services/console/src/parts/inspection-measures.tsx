import type { Measure } from '@hoso/contracts';
import type { ReactNode } from 'react';
import { useTexts } from '../language.ts';
import { useUnitNames } from '../names.ts';
import { Facts, When, Written } from './text.tsx';

/** What a unit has to do about what was found, by when, what it reports, and what became of it. */
export function InspectionMeasures({ measures }: { readonly measures: readonly Measure[] }): ReactNode {
  const { t } = useTexts();
  const nameOf = useUnitNames();
  const words = t.inspections;
  return (
    <section className="card" aria-labelledby="measures">
      <h2 id="measures">{words.measures}</h2>
      {measures.length === 0 ? <p className="quiet">{words.noMeasures}</p> : null}
      {measures.map(({ measure, text, unit, finding, person, dueAt, report, followUp, by, at }) => (
        <article key={measure} className="finding">
          <h3>{words.measure(String(measure))}</h3>
          <p>
            <Written>{text ?? words.sealed}</Written>
          </p>
          <Facts
            of={[
              [t.findings.unit, nameOf(unit)],
              [t.findings.person, person],
              [words.fields.about, finding && words.finding(String(finding))],
              [words.dueAt, <When key="d" at={dueAt} />],
              [t.timeline.by, by.id],
              [t.timeline.occurred, <When key="t" at={at} />],
              [words.report, <Report key="r" of={report} />],
              [words.followUp, <FollowUp key="f" of={followUp} />],
            ]}
          />
        </article>
      ))}
    </section>
  );
}

function Report({ of }: { readonly of: Measure['report'] }): ReactNode {
  const { t } = useTexts();
  const words = t.inspections;
  if (!of) return <span className="quiet">{words.noReply}</span>;
  return (
    <>
      {of.late ? <span className="chip late">{words.late}</span> : null}
      {of.late ? ' ' : null}
      <Written>{of.report ?? words.sealed}</Written>{' '}
      <span className="quiet">
        {of.by.id} · <When at={of.at} />
      </span>
    </>
  );
}

function FollowUp({ of }: { readonly of: Measure['followUp'] }): ReactNode {
  const { t } = useTexts();
  const words = t.inspections;
  if (!of) return <span className="quiet">{words.noReply}</span>;
  return (
    <>
      <span className={`chip ${of.outcome === 'done' ? 'finished' : 'late'}`}>{words.outcomes[of.outcome]}</span>{' '}
      {of.note === undefined ? null : <Written>{of.note}</Written>}{' '}
      <span className="quiet">
        {of.by.id} · <When at={of.at} />
      </span>
    </>
  );
}

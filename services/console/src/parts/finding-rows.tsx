import type { Finding } from '@hoso/contracts';
import type { ReactNode } from 'react';
import { numberText } from '../format.ts';
import { type Language, useTexts } from '../language.ts';
import { useUnitNames } from '../names.ts';
import { durationText, term } from '../words/terms.ts';
import { Link } from './link.tsx';
import { type Fact, Facts, Value, When, Written } from './text.tsx';

/** Findings in a list over many dossiers; each leads to its own page. */
export function FindingRows({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  return (
    <ul className="rows">
      {findings.map((finding) => (
        <li key={finding.id}>
          <Link to={{ place: 'finding', finding: finding.id }} className={`row finding ${finding.severity}`}>
            <FindingHead finding={finding} />
            <span className="quiet">
              {finding.code ?? finding.dossier}
              {' · '}
              <When at={finding.certainAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A finding whole, beside the events that prove it. */
export function FindingCard({
  finding,
  onEvidence,
}: {
  readonly finding: Finding;
  readonly onEvidence: (position: number) => void;
}): ReactNode {
  const { language, t } = useTexts();
  const { positions } = finding;
  return (
    <article className={`finding ${finding.severity}`}>
      <h3>
        <FindingHead finding={finding} />
      </h3>
      <FindingFacts finding={finding} />
      <p className="evidence">
        <span>{t.findings.evidence}:</span>
        {positions.map((position) => (
          <button key={position} type="button" onClick={() => onEvidence(position)}>
            {t.findings.event(numberText(position, language))}
          </button>
        ))}
      </p>
      <p>
        <Link to={{ place: 'finding', finding: finding.id }}>{t.findings.page.look}</Link>
      </p>
    </article>
  );
}

/** What a finding says, by name; `more` is told with it. */
export function FindingFacts({
  finding,
  more = [],
}: {
  readonly finding: Finding;
  readonly more?: readonly Fact[];
}): ReactNode {
  const { language, t } = useTexts();
  const nameOf = useUnitNames();
  const { article, person, unit, certainAt, lawful, facts, ruleSet, review } = finding;
  return (
    <Facts
      of={[
        [t.findings.article, <Written key="a">{article}</Written>],
        [t.findings.lawful, <Written key="l">{lawful[language]}</Written>],
        [t.findings.person, person],
        [t.findings.unit, unit && nameOf(unit)],
        [t.findings.certainAt, <When key="c" at={certainAt} />],
        [t.findings.reviewed, review && <Reviewed key="r" review={review} />],
        [
          t.findings.facts,
          Object.entries(facts).length === 0 ? undefined : (
            <ul key="f" className="plain">
              {Object.entries(facts).map(([name, value]) => (
                <li key={name}>
                  {term('fact', name, language)}: <Value of={factOf(name, value, language)} />
                </li>
              ))}
            </ul>
          ),
        ],
        [t.findings.ruleSet, `${ruleSet.id} ${ruleSet.version} (${ruleSet.effectiveFrom})`],
        ...more,
      ]}
    />
  );
}

/** Who has come to what, and when; also of a finding that later facts have withdrawn. */
function Reviewed({ review: { verdict, by, at } }: { readonly review: NonNullable<Finding['review']> }): ReactNode {
  const { t } = useTexts();
  return (
    <>
      {t.findings.status[verdict]}, {by.id}, <When at={at} />
    </>
  );
}

/** Durations are told in their largest unit. */
function factOf(name: string, value: string | number, language: Language): string | number {
  return name.endsWith('Ms') && typeof value === 'number' ? durationText(value, language) : value;
}

/** A finding in a line: its rule, what it is called, how serious it is, and what became of it. */
export function FindingHead({ finding: { rule, name, severity, status } }: { readonly finding: Finding }): ReactNode {
  const { language, t } = useTexts();
  return (
    <>
      <span className="rule">{rule}</span> <Written>{name[language]}</Written>{' '}
      <span className={`chip severity ${severity}`}>{t.findings.severity[severity]}</span>{' '}
      {status === 'open' ? null : <span className="chip">{t.findings.status[status]}</span>}
    </>
  );
}

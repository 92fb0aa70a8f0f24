import type { InspectionFinding } from '@hoso/contracts';
import type { ReactNode } from 'react';
import { numberText } from '../format.ts';
import { useTexts } from '../language.ts';
import { useUnitNames } from '../names.ts';
import { Link } from './link.tsx';
import { Facts, When, Written } from './text.tsx';

/** What people found, beside what rules find; with its evidence, and what the unit replied within which term. */
export function InspectionFindings({ findings }: { readonly findings: readonly InspectionFinding[] }): ReactNode {
  const { t } = useTexts();
  const words = t.inspections;
  return (
    <section className="card" aria-labelledby="found">
      <h2 id="found">{words.findings}</h2>
      {findings.length === 0 ? <p className="quiet">{words.noFindings}</p> : null}
      {findings.map((finding) => (
        <Finding key={finding.finding} finding={finding} />
      ))}
      <p className="quiet">{words.inDossiers}</p>
    </section>
  );
}

function Finding({ finding: of }: { readonly finding: InspectionFinding }): ReactNode {
  const { t } = useTexts();
  const nameOf = useUnitNames();
  const { finding, statement, severity, unit, person, dossier, article, positions, by, at } = of;
  const words = t.inspections;
  return (
    <article className={`finding ${severity}`}>
      <h3>
        {words.finding(String(finding))}{' '}
        <span className={`chip severity ${severity}`}>{t.findings.severity[severity]}</span>
      </h3>
      <p>
        <Written>{statement ?? words.sealed}</Written>
      </p>
      <Facts
        of={[
          [t.findings.article, article && <Written key="a">{article}</Written>],
          [t.findings.unit, nameOf(unit)],
          [t.findings.person, person],
          [
            t.dossier.title,
            dossier && (
              <Link key="d" to={{ place: 'dossier', dossier }} className="id">
                {dossier}
              </Link>
            ),
          ],
          [t.findings.evidence, <Evidence key="e" dossier={dossier} positions={positions} />],
          [words.insisted, of.insisted?.reason && <Written key="i">{of.insisted.reason}</Written>],
          [t.timeline.by, `${by.id}`],
          [t.timeline.occurred, <When key="t" at={at} />],
          [words.replyDueAt, of.replyDueAt && <When key="r" at={of.replyDueAt} />],
          [words.reply, <Reply key="y" of={of} />],
        ]}
      />
    </article>
  );
}

/** Each event leads to the dossier as it stood right after it. */
function Evidence({
  dossier,
  positions,
}: {
  readonly dossier: string | undefined;
  readonly positions: readonly number[];
}): ReactNode {
  const { language, t } = useTexts();
  if (positions.length === 0) return '–';
  return (
    <span className="chips">
      {positions.map((position) => {
        const name = t.findings.event(numberText(position, language));
        return dossier === undefined ? (
          <a key={position} href={`/ledger/inclusion?position=${position}`} target="_blank" rel="noreferrer">
            {name}
          </a>
        ) : (
          <Link key={position} to={{ place: 'dossier', dossier, at: `#${position}` }}>
            {name}
          </Link>
        );
      })}
    </span>
  );
}

function Reply({ of: { reply } }: { readonly of: InspectionFinding }): ReactNode {
  const { t } = useTexts();
  const words = t.inspections;
  if (!reply) return <span className="quiet">{words.noReply}</span>;
  return (
    <>
      <span className="chip">{words.stances[reply.stance]}</span>{' '}
      {reply.late ? <span className="chip late">{words.late}</span> : null}{' '}
      <Written>{reply.reply ?? words.sealed}</Written>{' '}
      <span className="quiet">
        {reply.by.id} · <When at={reply.at} />
      </span>
    </>
  );
}

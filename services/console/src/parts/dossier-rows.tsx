import type { DossierSummary } from '@hoso/contracts';
import type { ReactNode } from 'react';
import { useTexts } from '../language.ts';
import { useProcedureNames, useUnitNames } from '../names.ts';
import { term } from '../words/terms.ts';
import { Link } from './link.tsx';
import { When, Written } from './text.tsx';

type Row = DossierSummary & { readonly applicantName?: string | undefined };

/** Dossiers, one a row; each leads to its page. */
export function DossierRows({
  dossiers,
  isOverdue = false,
  isByDue = isOverdue,
}: {
  readonly dossiers: readonly Row[];
  readonly isOverdue?: boolean;
  /** Told by when each is due, rather than since when it is there. */
  readonly isByDue?: boolean;
}): ReactNode {
  const { language, t } = useTexts();
  const nameOf = useProcedureNames();
  const unitNameOf = useUnitNames();
  if (dossiers.length === 0) return null;
  return (
    <ul className="rows">
      {dossiers.map(({ id, code, status, procedure, dueAt, submittedAt, agency, oneStop, applicantName }) => (
        <li key={id}>
          <Link to={{ place: 'dossier', dossier: id }} className="row">
            <span className={code === undefined ? 'no-code' : 'code'}>{code ?? t.dossier.notReceived}</span>
            <span className={`chip ${isOverdue ? 'bad' : status}`}>
              {isOverdue ? t.dossier.overdue : term('status', status, language)}
            </span>
            <span className="name">
              <Written>{nameOf(procedure)}</Written>
            </span>
            {applicantName === undefined ? null : (
              <span className="applicant">
                <Written>{applicantName}</Written>
              </span>
            )}
            <span className="quiet">
              {unitNameOf(agency ?? oneStop)}
              {' · '}
              {isByDue && dueAt ? (
                <>
                  {t.dossier.dueAt} <When at={dueAt} />
                </>
              ) : (
                <When at={submittedAt} />
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

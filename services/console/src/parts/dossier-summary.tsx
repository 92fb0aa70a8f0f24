import type { FindDossier } from '@hoso/contracts';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useTexts } from '../language.ts';
import { useLogTime } from '../log-time.ts';
import { useProcedureNames, useUnitNames } from '../names.ts';
import { term } from '../words/terms.ts';
import { type Fact, Facts, When, Written } from './text.tsx';

type Dossier = z.output<typeof FindDossier.answer>['dossier'];

/** Its time does not run, or runs for nobody any more. */
const standing: ReadonlySet<string> = new Set([
  'withdrawn',
  'stopped',
  'financial-obligation',
  'appraisal-supplement-requested',
]);

/** A dossier as it is now: who has it, since when, until when. */
export function DossierSummary({ dossier }: { readonly dossier: Dossier }): ReactNode {
  const { language, t } = useTexts();
  const nameOf = useProcedureNames();
  const unitNameOf = useUnitNames();
  const now = useLogTime();
  const { code, id, status, procedure, dueAt, finishedAt, channel, returnBy, trackingSecret } = dossier;
  const isOverdue = dueAt !== undefined && finishedAt === undefined && dueAt < now && !standing.has(status);
  const instants = [
    'submittedAt',
    'receivedAt',
    'startAt',
    'originalDueAt',
    'dueAt',
    'finishedAt',
    'returnedAt',
  ] as const;
  return (
    <>
      <div className="heading">
        <h1 id="dossier">
          <span className={code === undefined ? '' : 'code'}>{code ?? t.dossier.notReceived}</span>
        </h1>
        <span className="chips">
          <span className={`chip ${status}`}>{term('status', status, language)}</span>
          {isOverdue ? <span className="chip bad">{t.dossier.overdue}</span> : null}
        </span>
      </div>
      <p className="lead">
        <Written>{nameOf(procedure)}</Written> <span className="quiet">{procedure}</span>
      </p>
      <Facts
        className="across"
        of={[
          [t.dossier.applicant, <ApplicantOf key="a" dossier={dossier} />],
          [t.dossier.oneStop, unitNameOf(dossier.oneStop)],
          [t.dossier.agency, dossier.agency && unitNameOf(dossier.agency)],
          [t.dossier.officer, dossier.officer],
          [t.dossier.channel, term('channel', channel, language)],
          [t.dossier.returnBy, term('channel', returnBy, language)],
          ...instants.map((name): Fact => {
            const at = dossier[name];
            return [t.dossier[name], at === undefined ? undefined : <When key={name} at={at} />];
          }),
          [t.dossier.trackingSecret, trackingSecret && <code key="s">{trackingSecret}</code>],
        ]}
      />
      <p className="quiet id">{id}</p>
    </>
  );
}

/** Opened by the platform for who may read it, and only then here at all. */
function ApplicantOf({ dossier: { applicant } }: { readonly dossier: Dossier }): ReactNode {
  const { t } = useTexts();
  if (!applicant) return <span className="sealed">{t.dossier.sealed}</span>;
  const { name, phone, email } = applicant;
  return (
    <>
      <Written>{name}</Written>
      {phone === undefined ? null : (
        <span className="quiet">
          {' '}
          <Written>{phone}</Written>
        </span>
      )}
      {email === undefined ? null : (
        <span className="quiet">
          {' '}
          <Written>{email}</Written>
        </span>
      )}
    </>
  );
}

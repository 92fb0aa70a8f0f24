import type { ListDossiers, ListWork, Role, WorkItem } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { question } from '../ask.ts';
import { useTexts } from '../language.ts';
import { useLive, useRested } from '../live.ts';
import { useLogTime } from '../log-time.ts';
import { useProcedureNames, useUnitNames } from '../names.ts';
import { Choice } from '../parts/choice.tsx';
import { DossierRows } from '../parts/dossier-rows.tsx';
import { Link } from '../parts/link.tsx';
import { PageRows } from '../parts/page-rows.tsx';
import { When, Written } from '../parts/text.tsx';
import { useSession } from '../session.ts';
import { useAnswer } from '../use-answer.ts';

type Work = z.output<typeof ListWork.answer>;
type Dossiers = z.output<typeof ListDossiers.answer>;

const everyMs = 2_000;
const dayMs = 86_400_000;
const pageItems = 50;
const dues = ['all', 'overdue', 'soon'] as const;
type Due = (typeof dues)[number];
const atCounters: readonly Role[] = ['clerk', 'one-stop-head'];
const inAgencies: readonly Role[] = ['officer', 'head', 'coordinator'];
/** Whatever is due at all is due by then. */
const endOfTime = '9999-12-31T23:59:59.999Z';

/**
 * What somebody has to work on, the most urgent first: at a counter the dossiers that it took in and that are not
 * finished, in an agency its cases.
 */
export function WorkPage(): ReactNode {
  const { t } = useTexts();
  const { session } = useSession();
  const [due, setDue] = useState<Due>('all');
  const [whose, setWhose] = useState<'unit' | 'own'>('unit');
  const actor = session?.actor;
  if (!actor) return null;
  const officer = whose === 'own' ? actor.id : undefined;
  return (
    <section className="card" aria-labelledby="work">
      <div className="heading">
        <h1 id="work">{t.work.title}</h1>
        <Choice label={t.work.due} value={due} options={dues} words={t.work.dues} onChoose={setDue} />
        {inAgencies.includes(actor.role) ? (
          <Choice
            label={t.work.whose}
            value={whose}
            options={['unit', 'own'] as const}
            words={t.work.whoses}
            onChoose={setWhose}
          />
        ) : null}
      </div>
      {atCounters.includes(actor.role) ? (
        <CounterDossiers key={due} unit={actor.unit} due={due} />
      ) : (
        <Cases key={`${due} ${whose}`} due={due} officer={officer} />
      )}
    </section>
  );
}

function CounterDossiers({ unit, due }: { readonly unit: string; readonly due: Due }): ReactNode {
  const { t } = useTexts();
  const [after, setAfter] = useState<string | undefined>();
  const now = useLogTime();
  const soon = new Date(Date.parse(now) + 3 * dayMs).toISOString();
  const dueBefore = due === 'all' ? endOfTime : due === 'overdue' ? now : soon;
  const version = useRested(useLive().moves, everyMs);
  const told = useAnswer<Dossiers>(question('/dossiers', { unit, dueBefore, limit: pageItems, after }), { version });
  return (
    <PageRows told={told} after={after} onGo={setAfter} none={t.work.none}>
      {(items) => <DossierRows dossiers={items} isByDue />}
    </PageRows>
  );
}

function Cases({ due, officer }: { readonly due: Due; readonly officer: string | undefined }): ReactNode {
  const { t } = useTexts();
  const [after, setAfter] = useState<string | undefined>();
  const version = useRested(useLive().moves, everyMs);
  const told = useAnswer<Work>(question('/work', { due, officer, limit: pageItems, after }), { version });
  return (
    <PageRows told={told} after={after} onGo={setAfter} none={t.work.none}>
      {(items) => (
        <ul className="rows">
          {items.map((item) => (
            <Case key={`${item.dossier} ${item.case}`} of={item} />
          ))}
        </ul>
      )}
    </PageRows>
  );
}

function Case({ of }: { readonly of: WorkItem }): ReactNode {
  const { t } = useTexts();
  const procedureNameOf = useProcedureNames();
  const unitNameOf = useUnitNames();
  const { dossier, code, procedure, agency, officer, status, dueAt, clockRuns, overdue, stepsLeft } = of;
  return (
    <li>
      <Link to={{ place: 'dossier', dossier }} className="row">
        <span className={code === undefined ? 'no-code' : 'code'}>{code ?? t.dossier.notReceived}</span>
        <span className="chip">{t.work.cases[status]}</span>
        {overdue ? <span className="chip bad">{t.dossier.overdue}</span> : null}
        {clockRuns ? null : <span className="chip late">{t.work.stands}</span>}
        {procedure === undefined ? null : (
          <span className="name">
            <Written>{procedureNameOf(procedure)}</Written>
          </span>
        )}
        <span className="quiet">
          {t.dossier.dueAt} <When at={dueAt} />
          {' · '}
          {unitNameOf(agency)}
          {' · '}
          {officer ?? t.work.unassigned}
          {stepsLeft.length === 0 ? null : ` · ${t.work.stepsLeft(stepsLeft.join(', '))}`}
        </span>
      </Link>
    </li>
  );
}

import type { ListDossiers, ListFindings } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { question } from '../ask.ts';
import { useTexts } from '../language.ts';
import { useLive, useRested } from '../live.ts';
import { useLogTime } from '../log-time.ts';
import { DossierRows } from '../parts/dossier-rows.tsx';
import { FindingRows } from '../parts/finding-rows.tsx';
import { PageRows } from '../parts/page-rows.tsx';
import { useAnswer } from '../use-answer.ts';

type Dossiers = z.output<typeof ListDossiers.answer>;
type Findings = z.output<typeof ListFindings.answer>;

/** Lists are asked for anew at most so often, however fast the log moves. */
const listEveryMs = 800;
const few = 8;

/** What one sees first: the newest dossiers, those overdue, and what was found. */
export function OverviewPage(): ReactNode {
  const { t } = useTexts();
  return (
    <>
      <h1 className="aloud">{t.places.overview}</h1>
      <div className="columns">
        <NewestDossiers />
        <div>
          <NewestFindings />
          <OverdueDossiers />
        </div>
      </div>
    </>
  );
}

function NewestDossiers(): ReactNode {
  const { t } = useTexts();
  const [after, setAfter] = useState<string | undefined>();
  const version = useRested(useLive().moves, listEveryMs);
  const told = useAnswer<Dossiers>(question('/dossiers', { limit: 15, after }), { version });
  return (
    <section className="card" aria-labelledby="newest">
      <h2 id="newest">{t.lists.newest}</h2>
      <PageRows told={told} after={after} onGo={setAfter} none={t.lists.noDossiers}>
        {(items) => <DossierRows dossiers={items} />}
      </PageRows>
    </section>
  );
}

function OverdueDossiers(): ReactNode {
  const { t } = useTexts();
  const [after, setAfter] = useState<string | undefined>();
  const version = useRested(useLive().moves, listEveryMs);
  const now = useLogTime();
  const told = useAnswer<Dossiers>(question('/dossiers', { limit: few, dueBefore: now, after }), { version });
  return (
    <section className="card" aria-labelledby="overdue">
      <h2 id="overdue">{t.lists.overdue}</h2>
      <PageRows told={told} after={after} onGo={setAfter} none={t.lists.noOverdue}>
        {(items) => <DossierRows dossiers={items} isOverdue />}
      </PageRows>
    </section>
  );
}

function NewestFindings(): ReactNode {
  const { t } = useTexts();
  const { moves, findings } = useLive();
  const version = useRested(moves + findings, listEveryMs);
  const told = useAnswer<Findings>(question('/findings', { limit: few }), { version });
  return (
    <section className="card" aria-labelledby="findings">
      <h2 id="findings">{t.lists.findings}</h2>
      <PageRows told={told} none={t.lists.noFindings}>
        {(items) => <FindingRows findings={items} />}
      </PageRows>
    </section>
  );
}

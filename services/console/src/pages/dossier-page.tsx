import type { FindDossier, ListFindings } from '@hoso/contracts';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { z } from 'zod';
import { refine, useAddress } from '../address.ts';
import { question } from '../ask.ts';
import { useTexts } from '../language.ts';
import { useChangesOf, useLive, useRested } from '../live.ts';
import { type History, useHistory } from '../history.ts';
import { indexAt, inOrder, momentAt } from '../moment.ts';
import { Answered } from '../parts/answered.tsx';
import { ClockDays } from '../parts/clock-days.tsx';
import { DossierPapers } from '../parts/dossier-papers.tsx';
import { DossierSummary } from '../parts/dossier-summary.tsx';
import { EventDetails } from '../parts/event-details.tsx';
import { EventList } from '../parts/event-list.tsx';
import { FindingCard } from '../parts/finding-rows.tsx';
import { FreshAs } from '../parts/freshness.tsx';
import { PageRows } from '../parts/page-rows.tsx';
import { Link } from '../parts/link.tsx';
import { StateAtMoment } from '../parts/state-at-moment.tsx';
import { TimeWalk } from '../parts/time-walk.tsx';
import { type Told, useAnswer } from '../use-answer.ts';

type Found = z.output<typeof FindDossier.answer>;
type Findings = z.output<typeof ListFindings.answer>;

const everyMs = 500;
const findingsMax = 200;

/** One dossier: as it is now, its whole history with a moment to stand at, what was found, and its clock. */
export function DossierPage({ dossier }: { readonly dossier: string }): ReactNode {
  const { t } = useTexts();
  const { log } = useAddress();
  const changes = useRested(useChangesOf(dossier), everyMs);
  const history = useHistory(dossier, log, changes);
  const id = history.answer?.kind === 'told' ? history.answer.value.dossier : undefined;
  const isHere = log === undefined;
  const summary = useAnswer<Found>(isHere ? `/dossiers/${encodeURIComponent(dossier)}` : undefined, {
    version: changes,
  });
  const version = useRested(`${changes} ${useLive().findings}`, everyMs);
  const findings = useAnswer<Findings>(
    isHere && id ? question('/findings', { dossier: id, all: 'true', limit: findingsMax }) : undefined,
    { version },
  );
  useEffect(() => {
    const code = summary.value?.dossier.code;
    document.title = code ? `${code} · ${t.title}` : t.title;
    return () => {
      document.title = t.title;
    };
  }, [summary.value, t]);
  const refused = history.answer?.kind === 'refused' ? history.answer.problem : undefined;
  if (refused?.status === 404 && history.events.length === 0) return <NotFound />;
  return (
    <>
      {isHere ? (
        <section className="card" aria-labelledby="dossier">
          <Answered told={summary}>
            {(found) => (
              <>
                <DossierSummary dossier={found.dossier} />
                <FreshAs of={found} />
              </>
            )}
          </Answered>
        </section>
      ) : (
        <h1 className="card">{dossier}</h1>
      )}
      {isHere && summary.value ? <DossierPapers id={summary.value.dossier.id} version={changes} /> : null}
      <Walk dossier={dossier} history={history} findings={findings} />
    </>
  );
}

function Walk({
  dossier,
  history,
  findings,
}: {
  readonly dossier: string;
  readonly history: History;
  readonly findings: Told<Findings>;
}): ReactNode {
  const { at, reading } = useAddress();
  const ordered = useMemo(() => inOrder(history.events, reading), [history.events, reading]);
  const index = useMemo(() => indexAt(ordered, at, reading), [ordered, at, reading]);
  const found = findings.value?.items;
  const evidence = useMemo(() => {
    const byPosition = new Map<number, Findings['items'][number][]>();
    for (const finding of found ?? []) {
      for (const position of finding.positions) {
        byPosition.set(position, [...(byPosition.get(position) ?? []), finding]);
      }
    }
    return byPosition;
  }, [found]);
  const event = ordered[index];
  const moment = at?.startsWith('#') ? momentAt(ordered, index) : at;
  const version = history.events.length;
  return (
    <>
      <TimeWalk ordered={ordered} index={index} evidence={evidence} history={history} />
      <div className="columns walk">
        <EventList ordered={ordered} index={index} evidence={evidence} log={history.answer} />
        <div>
          <StateAtMoment dossier={dossier} moment={moment} version={version} />
          {event ? <EventDetails dossier={dossier} event={event} before={momentAt(ordered, index - 1)} /> : null}
        </div>
        <FindingsOfDossier told={findings} />
      </div>
      <ClockDays dossier={dossier} moment={moment} version={version} />
    </>
  );
}

function FindingsOfDossier({ told }: { readonly told: Told<Findings> }): ReactNode {
  const { t } = useTexts();
  return (
    <section className="card found-here" aria-labelledby="findings">
      <h2 id="findings">{t.findings.title}</h2>
      <PageRows told={told} none={t.findings.none}>
        {(items) =>
          items.map((finding) => (
            <FindingCard key={finding.id} finding={finding} onEvidence={(position) => refine({ at: `#${position}` })} />
          ))
        }
      </PageRows>
    </section>
  );
}

function NotFound(): ReactNode {
  const { t } = useTexts();
  return (
    <section className="card">
      <h1>{t.notFound}</h1>
      <p>
        <Link to={{ place: 'overview' }}>{t.back}</Link>
      </p>
    </section>
  );
}

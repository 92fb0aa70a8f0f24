import type { FindFinding } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { numberText } from '../format.ts';
import { useTexts } from '../language.ts';
import { useChangesOf, useLive, useRested } from '../live.ts';
import { PageAnswered } from '../parts/answered.tsx';
import { CommandForm } from '../parts/command-form.tsx';
import { FindingFacts, FindingHead } from '../parts/finding-rows.tsx';
import { FreshAs } from '../parts/freshness.tsx';
import { Link } from '../parts/link.tsx';
import { When, Written } from '../parts/text.tsx';
import { useSession } from '../session.ts';
import { useAnswer } from '../use-answer.ts';
import { term } from '../words/terms.ts';

type Found = z.output<typeof FindFinding.answer>;
type Evidence = Found['evidence'][number];

/** What a reviewer wrote is a read of personal data each time it is shown: a busy log must not make it many. */
const everyMs = 5_000;

/** One finding: what it says, the events that prove it, what was said of it, and what an inspector says of it. */
export function FindingPage({ id }: { readonly id: string }): ReactNode {
  const { t } = useTexts();
  const [asked, setAsked] = useState(0);
  const [dossier, setDossier] = useState<string | undefined>();
  const moved = useRested(`${useLive().findings} ${useChangesOf(dossier)}`, everyMs);
  const told = useAnswer<Found>(`/findings/${encodeURIComponent(id)}`, { version: `${asked} ${moved}` });
  const found = told.value?.finding.dossier;
  if (found !== dossier) setDossier(found);
  const askAgain = (): void => setAsked((times) => times + 1);
  return (
    <PageAnswered told={told} title={t.findings.title} place="findings">
      {(answer) => (
        <>
          <FindingCard of={answer} />
          <div className="columns">
            <EvidenceOf finding={answer.finding.dossier} evidence={answer.evidence} />
            <div>
              <History of={answer} />
              <Review of={answer} onChange={askAgain} />
            </div>
          </div>
        </>
      )}
    </PageAnswered>
  );
}

function FindingCard({ of: answer }: { readonly of: Found }): ReactNode {
  const { t } = useTexts();
  const { finding } = answer;
  const { dossier, code, raisedAt, withdrawnAt } = finding;
  return (
    <section className={`card finding ${finding.severity}`} aria-labelledby="finding">
      <h1 id="finding">
        <FindingHead finding={finding} />
      </h1>
      <FindingFacts
        finding={finding}
        more={[
          [
            t.findings.page.dossier,
            <Link key="d" to={{ place: 'dossier', dossier }} className="code">
              {code ?? dossier}
            </Link>,
          ],
          [t.findings.page.raisedAt, <When key="r" at={raisedAt} exact />],
          [t.findings.page.withdrawnAt, withdrawnAt && <When key="w" at={withdrawnAt} exact />],
        ]}
      />
      <FreshAs of={answer} />
    </section>
  );
}

/** Each event leads to the dossier as it stood right after it, and to its place in the ledger. */
function EvidenceOf({
  finding: dossier,
  evidence,
}: {
  readonly finding: string;
  readonly evidence: readonly Evidence[];
}): ReactNode {
  const { t } = useTexts();
  return (
    <section className="card" aria-labelledby="evidence">
      <h2 id="evidence">{t.findings.evidence}</h2>
      <ol className="entries">
        {evidence.map((event) => (
          <EvidenceRow key={event.position} dossier={dossier} event={event} />
        ))}
      </ol>
    </section>
  );
}

function EvidenceRow({ dossier, event }: { readonly dossier: string; readonly event: Evidence }): ReactNode {
  const { language, t } = useTexts();
  const { session } = useSession();
  const { position, name, words, occurredAt, recordedAt, actor, inclusion, evidence } = event;
  return (
    <li>
      <h3>
        <span className="code">#{numberText(position, language)}</span> <Written>{name[language]}</Written>
      </h3>
      {words[language] === name[language] ? null : (
        <p>
          <Written>{words[language]}</Written>
        </p>
      )}
      <p className="quiet">
        {t.timeline.occurred} <When at={occurredAt} exact />
        {' · '}
        {t.timeline.recorded} <When at={recordedAt} exact />
        {' · '}
        {term('role', actor.role, language)} {actor.id}
      </p>
      <p className="chips">
        <Link to={{ place: 'dossier', dossier, at: `#${position}` }}>{t.findings.page.inReplay}</Link>
        <a href={inclusion} target="_blank" rel="noreferrer">
          {t.findings.page.inLedger}
        </a>
        {session?.actor?.role === 'inspector' ? (
          <a href={evidence} target="_blank" rel="noreferrer">
            {t.findings.page.proof}
          </a>
        ) : null}
      </p>
    </li>
  );
}

function History({ of: { entries, reason, note } }: { readonly of: Found }): ReactNode {
  const { language, t } = useTexts();
  const said = reason ?? note;
  return (
    <section className="card" aria-labelledby="said">
      <h2 id="said">{t.findings.page.history}</h2>
      <ol className="entries">
        {entries.map(({ position, name, words, recordedAt, actor }) => (
          <li key={position}>
            <Written>{words[language] === name[language] ? name[language] : words[language]}</Written>
            <p className="quiet">
              <When at={recordedAt} exact /> · {term('role', actor.role, language)} {actor.id}
            </p>
          </li>
        ))}
      </ol>
      {said === undefined ? null : (
        <p>
          <span className="quiet">{reason === undefined ? t.findings.page.note : t.findings.page.reason}:</span>{' '}
          <Written>{said}</Written>
        </p>
      )}
    </section>
  );
}

/** Of an erased dossier no words can be kept, and a ground alone is enough. */
const fieldOf = {
  note: 'reason',
  KeyDestroyed: 'reason',
  DismissalTakesReason: 'reason',
  DismissalTakesGround: 'ground',
  FindingAlreadyConfirmed: 'verdict',
  FindingAlreadyDismissed: 'verdict',
};

function Review({ of: answer, onChange }: { readonly of: Found; readonly onChange: () => void }): ReactNode {
  const { t } = useTexts();
  const { session } = useSession();
  const { id, status } = answer.finding;
  // Who was writing when later facts came in keeps what he wrote, and is told so by the platform.
  const [wasOpen] = useState(status !== 'withdrawn');
  if (session?.actor?.role !== 'inspector') return null;
  const words = t.findings.page;
  return (
    <section className="card" aria-labelledby="review">
      <h2 id="review">{words.review}</h2>
      {status === 'withdrawn' ? <p className="notice">{words.explained}</p> : null}
      {wasOpen ? (
        <CommandForm
          name={`finding ${id}`}
          fields={[
            {
              ...{ name: 'verdict', kind: 'choice', label: words.verdict, begun: 'confirmation' },
              options: Object.entries(words.verdicts),
            },
            { name: 'reason', kind: 'paragraph', label: words.text, hint: words.textWhy },
            {
              ...{ name: 'ground', kind: 'choice', label: words.ground, hint: words.groundWhy },
              options: [['', '–'], ...Object.entries(words.grounds)],
            },
          ]}
          submit={words.submit}
          to={({ verdict, reason, ground }) =>
            verdict === 'dismissal'
              ? { path: `/findings/${id}/dismissal`, body: { ...given({ reason, ground }) } }
              : { path: `/findings/${id}/confirmation`, body: { ...given({ note: reason }) } }
          }
          ifVersion={answer.version}
          fieldOf={fieldOf}
          onDone={onChange}
          onStale={onChange}
        />
      ) : null}
    </section>
  );
}

/** What was filled in. */
function given(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

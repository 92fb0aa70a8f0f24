import type { RoleChoice, TrackDossier } from '@hoso/contracts';
import { type ReactNode, type SyntheticEvent, useState } from 'react';
import type { z } from 'zod';
import { question } from '../ask.ts';
import { numberText } from '../format.ts';
import { useTexts } from '../language.ts';
import { Answered } from '../parts/answered.tsx';
import { FreshAs } from '../parts/freshness.tsx';
import { Facts, When } from '../parts/text.tsx';
import { useProcedureNames } from '../names.ts';
import { choose, useSession } from '../session.ts';
import { useAnswer } from '../use-answer.ts';
import { term } from '../words/terms.ts';

type Tracked = z.output<typeof TrackDossier.answer>;

/** What somebody sees who is not signed in: his own dossier by its receipt, and how to sign in. */
export function VisitorPage(): ReactNode {
  return (
    <div className="columns">
      <SignIn />
      <Tracking />
    </div>
  );
}

function SignIn(): ReactNode {
  const { language, t } = useTexts();
  const { session, over, problem } = useSession();
  const choices = session?.choices ?? [];
  // One of each role is enough to look around.
  const first = [...new Map(choices.toReversed().map((choice) => [choice.role, choice])).values()].toReversed();
  const others = choices.filter((choice) => !first.includes(choice));
  return (
    <section className="card" aria-labelledby="sign-in">
      <h1 id="sign-in">{t.signIn.title}</h1>
      {over ? (
        <p className="notice" role="alert">
          {t.signIn.over}
        </p>
      ) : null}
      {problem ? (
        <p className="notice" role="alert">
          {problem === 'unreachable' ? t.unreachable : problem.detail}
        </p>
      ) : null}
      <p>{t.signIn.why}</p>
      {choices.length === 0 ? null : (
        <>
          <h2>{t.signIn.choose}</h2>
          <p className="quiet">{t.signIn.chooseWhy}</p>
          <Choices of={first} />
          {others.length === 0 ? null : (
            <details>
              <summary>{t.signIn.others(numberText(others.length, language))}</summary>
              <Choices of={others} />
            </details>
          )}
        </>
      )}
      <p className="quiet">{t.signIn.how}</p>
      <pre>
        <code>npx hoso token --link --as inspector@inspectorate</code>
      </pre>
    </section>
  );
}

function Choices({ of }: { readonly of: readonly RoleChoice[] }): ReactNode {
  const { language } = useTexts();
  return (
    <ul className="choices">
      {of.map((choice) => (
        <li key={`${choice.role} ${choice.unit} ${choice.id}`}>
          <button type="button" onClick={() => void choose(choice, language)}>
            <strong>{term('role', choice.role, language)}</strong>
            <span className="quiet">{choice.unitName?.[language] ?? choice.unit}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Tracking(): ReactNode {
  const { language, t } = useTexts();
  const nameOf = useProcedureNames();
  const [code, setCode] = useState('');
  const [secret, setSecret] = useState('');
  const [asked, setAsked] = useState<{ readonly path: string; readonly times: number } | undefined>();
  const told = useAnswer<Tracked>(asked?.path, { version: asked?.times ?? 0 });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const path = question(`/tracking/${encodeURIComponent(code.trim())}`, { secret: secret.trim() });
    setAsked({ path, times: (asked?.times ?? 0) + 1 });
  };
  return (
    <section className="card" aria-labelledby="tracking">
      <h2 id="tracking">{t.tracking.title}</h2>
      <p className="quiet">{t.tracking.why}</p>
      <form className="stacked" onSubmit={submit}>
        <label>
          <span>{t.tracking.code}</span>
          <input
            value={code}
            required
            maxLength={60}
            placeholder="000.00.21.H49-220315-0001"
            autoComplete="off"
            onChange={({ target }) => setCode(target.value)}
          />
        </label>
        <label>
          <span>{t.tracking.secret}</span>
          <input
            value={secret}
            required
            minLength={8}
            maxLength={32}
            autoComplete="off"
            onChange={({ target }) => setSecret(target.value)}
          />
        </label>
        <button type="submit">{t.tracking.go}</button>
      </form>
      <div role="status">
        {asked === undefined ? null : (
          <Answered told={told}>
            {(tracked) => (
              <>
                <p>
                  <span className="code">{tracked.code}</span>{' '}
                  <span className={`chip ${tracked.status}`}>{term('status', tracked.status, language)}</span>
                </p>
                <Facts
                  of={[
                    [t.dossier.procedure, nameOf(tracked.procedure)],
                    [t.dossier.receivedAt, <When key="r" at={tracked.receivedAt} />],
                    [t.dossier.dueAt, <When key="d" at={tracked.dueAt} />],
                    [t.dossier.finishedAt, tracked.finishedAt && <When key="f" at={tracked.finishedAt} />],
                    [t.dossier.returnedAt, tracked.returnedAt && <When key="t" at={tracked.returnedAt} />],
                  ]}
                />
                <FreshAs of={tracked} />
              </>
            )}
          </Answered>
        )}
      </div>
    </section>
  );
}

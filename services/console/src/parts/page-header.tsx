import type { Actor, Session } from '@hoso/contracts';
import type { ReactNode } from 'react';
import { refine, useAddress } from '../address.ts';
import { languages, useTexts } from '../language.ts';
import { useUnitNames } from '../names.ts';
import { placesFor } from '../places.ts';
import { signOut, useSession } from '../session.ts';
import { term } from '../words/terms.ts';
import { Connection } from './freshness.tsx';
import { Link } from './link.tsx';

const names = { vi: 'Tiếng Việt', en: 'English' } as const;

/** On top of every page: where one can go, which log this is, how fresh it is, in which language, and as whom. */
export function PageHeader(): ReactNode {
  const { language, t } = useTexts();
  const { session } = useSession();
  const { place } = useAddress();
  const actor = session?.actor;
  return (
    <header className="top">
      <div className="bar">
        <Link to={{ place: 'overview' }} className="brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>{t.title}</span>
        </Link>
        {actor ? (
          <nav aria-label={t.places.label}>
            {placesFor(actor.role).map((one) => (
              <Link key={one} to={{ place: one }} current={place === one}>
                {t.places[one]}
              </Link>
            ))}
          </nav>
        ) : null}
        <fieldset className="languages">
          <legend className="aloud">{t.language}</legend>
          {languages.map((one) => (
            <button
              key={one}
              type="button"
              lang={one}
              aria-pressed={one === language}
              onClick={() => refine({ language: one })}
            >
              {names[one]}
            </button>
          ))}
        </fieldset>
      </div>
      {actor ? (
        <div className="bar under">
          <Connection />
          <Who session={session} actor={actor} />
        </div>
      ) : null}
    </header>
  );
}

function Who({ session, actor }: { readonly session: Session; readonly actor: Actor }): ReactNode {
  const { language, t } = useTexts();
  const unitNameOf = useUnitNames();
  return (
    <p className="who">
      {session.log.kind === 'live' ? null : (
        <span className="chip simulated">{session.log.kind === 'simulated' ? t.simulated : t.imported}</span>
      )}
      <span className="aloud">{t.signIn.as}</span>
      <span>{term('role', actor.role, language)}</span>
      <span className="quiet">{unitNameOf(actor.unit)}</span>
      <button type="button" className="plain" onClick={() => void signOut(language)}>
        {t.signIn.out}
      </button>
    </p>
  );
}

import { type ReactNode, useEffect } from 'react';
import { useAddress } from './address.ts';
import { LanguageContext, useTexts } from './language.ts';
import { listenToChanges } from './live.ts';
import { DossierPage } from './pages/dossier-page.tsx';
import { FiguresPage } from './pages/figures-page.tsx';
import { FindingPage } from './pages/finding-page.tsx';
import { FindingsPage } from './pages/findings-page.tsx';
import { InspectionPage } from './pages/inspection-page.tsx';
import { InspectionsPage } from './pages/inspections-page.tsx';
import { OverviewPage } from './pages/overview-page.tsx';
import { PetitionPage } from './pages/petition-page.tsx';
import { PetitionsPage } from './pages/petitions-page.tsx';
import { UnitsPage } from './pages/units-page.tsx';
import { VisitorPage } from './pages/visitor-page.tsx';
import { WorkPage } from './pages/work-page.tsx';
import { PageHeader } from './parts/page-header.tsx';
import { Search } from './parts/search.tsx';
import { beginSession, refreshSession, useSession } from './session.ts';

/** The whole page: who is signed in decides what there is, the address where one is. */
export function App(): ReactNode {
  const { language } = useAddress();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <LanguageContext value={language}>
      <Frame />
    </LanguageContext>
  );
}

let began = false;

function Frame(): ReactNode {
  const { language, t } = useTexts();
  const { session, problem } = useSession();
  const actor = session?.actor;
  const signedIn = actor && `${actor.role} ${actor.unit} ${actor.id}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, in whatever language it was opened
  useEffect(() => {
    if (began) return;
    began = true;
    void beginSession(language);
    // A link opened in a tab that shows the page already changes only what stands after `#`.
    addEventListener('hashchange', () => void beginSession(document.documentElement.lang === 'en' ? 'en' : 'vi'));
  }, []);
  useEffect(() => (signedIn ? listenToChanges() : undefined), [signedIn]);
  return (
    <>
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <PageHeader />
      {actor ? <Search /> : null}
      <main id="main" tabIndex={-1}>
        {session ? actor ? <Place /> : <VisitorPage /> : null}
        {!session && problem ? (
          <div className="card notice" role="alert">
            <p>{problem === 'unreachable' ? t.unreachable : problem.detail}</p>
            <button type="button" onClick={() => void refreshSession(language)}>
              {t.again}
            </button>
          </div>
        ) : null}
      </main>
    </>
  );
}

function Place(): ReactNode {
  const { place, dossier, finding, inspection, petition } = useAddress();
  switch (place) {
    case 'units':
      return <UnitsPage />;
    case 'figures':
      return <FiguresPage />;
    case 'findings':
      return <FindingsPage />;
    case 'dossier':
      return dossier === undefined ? <OverviewPage /> : <DossierPage key={dossier} dossier={dossier} />;
    case 'finding':
      return finding === undefined ? <FindingsPage /> : <FindingPage key={finding} id={finding} />;
    case 'inspections':
      return <InspectionsPage />;
    case 'inspection':
      return inspection === undefined ? <InspectionsPage /> : <InspectionPage key={inspection} id={inspection} />;
    case 'petitions':
      return <PetitionsPage />;
    case 'petition':
      return petition === undefined ? <PetitionsPage /> : <PetitionPage key={petition} id={petition} />;
    case 'work':
      return <WorkPage />;
    case 'overview':
      return <OverviewPage />;
  }
}

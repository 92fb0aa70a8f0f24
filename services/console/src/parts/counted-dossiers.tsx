import type { ListCountedDossiers } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { question } from '../ask.ts';
import { useTexts } from '../language.ts';
import { useAnswer } from '../use-answer.ts';
import { term } from '../words/terms.ts';
import { Answered } from './answered.tsx';
import { FreshAs } from './freshness.tsx';
import { Link } from './link.tsx';
import { Pager } from './pager.tsx';
import { When } from './text.tsx';

type Counted = z.output<typeof ListCountedDossiers.answer>;

/** The dossiers behind a figure. */
export function CountedDossiers({
  title,
  members,
  version,
}: {
  readonly title: string;
  readonly members: Readonly<Record<string, string | undefined>>;
  readonly version: number;
}): ReactNode {
  const { language, t } = useTexts();
  const [after, setAfter] = useState<string | undefined>();
  const told = useAnswer<Counted>(question('/figures/dossiers', { ...members, after }), { version });
  return (
    <section className="card" aria-labelledby="counted">
      <h2 id="counted">{title}</h2>
      <Answered told={told}>
        {(counted) => (
          <>
            <ul className="rows">
              {counted.items.map(({ dossier, code, status, officer, dueAt }) => (
                <li key={dossier}>
                  <Link to={{ place: 'dossier', dossier }} className="row">
                    <span className={code === undefined ? 'no-code' : 'code'}>{code ?? t.dossier.notReceived}</span>
                    <span className={`chip ${status}`}>{term('status', status, language)}</span>
                    <span className="quiet">
                      {officer === undefined ? null : `${officer} · `}
                      {dueAt === undefined ? null : (
                        <>
                          {t.dossier.dueAt} <When at={dueAt} />
                        </>
                      )}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
            <Pager next={counted.next} after={after} onGo={setAfter} />
            <FreshAs of={counted} />
          </>
        )}
      </Answered>
    </section>
  );
}

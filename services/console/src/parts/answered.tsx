import type { ReactNode } from 'react';
import { useTexts } from '../language.ts';
import type { Address } from '../address.ts';
import type { Told } from '../use-answer.ts';
import { Link } from './link.tsx';

/** Shows an answer, or says why there is none: being asked, refused, not built yet, not to be reached. */
export function Answered<Value>({
  told,
  children,
}: {
  readonly told: Told<Value>;
  readonly children: (value: Value) => ReactNode;
}): ReactNode {
  const { t } = useTexts();
  const { value, answer } = told;
  const problem = answer?.kind === 'refused' ? answer.problem : undefined;
  const isAbsent = problem?.code === 'RouteNotFound' || problem?.code === 'NoResponder';
  return (
    <>
      {answer?.kind === 'unreachable' ? <p className="notice">{t.unreachable}</p> : null}
      {problem ? <p className="notice">{isAbsent ? t.absent : problem.detail}</p> : null}
      {value === undefined ? answer ? null : <p className="quiet">{t.asking}</p> : children(value)}
    </>
  );
}

/** The same for the page of one thing: as long as it is not told, there is a heading all the same, and a way on. */
export function PageAnswered<Value>({
  told,
  title,
  place,
  children,
}: {
  readonly told: Told<Value>;
  readonly title: string;
  readonly place: Address['place'];
  readonly children: (value: Value) => ReactNode;
}): ReactNode {
  if (told.value !== undefined) return <Answered told={told}>{children}</Answered>;
  return (
    <section className="card" aria-labelledby="untold">
      <h1 id="untold">{title}</h1>
      <Answered told={told}>{children}</Answered>
      <p>
        <Link to={{ place }}>{title}</Link>
      </p>
    </section>
  );
}

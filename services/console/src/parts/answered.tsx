import type { ReactNode } from 'react';
import { useTexts } from '../language.ts';
import type { Told } from '../use-answer.ts';

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

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { numberText } from '../format.ts';
import { useTexts } from '../language.ts';
import { useLive } from '../live.ts';
import { durationText } from '../words/terms.ts';

/** How fresh an answer says it is. */
export interface Fresh {
  readonly completeUpTo: number;
  readonly lagMs: number;
  readonly held?: readonly string[];
  readonly judgedUpTo?: number;
}

/** Whether the page hears the platform. Only what changes about that is read aloud, not every event. */
export function Connection(): ReactNode {
  const { language, t } = useTexts();
  const { connection, position, lagMs } = useLive();
  const [said, setSaid] = useState('');
  const before = useRef(connection);
  useEffect(() => {
    if (before.current === connection) return;
    if (connection === 'lost') setSaid(t.fresh.lost);
    else if (connection === 'open' && before.current === 'lost') setSaid(t.fresh.regained);
    before.current = connection;
  }, [connection, t]);
  return (
    <p className={`connection ${connection}`}>
      <span className="dot" aria-hidden="true" />
      <span>{t.fresh[connection]}</span>
      {position === undefined ? null : <span className="quiet">{t.fresh.upTo(numberText(position, language))}</span>}
      {lagMs >= 1_000 ? <span className="late">{t.fresh.lag(durationText(lagMs, language))}</span> : null}
      <span className="aloud" role="status">
        {said}
      </span>
    </p>
  );
}

/** Below every answer: how much of the log it rests on. */
export function FreshAs({ of }: { readonly of: Fresh | undefined }): ReactNode {
  const { language, t } = useTexts();
  if (!of) return null;
  const { completeUpTo, lagMs, held = [], judgedUpTo } = of;
  return (
    <p className="fresh">
      <span>
        {judgedUpTo === undefined
          ? t.fresh.upTo(numberText(completeUpTo, language))
          : t.fresh.judgedUpTo(numberText(judgedUpTo, language))}
      </span>
      {lagMs >= 1_000 ? <span className="late">{t.fresh.lag(durationText(lagMs, language))}</span> : null}
      {held.length > 0 ? <span className="late">{t.fresh.held(numberText(held.length, language))}</span> : null}
    </p>
  );
}

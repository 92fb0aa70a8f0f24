import type { ReactNode } from 'react';
import { useAddress } from '../address.ts';
import { question } from '../ask.ts';
import { numberText } from '../format.ts';
import { boundsOf, type ReplayAnswer } from '../history.ts';
import { useTexts } from '../language.ts';
import { useUnitNames } from '../names.ts';
import { useAnswer } from '../use-answer.ts';
import { term } from '../words/terms.ts';
import { Answered } from './answered.tsx';
import { FreshAs } from './freshness.tsx';
import { type Fact, Facts, Value, When, Written } from './text.tsx';

/** While a slider is dragged nothing is asked: only where it rests. */
const restMs = 120;

type State = ReplayAnswer['state'];

/** How the dossier stood, or was known, at the moment one stands at. */
export function StateAtMoment({
  dossier,
  moment,
  version,
}: {
  readonly dossier: string;
  /** Absent: now. */
  readonly moment: string | undefined;
  readonly version: number;
}): ReactNode {
  const { language, t } = useTexts();
  const { reading, log } = useAddress();
  const path = question('/replay', { dossier, log, ...boundsOf(moment, reading), limit: 0 });
  const told = useAnswer<ReplayAnswer>(path, { version, delayMs: restMs });
  return (
    <section className={`card state${told.asking ? ' asking' : ''}`} aria-labelledby="state" aria-busy={told.asking}>
      <h2 id="state">{moment === undefined ? t.time.now : t.state.title}</h2>
      <Answered told={told}>
        {(answer) => (
          <>
            {answer.remarks.map(({ code, words }) => (
              <p key={code} className="notice">
                {words[language]}
              </p>
            ))}
            <StateFacts state={answer.state} />
            {answer.beyond > 0 ? <p className="quiet">{t.state.beyond(numberText(answer.beyond, language))}</p> : null}
            <FreshAs of={answer} />
          </>
        )}
      </Answered>
    </section>
  );
}

function StateFacts({ state }: { readonly state: State }): ReactNode {
  const { language, t } = useTexts();
  const { status, holder, overdue, clock, custody = [], papers, olderPapers = 0, attributes = {} } = state;
  const nameOf = useUnitNames();
  const instants = ['startAt', 'originalDueAt', 'lawfulDueAt', 'dueAt', 'finishedAt'] as const;
  return (
    <>
      <p className="chips">
        <span className={`chip ${status}`}>{term('status', status, language)}</span>
        {overdue ? <span className="chip bad">{t.dossier.overdue}</span> : null}
      </p>
      <Facts
        of={[
          [
            t.state.holder,
            holder && `${nameOf(holder.unit)}${holder.person === undefined ? '' : ` · ${holder.person}`}`,
          ],
          [t.state.clock, clock && t.state.clocks[clock]],
          ...instants.map((name): Fact => {
            const instant = state[name];
            return [t.dossier[name], instant === undefined ? undefined : <When key={name} at={instant} />];
          }),
        ]}
      />
      {custody.length === 0 ? null : (
        <>
          <h3>{t.state.custody}</h3>
          <ul className="plain">
            {custody.map((parcel) => (
              <li key={parcel.shipment}>
                {t.state[parcel.direction]}: {term('custody', parcel.status, language)}
                {parcel.holder ? ` · ${nameOf(parcel.holder.unit)}` : ''}
                {parcel.itemNumber === undefined ? '' : ` · ${t.state.item} ${parcel.itemNumber}`}
                {parcel.sealNo === undefined ? '' : ` · ${t.state.seal} ${parcel.sealNo}`}
                {parcel.invitations === 0 ? '' : ` · ${t.state.invitations} ${parcel.invitations}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t.state.papers}</h3>
      {papers.length === 0 ? <p className="quiet">{t.state.none}</p> : null}
      <ul className="plain papers">
        {papers.map(({ kind, position, label }) => (
          <li key={position}>
            {term('paper', kind, language)}
            {label === undefined ? null : (
              <span className="quiet">
                {' '}
                <Value of={label} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {olderPapers === 0 ? null : <p className="quiet">{t.state.olderPapers(numberText(olderPapers, language))}</p>}
      {Object.keys(attributes).length === 0 ? null : (
        <details>
          <summary>{t.state.attributes}</summary>
          <Facts
            of={Object.entries(attributes).map(([name, value]) => [name, <Written key={name}>{value}</Written>])}
          />
        </details>
      )}
    </>
  );
}

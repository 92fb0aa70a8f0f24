import type { CompareMoments } from '@hoso/contracts';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useAddress } from '../address.ts';
import { question } from '../ask.ts';
import { numberText } from '../format.ts';
import { boundsOf, type HistoryEvent } from '../history.ts';
import { type Language, useTexts } from '../language.ts';
import { useAnswer } from '../use-answer.ts';
import { eventLine, eventName } from '../words/event-name.ts';
import { durationText, term } from '../words/terms.ts';
import { Answered } from './answered.tsx';
import { Facts, Value, When, Written } from './text.tsx';

type Difference = z.output<typeof CompareMoments.answer>;

const restMs = 180;

/** One event whole: both of its times, who wrote it, what it says and what it changed. */
export function EventDetails({
  dossier,
  event,
  before,
}: {
  readonly dossier: string;
  readonly event: HistoryEvent;
  /** The moment before it. */
  readonly before: string | undefined;
}): ReactNode {
  const { language, t } = useTexts();
  const { occurredAt, recordedAt, position, stream, version, actor, data, late, lateMs, lateBecause, corrects } = event;
  const line = eventLine(event, language);
  return (
    <section className="card details" aria-labelledby="event">
      <h2 id="event">
        <Written>{eventName(event, language)}</Written>
      </h2>
      {line === undefined ? null : (
        <p>
          <Written>{line}</Written>
        </p>
      )}
      {late ? (
        <p className="notice">
          {[
            t.timeline.late(durationText(lateMs, language)),
            ...lateBecause.map((one) => t.timeline.lateBecause[one]),
          ].join(' · ')}
        </p>
      ) : null}
      {corrects === undefined ? null : <p className="notice">{t.timeline.corrects(numberText(corrects, language))}</p>}
      <Facts
        of={[
          [t.timeline.occurred, <When key="o" at={occurredAt} exact />],
          [t.timeline.recorded, <When key="r" at={recordedAt} exact />],
          [t.timeline.by, `${term('role', actor.role, language)} · ${actor.id} · ${actor.unit}`],
          [t.timeline.position, numberText(position, language)],
          [t.timeline.stream, `${stream} (${version})`],
        ]}
      />
      {before === undefined ? null : <Changes dossier={dossier} from={before} to={`#${position}`} />}
      <details>
        <summary>{t.timeline.details}</summary>
        <Content of={data} depth={0} />
      </details>
    </section>
  );
}

/** What differs in the state right after an event from right before it. */
function Changes({
  dossier,
  from,
  to,
}: {
  readonly dossier: string;
  readonly from: string;
  readonly to: string;
}): ReactNode {
  const { language, t } = useTexts();
  const { log, reading } = useAddress();
  const [{ asOf: fromAsOf, asKnown: fromAsKnown }, { asOf: toAsOf, asKnown: toAsKnown }] = [
    boundsOf(from, reading),
    boundsOf(to, reading),
  ];
  const path = question('/replay/difference', { dossier, log, fromAsOf, fromAsKnown, toAsOf, toAsKnown, limit: 0 });
  const told = useAnswer<Difference>(path, { delayMs: restMs });
  return (
    <div className={told.asking ? 'asking' : ''} aria-busy={told.asking}>
      <h3>{t.timeline.changes}</h3>
      <Answered told={told}>
        {({ changes }) =>
          changes.length === 0 ? (
            <p className="quiet">{t.timeline.noChanges}</p>
          ) : (
            <Facts
              of={changes
                .filter(({ field }) => field !== 'statusCode')
                .slice(0, membersMax)
                .map(({ field, words, before, after }) => [
                  words[language],
                  <span key={field}>
                    {before === undefined ? null : (
                      <>
                        <del>
                          <Value of={wordOf(field, before, language)} />
                        </del>
                        {' → '}
                      </>
                    )}
                    <Value of={wordOf(field, after, language)} />
                  </span>,
                ])}
            />
          )
        }
      </Answered>
    </div>
  );
}

/** A status has its word; everything else speaks for itself. */
function wordOf(field: string, value: unknown, language: Language): unknown {
  return field === 'status' && typeof value === 'string' ? term('status', value, language) : value;
}

const depthMax = 5;
const membersMax = 50;

/** Whatever an event holds, as text: nothing of it is ever markup. */
function Content({ of, depth }: { readonly of: unknown; readonly depth: number }): ReactNode {
  const { t } = useTexts();
  if (of === null || typeof of !== 'object') return <Value of={of} />;
  if ('kid' in of && 'ct' in of) return <span className="sealed">{t.timeline.sealed}</span>;
  if (depth >= depthMax) return '…';
  const members = Object.entries(of).slice(0, membersMax);
  if (members.length === 0) return '–';
  return (
    <dl className="facts data">
      {members.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Content of={value} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

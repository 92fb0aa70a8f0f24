import type { ReactNode } from 'react';
import { numberText } from '../format.ts';
import type { HistoryEvent } from '../history.ts';
import { useTexts } from '../language.ts';
import { eventName } from '../words/event-name.ts';
import { durationText, term } from '../words/terms.ts';
import { lateMs } from './event-list.tsx';
import { Facts, When, Written } from './text.tsx';

/** One event whole: both of its times, who wrote it, what it says. */
export function EventDetails({ event }: { readonly event: HistoryEvent }): ReactNode {
  const { language, t } = useTexts();
  const { occurredAt, recordedAt, position, stream, version, actor, data } = event;
  return (
    <section className="card details" aria-labelledby="event">
      <h3 id="event">
        <Written>{eventName(event, language)}</Written>
      </h3>
      {event.lateMs >= lateMs ? (
        <p className="notice">{t.timeline.late(durationText(event.lateMs, language))}</p>
      ) : null}
      <Facts
        of={[
          [t.timeline.occurred, <When key="o" at={occurredAt} />],
          [t.timeline.recorded, <When key="r" at={recordedAt} />],
          [t.timeline.by, `${term('role', actor.role, language)} · ${actor.id} · ${actor.unit}`],
          [t.timeline.position, numberText(position, language)],
          [t.timeline.stream, `${stream} (${version})`],
        ]}
      />
      <details>
        <summary>{t.timeline.details}</summary>
        <Value of={data} depth={0} />
      </details>
    </section>
  );
}

const depthMax = 5;
const membersMax = 50;

/** Whatever an event holds, as text: nothing of it is ever markup. */
function Value({ of, depth }: { readonly of: unknown; readonly depth: number }): ReactNode {
  const { t } = useTexts();
  if (of === null || of === undefined) return '–';
  if (typeof of !== 'object') return <Written>{String(of)}</Written>;
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
            <Value of={value} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { refine, useAddress } from '../address.ts';
import type { Answer } from '../ask.ts';
import type { HistoryEvent, ReplayAnswer } from '../history.ts';
import { useTexts } from '../language.ts';
import { isWithin, momentAt } from '../moment.ts';
import { durationText } from '../words/terms.ts';
import { eventLine, eventName } from '../words/event-name.ts';
import { Answered } from './answered.tsx';
import { FreshAs } from './freshness.tsx';
import { When, Written } from './text.tsx';
import type { Evidence } from './time-walk.tsx';

/** Rows that are drawn above and below those in sight. */
const spareRows = 6;

/**
 * A dossier's events over all its streams. However many there are, only the rows in sight are drawn: all rows are of
 * one height, so that where a row lies is known without drawing those before it.
 */
export function EventList({
  ordered,
  index,
  evidence,
  log,
}: {
  readonly ordered: readonly HistoryEvent[];
  readonly index: number;
  readonly evidence: Evidence;
  readonly log: Answer<ReplayAnswer> | undefined;
}): ReactNode {
  const { t } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  const { from, to, rowHeight, onScroll, reveal } = useWindow(frame, ordered.length);
  const isWalking = useRef(false);
  const position = ordered[index]?.position;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row is revealed when it becomes the current one
  useLayoutEffect(() => {
    if (rowHeight > 0) reveal(index);
  }, [index, position, rowHeight]);
  useEffect(() => {
    if (!isWalking.current) return;
    // The row may have to be drawn first: then the next drawing comes here again.
    const row = frame.current?.querySelector<HTMLElement>('[aria-current]');
    row?.focus({ preventScroll: true });
    if (row?.dataset['position'] === String(position)) isWalking.current = false;
  });
  const walk = (event: KeyboardEvent): void => {
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: -ordered.length, End: ordered.length };
    const [, step] = Object.entries(steps).find(([key]) => key === event.key) ?? [];
    if (step === undefined) return;
    event.preventDefault();
    isWalking.current = true;
    refine({ at: momentAt(ordered, Math.min(ordered.length - 1, Math.max(0, index + step))) });
  };
  return (
    <section className="card events" aria-labelledby="events">
      <h2 id="events">{t.timeline.title}</h2>
      <p className="aloud">{t.timeline.help}</p>
      <Answered told={{ answer: log, value: log?.kind === 'told' ? log.value : undefined, asking: false }}>
        {(answer) => (
          <>
            <div ref={frame} className="window" onScroll={onScroll}>
              <ol style={{ blockSize: `${ordered.length * rowHeight}px` }}>
                {ordered.slice(from, to).map((event, place) => (
                  <EventRow
                    key={event.position}
                    event={event}
                    top={(from + place) * rowHeight}
                    place={from + place}
                    count={ordered.length}
                    isCurrent={from + place === index}
                    evidence={evidence}
                    ordered={ordered}
                    onKeyDown={walk}
                  />
                ))}
              </ol>
            </div>
            <FreshAs of={answer} />
          </>
        )}
      </Answered>
    </section>
  );
}

function EventRow({
  event,
  top,
  place,
  count,
  isCurrent,
  evidence,
  ordered,
  onKeyDown,
}: {
  readonly event: HistoryEvent;
  readonly top: number;
  readonly place: number;
  readonly count: number;
  readonly isCurrent: boolean;
  readonly evidence: Evidence;
  readonly ordered: readonly HistoryEvent[];
  readonly onKeyDown: (event: KeyboardEvent) => void;
}): ReactNode {
  const { language, t } = useTexts();
  const { at, reading } = useAddress();
  const isThere = isWithin(event, at, reading, ordered);
  const line = eventLine(event, language);
  const found = evidence.get(event.position) ?? [];
  return (
    <li
      style={{ transform: `translateY(${top}px)` }}
      aria-setsize={count}
      aria-posinset={place + 1}
      className={`event${isThere ? '' : ' beyond'}${isCurrent ? ' current' : ''}${event.late ? ' is-late' : ''}`}
    >
      <button
        type="button"
        tabIndex={isCurrent ? 0 : -1}
        aria-current={isCurrent ? 'step' : undefined}
        data-position={event.position}
        onKeyDown={onKeyDown}
        onClick={() => refine({ at: `#${event.position}` })}
      >
        <span className="what">
          <Written>{eventName(event, language)}</Written>
          {isThere ? null : <span className="aloud"> ({t.timeline.beyond})</span>}
        </span>
        <span className="marks-of">
          {event.late ? (
            <span className="chip late">{t.timeline.late(durationText(event.lateMs, language))}</span>
          ) : null}
          {[...new Set(found.map(({ rule, severity }) => `${severity} ${rule}`))].map((one) => (
            <span key={one} className={`chip severity ${one.slice(0, 1)}`}>
              {one.slice(2)}
            </span>
          ))}
        </span>
        <span className="line">{line === undefined ? null : <Written>{line}</Written>}</span>
        <span className="quiet">
          <When at={reading === 'stood' ? event.occurredAt : event.recordedAt} /> · {event.actor.unit}
          {event.actor.role === 'system' ? null : ` · ${event.actor.id}`}
        </span>
      </button>
    </li>
  );
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly rowHeight: number;
  readonly onScroll: () => void;
  readonly reveal: (index: number) => void;
}

/** Which rows are in sight. The height of a row is the style sheet's, and grows with the reader's letters. */
function useWindow(frame: { readonly current: HTMLDivElement | null }, count: number): Window {
  const [sight, setSight] = useState({ top: 0, height: 480, rowHeight: 0 });
  const look = (): void => {
    const { current } = frame;
    if (!current) return;
    const rowHeight = Number.parseFloat(getComputedStyle(current).getPropertyValue('line-height')) * rowLines;
    setSight({ top: current.scrollTop, height: current.clientHeight, rowHeight });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured once there are rows, and on resizing
  useLayoutEffect(() => {
    look();
    addEventListener('resize', look);
    return () => removeEventListener('resize', look);
  }, [count > 0]);
  const { top, height, rowHeight } = sight;
  const first = rowHeight === 0 ? 0 : Math.floor(top / rowHeight);
  const rows = rowHeight === 0 ? spareRows : Math.ceil(height / rowHeight);
  return {
    from: Math.max(0, Math.min(first, count - rows) - spareRows),
    to: Math.min(count, first + rows + spareRows),
    rowHeight,
    onScroll: look,
    reveal: (index) => {
      const { current } = frame;
      if (!current) return;
      const place = index * rowHeight;
      if (place < current.scrollTop) current.scrollTop = place;
      const below = place + rowHeight - current.clientHeight;
      if (below > current.scrollTop) current.scrollTop = below;
    },
  };
}

/** Lines of text that a row is high. */
const rowLines = 3.25;

import type { Finding } from '@hoso/contracts';
import { type ReactNode, useMemo, useState } from 'react';
import { type Reading, refine, useAddress } from '../address.ts';
import { fieldOf, instantOfField, momentText, numberText } from '../format.ts';
import type { History, HistoryEvent } from '../history.ts';
import { useTexts } from '../language.ts';
import { useLogTime } from '../log-time.ts';
import { instantAt, momentAt } from '../moment.ts';
import { eventName } from '../words/event-name.ts';

export type Evidence = ReadonlyMap<number, readonly Finding[]>;

interface Walked {
  readonly ordered: readonly HistoryEvent[];
  readonly index: number;
  readonly evidence: Evidence;
}

const readings: readonly Reading[] = ['known', 'stood', 'both'];

/** The moment one stands at: a slider by event or by instant, steps, and how the dossier is read there. */
export function TimeWalk({ ordered, index, evidence, history }: Walked & { readonly history: History }): ReactNode {
  const { language, t } = useTexts();
  const { reading } = useAddress();
  const [by, setBy] = useState<'event' | 'instant'>('event');
  return (
    <section className="card time" aria-labelledby="time">
      <div className="heading">
        <h2 id="time">{t.time.title}</h2>
        {history.whole || history.events.length === 0 ? null : (
          <span className="quiet" role="status">
            {t.time.loading(numberText(history.events.length, language))}
          </span>
        )}
        <fieldset className="choice">
          <legend>{t.time.by}</legend>
          {(['event', 'instant'] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="by" checked={by === one} onChange={() => setBy(one)} />
              <span>{one === 'event' ? t.time.byEvent : t.time.byInstant}</span>
            </label>
          ))}
        </fieldset>
      </div>
      {by === 'event' ? (
        <EventSlider ordered={ordered} index={index} evidence={evidence} />
      ) : (
        <InstantSlider ordered={ordered} index={index} evidence={evidence} />
      )}
      <Steps ordered={ordered} index={index} evidence={evidence} />
      <fieldset className="choice readings">
        <legend>{t.time.reading}</legend>
        {readings.map((one) => (
          <label key={one} title={t.time[`${one}Why`]}>
            <input
              type="radio"
              name="reading"
              checked={reading === one}
              onChange={() => refine({ reading: one })}
              aria-describedby="reading-why"
            />
            <span>{t.time[one]}</span>
          </label>
        ))}
        <p id="reading-why" className="quiet">
          {t.time[`${reading}Why`]}
        </p>
      </fieldset>
    </section>
  );
}

function EventSlider({ ordered, index, evidence }: Walked): ReactNode {
  const { language, t } = useTexts();
  const event = ordered[index];
  const place = t.time.of(numberText(index + 1, language), numberText(ordered.length, language));
  const said = event ? `${place}: ${eventName(event, language)}` : t.time.before;
  return (
    <div className="slider">
      <input
        type="range"
        min={-1}
        max={Math.max(0, ordered.length - 1)}
        value={index}
        aria-label={t.time.slider}
        aria-valuetext={said}
        onChange={({ target }) => refine({ at: momentAt(ordered, Number(target.value)) })}
      />
      <Marks ordered={ordered} evidence={evidence} />
      <output>{said}</output>
    </div>
  );
}

/** How many marks of findings a slider shows: more would be a line. */
const marksMax = 200;

function Marks({ ordered, evidence }: Omit<Walked, 'index'>): ReactNode {
  const marks = useMemo(
    () =>
      ordered
        .flatMap(({ position }, at) => (evidence.has(position) ? [{ position, at }] : []))
        .slice(0, marksMax)
        .map(({ position, at }) => ({ position, share: (at + 1) / Math.max(1, ordered.length) })),
    [ordered, evidence],
  );
  return (
    <div className="marks" aria-hidden="true">
      {marks.map(({ position, share }) => (
        <span key={position} style={{ insetInlineStart: `${share * 100}%` }} />
      ))}
    </div>
  );
}

const minuteMs = 60_000;
/** An arrow key moves an hour. */
const hourMinutes = 60;

function InstantSlider({ ordered }: Walked): ReactNode {
  const { language, t } = useTexts();
  const { at, reading } = useAddress();
  const now = useLogTime();
  const instants = ordered.flatMap(({ occurredAt, recordedAt }) => [Date.parse(occurredAt), Date.parse(recordedAt)]);
  const from = Math.floor(instants.reduce((least, one) => Math.min(least, one), Date.parse(now)) / minuteMs) - 1;
  const to = Math.ceil(instants.reduce((most, one) => Math.max(most, one), Date.parse(now)) / minuteMs);
  const shown = (at === undefined ? undefined : instantAt(ordered, at, reading)) ?? now;
  const value = Math.ceil(Date.parse(shown) / minuteMs);
  return (
    <div className="slider">
      <input
        type="range"
        min={from}
        max={Math.max(to, from + 1)}
        step={1}
        value={value}
        aria-label={t.time.slider}
        aria-valuetext={momentText(shown, language)}
        onKeyDown={(event) => {
          const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
          const [, step] = Object.entries(steps).find(([key]) => key === event.key) ?? [];
          if (step === undefined) return;
          event.preventDefault();
          refine({ at: new Date((value + step * hourMinutes) * minuteMs).toISOString() });
        }}
        onChange={({ target }) => refine({ at: new Date(Number(target.value) * minuteMs).toISOString() })}
      />
      <div className="inline">
        <output>{momentText(shown, language)}</output>
        <label className="inline">
          <span>{t.time.instant}</span>
          <input
            type="datetime-local"
            value={fieldOf(value * minuteMs)}
            onChange={({ target }) => refine({ at: instantOfField(target.value) })}
          />
        </label>
      </div>
    </div>
  );
}

function Steps({ ordered, index, evidence }: Walked): ReactNode {
  const { t } = useTexts();
  const { at } = useAddress();
  const step = (to: number): void => refine({ at: momentAt(ordered, to) });
  const isFound = (one: HistoryEvent): boolean => evidence.has(one.position);
  const nextFinding = ordered.findIndex((one, place) => place > index && isFound(one));
  const previousFinding = index <= 0 ? -1 : ordered.slice(0, index).findLastIndex(isFound);
  return (
    <div className="steps">
      <button type="button" disabled={index <= 0} onClick={() => step(0)}>
        {t.time.first}
      </button>
      <button type="button" disabled={index < 0} onClick={() => step(index - 1)}>
        ← {t.time.previous}
      </button>
      <button type="button" disabled={index >= ordered.length - 1} onClick={() => step(index + 1)}>
        {t.time.next} →
      </button>
      <button type="button" disabled={at === undefined} onClick={() => refine({ at: undefined })}>
        {t.time.last}
      </button>
      <span className="gap" />
      <button type="button" className="to-finding" disabled={previousFinding < 0} onClick={() => step(previousFinding)}>
        ← {t.time.previousFinding}
      </button>
      <button type="button" className="to-finding" disabled={nextFinding < 0} onClick={() => step(nextFinding)}>
        {t.time.nextFinding} →
      </button>
    </div>
  );
}

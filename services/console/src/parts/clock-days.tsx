import type { ShowClock } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { useAddress } from '../address.ts';
import { question } from '../ask.ts';
import { dateText, numberText } from '../format.ts';
import { boundsOf } from '../history.ts';
import { useTexts } from '../language.ts';
import { useAnswer } from '../use-answer.ts';
import { Answered } from './answered.tsx';
import { FreshAs } from './freshness.tsx';
import { Facts, When, Written } from './text.tsx';

type Clock = z.output<typeof ShowClock.answer>;
type Ledger = NonNullable<Clock['ledger']>;

const restMs = 250;
const few = 14;
const hourMs = 3_600_000;

/** The dossier's clock at the moment one stands at: every date, whether it counted, and why. */
export function ClockDays({
  dossier,
  moment,
  version,
}: {
  readonly dossier: string;
  readonly moment: string | undefined;
  readonly version: number;
}): ReactNode {
  const { language, t } = useTexts();
  const { reading, log } = useAddress();
  const path = question('/replay/clock', { dossier, log, ...boundsOf(moment, reading) });
  const told = useAnswer<Clock>(path, { version, delayMs: restMs });
  return (
    <section className={`card clock${told.asking ? ' asking' : ''}`} aria-labelledby="clock">
      <h2 id="clock">{t.clock.title}</h2>
      <Answered told={told}>
        {(clock) => (
          <>
            {clock.why ? (
              <p className="quiet">
                <Written>{clock.why[language]}</Written>
              </p>
            ) : null}
            {clock.ledger ? <LedgerTable ledger={clock.ledger} /> : null}
            <Facts
              className="across"
              of={[
                [t.dossier.originalDueAt, clock.originalDueAt && <When key="o" at={clock.originalDueAt} />],
                [t.dossier.dueAt, clock.currentDueAt && <When key="c" at={clock.currentDueAt} />],
              ]}
            />
            <FreshAs of={clock} />
          </>
        )}
      </Answered>
    </section>
  );
}

function LedgerTable({ ledger: { counts, wanted, dueAt, days } }: { readonly ledger: Ledger }): ReactNode {
  const { language, t } = useTexts();
  const [all, setAll] = useState(false);
  const amount = (value: number): string =>
    counts === 'workingMs'
      ? t.clock.hours(numberText(Math.round((value / hourMs) * 100) / 100, language))
      : t.clock.days(numberText(value, language));
  const shown = all ? days : days.slice(0, few);
  return (
    <>
      <p>
        {t.clock.wanted(amount(wanted))}
        {dueAt === undefined ? null : (
          <>
            {' · '}
            {t.dossier.dueAt} <When at={dueAt} />
          </>
        )}
      </p>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t.clock.date}</th>
              <th scope="col">{t.clock.counts}</th>
              <th scope="col">{t.clock.total}</th>
              <th scope="col">{t.clock.reason}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ date, reason, words, added, total, positions }) => (
              <tr key={date} className={added > 0 ? 'counted' : reason}>
                <th scope="row">{dateText(`${date}T05:00:00.000Z`, language)}</th>
                <td>{added > 0 ? `+ ${amount(added)}` : '–'}</td>
                <td>{amount(total)}</td>
                <td>
                  <Written>{words[language]}</Written>
                  {positions.length === 0 ? null : (
                    <span className="quiet"> ({t.clock.moved(positions.join(', '))})</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all || days.length <= few ? null : (
        <button type="button" className="all-days" onClick={() => setAll(true)}>
          {t.clock.all}
        </button>
      )}
    </>
  );
}

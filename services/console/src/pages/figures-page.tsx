import type { ShowFigures } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { question } from '../ask.ts';
import { numberText } from '../format.ts';
import { useTexts } from '../language.ts';
import { useLive, useRested } from '../live.ts';
import { useUnitNames } from '../names.ts';
import { Answered } from '../parts/answered.tsx';
import { Choice } from '../parts/choice.tsx';
import { CountedDossiers } from '../parts/counted-dossiers.tsx';
import { FreshAs } from '../parts/freshness.tsx';
import { Pager } from '../parts/pager.tsx';
import { useAnswer } from '../use-answer.ts';
import { term } from '../words/terms.ts';

type Figures = z.output<typeof ShowFigures.answer>;
type Line = Figures['items'][number];

const everyMs = 3_000;
const typedMs = 400;
const groups = ['level', 'oneStop', 'agency', 'officer', 'procedure', 'channel', 'month', 'week'] as const;
type Group = (typeof groups)[number];
const columns = ['dossiers', 'early', 'onTime', 'late', 'inTerm', 'overdue', 'withdrawn'] as const;
const periodForm = /^\d{4}(Q[1-4]|-W\d{2}|-\d{2}(-\d{2})?)?$/;

/** A line's figure that somebody looks behind. */
interface Behind {
  readonly name: string;
  readonly figure: (typeof columns)[number];
}

/** What dossiers came to, by anything, over any period; each number leads to its dossiers. */
export function FiguresPage(): ReactNode {
  const { t } = useTexts();
  const nameOf = useNames();
  const [{ by, basis, typed }, setAsked] = useState<Asking>({ by: 'level', basis: 'received', typed: '' });
  const [after, setAfter] = useState<string | undefined>();
  const [behind, setBehind] = useState<Behind | undefined>();
  const period = periodForm.test(typed) ? typed : undefined;
  const version = useRested(useLive().moves, everyMs);
  const told = useAnswer<Figures>(question('/figures', { by, basis, period, after, limit: 50 }), {
    version,
    delayMs: typed === '' ? 0 : typedMs,
  });
  const ask = (to: Partial<Asking>): void => {
    setAfter(undefined);
    setBehind(undefined);
    setAsked((before) => ({ ...before, ...to }));
  };
  return (
    <div className="columns">
      <section className="card" aria-labelledby="figures">
        <h1 id="figures">{t.figures.title}</h1>
        <Asked {...{ by, basis, typed }} onAsk={ask} />
        <Answered told={told}>
          {(figures) => (
            <>
              <Table figures={figures} by={by} nameOf={nameOf} onLook={setBehind} />
              <Pager next={figures.next} after={after} onGo={setAfter} />
              <FreshAs of={figures} />
              <Legend figures={figures} />
            </>
          )}
        </Answered>
      </section>
      {behind === undefined ? null : (
        <CountedDossiers
          key={`${by} ${behind.name} ${behind.figure} ${period} ${basis}`}
          title={`${nameOf(by, behind.name)}: ${t.figures.columns[behind.figure]}`}
          members={{ basis, period, figure: behind.figure, ...membersOf(by, behind.name) }}
          version={version}
        />
      )}
    </div>
  );
}

/** What somebody chose, and the period as far as he has typed it. */
interface Asking {
  readonly by: Group;
  readonly basis: Figures['basis'];
  readonly typed: string;
}

function Asked({ by, basis, typed, onAsk }: Asking & { readonly onAsk: (to: Partial<Asking>) => void }): ReactNode {
  const { t } = useTexts();
  return (
    <div className="inline">
      <Choice
        label={t.figures.by}
        value={by}
        options={groups}
        words={t.figures.groups}
        onChoose={(one) => onAsk({ by: one })}
      />
      <Choice
        label={t.figures.basis}
        value={basis}
        options={['received', 'finished'] as const}
        words={t.figures.bases}
        onChoose={(one) => onAsk({ basis: one })}
      />
      <label className="inline">
        <span>{t.figures.period}</span>
        <input
          value={typed}
          placeholder="2022Q1"
          size={10}
          onChange={({ target }) => onAsk({ typed: target.value.trim() })}
        />
      </label>
    </div>
  );
}

/** What a line of a grouping is asked by: a month or a week is a period. */
function membersOf(by: Group, name: string): Readonly<Record<string, string | undefined>> {
  return by === 'month' || by === 'week' ? { period: name } : { [by]: name };
}

function useNames(): (by: Group, name: string | undefined) => string {
  const { language, t } = useTexts();
  const unitNameOf = useUnitNames();
  return (by, name) => {
    if (name === undefined) return t.figures.nobody;
    if (by === 'level') return Object.entries(t.figures.levels).find(([level]) => level === name)?.[1] ?? name;
    if (by === 'channel') return term('channel', name, language);
    return by === 'oneStop' || by === 'agency' ? unitNameOf(name) : name;
  };
}

function Table({
  figures,
  by,
  nameOf,
  onLook,
}: {
  readonly figures: Figures;
  readonly by: Group;
  readonly nameOf: (by: Group, name: string | undefined) => string;
  readonly onLook: (behind: Behind) => void;
}): ReactNode {
  const { language, t } = useTexts();
  const rate = ({ lateRate }: Line['counts']): string =>
    lateRate === undefined ? '–' : `${numberText(lateRate, language)} %`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls a wide table by its focus
    <section className="wide" tabIndex={0} aria-label={t.figures.columns.dossiers}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.figures.groups[by]}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t.figures.columns[column]}
              </th>
            ))}
            <th scope="col">{t.figures.rate}</th>
          </tr>
        </thead>
        <tbody>
          {figures.items.map(({ of, counts }) => (
            <tr key={of[by] ?? ''}>
              <th scope="row">{nameOf(by, of[by])}</th>
              {columns.map((figure) => (
                <Cell key={figure} count={counts[figure]} figure={figure} name={of[by]} onLook={onLook} />
              ))}
              <td>{rate(counts)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t.figures.all}</th>
            {columns.map((figure) => (
              <td key={figure}>{numberText(figures.total[figure], language)}</td>
            ))}
            <td>{rate(figures.total)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function Cell({
  count,
  figure,
  name,
  onLook,
}: {
  readonly count: number;
  readonly figure: Behind['figure'];
  readonly name: string | undefined;
  readonly onLook: (behind: Behind) => void;
}): ReactNode {
  const { language } = useTexts();
  const isBad = count > 0 && (figure === 'late' || figure === 'overdue');
  const text = numberText(count, language);
  return (
    <td className={isBad ? 'late' : ''}>
      {count === 0 || name === undefined ? (
        text
      ) : (
        <button type="button" className="plain" onClick={() => onLook({ name, figure })}>
          {text}
        </button>
      )}
    </td>
  );
}

function Legend({ figures: { legend } }: { readonly figures: Figures }): ReactNode {
  const { language, t } = useTexts();
  const names: Readonly<Record<string, string>> = { ...t.figures.columns, lateRate: t.figures.rate };
  return (
    <details>
      <summary>{t.figures.legend}</summary>
      <dl>
        {legend.map(({ name, words }) =>
          names[name] === undefined ? null : (
            <div key={name}>
              <dt>{names[name]}</dt>
              <dd>{words[language]}</dd>
            </div>
          ),
        )}
      </dl>
    </details>
  );
}

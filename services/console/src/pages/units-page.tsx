import type { ListHeldDossiers, ListUnitLoads } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { refine, useAddress } from '../address.ts';
import { question } from '../ask.ts';
import { fieldOf, instantOfField, numberText } from '../format.ts';
import { useTexts } from '../language.ts';
import { useLive, useRested } from '../live.ts';
import { useUnitNames } from '../names.ts';
import { Link } from '../parts/link.tsx';
import { PageRows } from '../parts/page-rows.tsx';
import { When } from '../parts/text.tsx';
import { useAnswer } from '../use-answer.ts';
import { term } from '../words/terms.ts';

type Loads = z.output<typeof ListUnitLoads.answer>;
type Held = z.output<typeof ListHeldDossiers.answer>;

const everyMs = 1_500;
/** A moment that is being typed is not asked for at every key. */
const typedMs = 300;

/** What lay in each unit at an instant, by default now. */
export function UnitsPage(): ReactNode {
  const { language, t } = useTexts();
  const nameOf = useUnitNames();
  const { at, unit } = useAddress();
  const instant = at?.startsWith('#') ? undefined : at;
  const version = useRested(useLive().moves, everyMs);
  const told = useAnswer<Loads>(question('/units/loads', { at: instant }), { version, delayMs: instant ? typedMs : 0 });
  const shownAt = instant ?? told.value?.at;
  return (
    <div className="columns">
      <section className="card" aria-labelledby="units">
        <h1 id="units">{t.units.title}</h1>
        <div className="inline">
          <label className="inline">
            <span>{t.units.at}</span>
            <input
              type="datetime-local"
              value={shownAt === undefined ? '' : fieldOf(Date.parse(shownAt))}
              onChange={({ target }) => refine({ at: instantOfField(target.value) })}
            />
          </label>
          <button type="button" onClick={() => refine({ at: undefined })} disabled={instant === undefined}>
            {t.units.now}
          </button>
        </div>
        <PageRows told={told} none={t.units.none}>
          {(items) => (
            <table hidden={items.length === 0}>
              <thead>
                <tr>
                  <th scope="col">{t.units.unit}</th>
                  <th scope="col">{t.units.dossiers}</th>
                  <th scope="col">{t.units.overdue}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((load) => (
                  <tr key={load.unit}>
                    <th scope="row">
                      <button
                        type="button"
                        className="plain"
                        aria-pressed={load.unit === unit}
                        onClick={() => refine({ unit: load.unit })}
                      >
                        {nameOf(load.unit)}
                      </button>
                    </th>
                    <td>{numberText(load.dossiers, language)}</td>
                    <td className={load.overdue > 0 ? 'late' : ''}>{numberText(load.overdue, language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </PageRows>
      </section>
      {unit === undefined ? null : <HeldDossiers key={unit} unit={unit} at={instant} version={version} />}
    </div>
  );
}

function HeldDossiers({
  unit,
  at,
  version,
}: {
  readonly unit: string;
  readonly at: string | undefined;
  readonly version: number;
}): ReactNode {
  const { language, t } = useTexts();
  const nameOf = useUnitNames();
  const [after, setAfter] = useState<string | undefined>();
  const path = question(`/units/${encodeURIComponent(unit)}/dossiers`, { at, after });
  const told = useAnswer<Held>(path, { version, delayMs: typedMs });
  return (
    <section className="card" aria-labelledby="held">
      <h2 id="held">{t.units.heldBy(nameOf(unit))}</h2>
      <PageRows told={told} after={after} onGo={setAfter} none={t.units.noneHeld}>
        {(items) => (
          <ul className="rows">
            {items.map(({ dossier, code, status, person, since, dueAt, overdue }) => (
              <li key={dossier}>
                <Link to={{ place: 'dossier', dossier, at }} className="row">
                  <span className={code === undefined ? 'no-code' : 'code'}>{code ?? t.dossier.notReceived}</span>
                  <span className={`chip ${overdue ? 'bad' : status}`}>
                    {overdue ? t.dossier.overdue : term('status', status, language)}
                  </span>
                  <span className="quiet">
                    {person === undefined ? null : `${person} · `}
                    {t.units.since} <When at={since} />
                    {dueAt === undefined ? null : (
                      <>
                        {' · '}
                        {t.dossier.dueAt} <When at={dueAt} />
                      </>
                    )}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </PageRows>
    </section>
  );
}

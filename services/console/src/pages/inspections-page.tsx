import type { InspectionSummary, ListInspections } from '@hoso/contracts';
import { type ReactNode, useRef, useState } from 'react';
import type { z } from 'zod';
import { go } from '../address.ts';
import { question } from '../ask.ts';
import { numberText } from '../format.ts';
import { openingFields } from '../inspection-fields.ts';
import { useTexts } from '../language.ts';
import { useLive, useRested } from '../live.ts';
import { useUnitNames } from '../names.ts';
import { Choice } from '../parts/choice.tsx';
import { CommandForm } from '../parts/command-form.tsx';
import { Link } from '../parts/link.tsx';
import { PageRows } from '../parts/page-rows.tsx';
import { When } from '../parts/text.tsx';
import { useSession } from '../session.ts';
import { useAnswer } from '../use-answer.ts';
import { randomId } from '../use-command.ts';

type Inspections = z.output<typeof ListInspections.answer>;

const everyMs = 5_000;
const statuses = ['all', 'open', 'closed'] as const;

/** The inspections that one may know of, the newest first; and one more to be opened. */
export function InspectionsPage(): ReactNode {
  const { t } = useTexts();
  const [status, setStatus] = useState<(typeof statuses)[number]>('all');
  const [after, setAfter] = useState<string | undefined>();
  const [asked, setAsked] = useState(0);
  const { moves, findings } = useLive();
  const version = useRested(moves + findings, everyMs);
  const told = useAnswer<Inspections>(question('/inspections', { status, after, limit: 25 }), {
    version: `${version} ${asked}`,
  });
  const words = t.inspections;
  return (
    <div className="columns">
      <section className="card" aria-labelledby="inspections">
        <div className="heading">
          <h1 id="inspections">{words.title}</h1>
          <Choice
            label={words.filter}
            value={status}
            options={statuses}
            words={words.statuses}
            onChoose={(one) => {
              setStatus(one);
              setAfter(undefined);
            }}
          />
          <button type="button" onClick={() => setAsked((times) => times + 1)}>
            {words.refresh}
          </button>
        </div>
        <PageRows told={told} after={after} onGo={setAfter} none={words.none}>
          {(items) => (
            <ul className="rows">
              {items.map((one) => (
                <Row key={one.id} of={one} />
              ))}
            </ul>
          )}
        </PageRows>
      </section>
      <OpenInspection />
    </div>
  );
}

function Row({ of }: { readonly of: InspectionSummary }): ReactNode {
  const { language, t } = useTexts();
  const nameOf = useUnitNames();
  const { id, kind, status, announced, self, units = [], from, to, openedAt } = of;
  const count = (value: number): string => numberText(value, language);
  return (
    <li>
      <Link to={{ place: 'inspection', inspection: id }} className="row">
        <span className="code">
          {from} – {to}
        </span>
        <span className={`chip ${status === 'open' ? 'received' : 'finished'}`}>{t.inspections.statuses[status]}</span>
        <span className="chip">{self ? t.inspections.self : t.inspections.kinds[kind]}</span>
        {announced ? null : <span className="chip late">{t.inspections.hidden}</span>}
        <span className="name">{units.length === 0 ? t.inspections.all : units.map(nameOf).join(', ')}</span>
        <span className="quiet">
          <When at={openedAt} />
          {' · '}
          {t.inspections.counts(count(of.sample), count(of.findings), count(of.unfinished))}
        </span>
      </Link>
    </li>
  );
}

/** The id is chosen here, and stays the same until it is recorded: one that is sent again is opened once. */
function OpenInspection(): ReactNode {
  const { t } = useTexts();
  const { session } = useSession();
  const id = useRef(randomId());
  const actor = session?.actor;
  if (!actor) return null;
  const own = actor.role === 'inspector' ? undefined : actor.unit;
  return (
    <section className="card" aria-labelledby="open-inspection">
      <h2 id="open-inspection">{t.inspections.open}</h2>
      <CommandForm
        name="inspection"
        fields={openingFields(t, own)}
        submit={t.inspections.open}
        to={() => ({ method: 'PUT', path: `/inspections/${id.current}` })}
        fieldOf={{ ScopeInvalid: 'to', UnitNotFound: 'units', OwnUnitOnly: 'units' }}
        onDone={() => {
          const inspection = id.current;
          id.current = randomId();
          go({ place: 'inspection', inspection });
        }}
      />
    </section>
  );
}

import type { Inspection } from '@hoso/contracts';
import { type ReactNode, useState } from 'react';
import { stepFields } from '../inspection-fields.ts';
import { type InspectionStep, nextStep, stepsOf } from '../inspection-steps.ts';
import { useTexts } from '../language.ts';
import { useUnitNames } from '../names.ts';
import { useSession } from '../session.ts';
import { CommandForm } from './command-form.tsx';
import { FormField } from './form-field.tsx';

/** What may be done next about an inspection, as a form; other steps that are lawful now can be chosen instead. */
export function NextStep({
  inspection,
  version,
  onDone,
  onStale,
}: {
  readonly inspection: Inspection;
  readonly version: number;
  readonly onDone: (version: number) => void;
  readonly onStale: () => void;
}): ReactNode {
  const { t } = useTexts();
  const { session } = useSession();
  const unitNameOf = useUnitNames();
  const [chosen, setChosen] = useState<string | undefined>();
  const actor = session?.actor;
  const steps = actor ? stepsOf(inspection, actor) : [];
  const step = steps.find((one) => one === chosen) ?? nextStep(inspection, steps) ?? steps[0];
  const words = t.inspections;
  return (
    <section className="card" aria-labelledby="next-step">
      <h2 id="next-step">{words.next}</h2>
      {step === undefined || !actor ? (
        <p className="quiet">{words.nothingLeft}</p>
      ) : (
        <>
          <FormField
            field={{
              ...{ name: 'step', kind: 'choice', label: words.step },
              options: steps.map((one) => [one, words.steps[one]]),
            }}
            value={step}
            objection={undefined}
            onType={setChosen}
          />
          <CommandForm
            key={step}
            name={`inspection ${inspection.id} ${step}`}
            fields={stepFields[step]({ inspection, own: actor.unit, t, unitNameOf })}
            submit={words.steps[step]}
            to={() => ({ path: `/inspections/${inspection.id}/${step}` })}
            ifVersion={version}
            fieldOf={{ ...fieldOf, ...(step === 'closing' ? { FieldRequired: 'conclusion' } : {}) }}
            mayInsist={mayInsist.has(step)}
            onDone={(receipt) => onDone(receipt.version)}
            onStale={onStale}
          />
        </>
      )}
    </section>
  );
}

const mayInsist: ReadonlySet<InspectionStep> = new Set(['sample', 'findings', 'closing']);

/** Beside which field a refusal is told. */
const fieldOf = {
  StrataRequired: 'stratifyBy',
  ChecklistItemUnknown: 'item',
  UnitNotInspected: 'unit',
  UnitNotFound: 'unit',
  EvidenceUnknown: 'positions',
  EvidenceOfAnother: 'positions',
  FieldRequired: 'positions',
  FindingNotFound: 'finding',
  MeasureNotFound: 'measure',
};

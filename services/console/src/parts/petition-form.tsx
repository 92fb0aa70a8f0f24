import type { PetitionSummary, Receipt } from '@hoso/contracts';
import { type ReactNode, useRef, useState } from 'react';
import { go } from '../address.ts';
import { useTexts } from '../language.ts';
import { receivedContent, receivingFields, stepFields } from '../petition-fields.ts';
import { nextStep, type PetitionStep, petitionHandlers, stepsOf } from '../petition-steps.ts';
import { useSession } from '../session.ts';
import { randomId } from '../use-command.ts';
import { CommandForm } from './command-form.tsx';
import { FormField } from './form-field.tsx';

/** What may be done next about a petition, as a form; other steps that are lawful now can be chosen instead. */
export function PetitionStepForm({
  petition,
  version,
  onDone,
  onStale,
}: {
  readonly petition: PetitionSummary;
  readonly version: number;
  readonly onDone: (receipt: Receipt) => void;
  readonly onStale: () => void;
}): ReactNode {
  const { t } = useTexts();
  const { session } = useSession();
  const [chosen, setChosen] = useState<string | undefined>();
  const steps = session?.actor ? stepsOf(petition, session.actor) : [];
  const step = steps.find((one) => one === chosen) ?? nextStep(petition, steps) ?? steps[0];
  const words = t.work.petitions;
  return (
    <section className="card" aria-labelledby="next-step">
      <h2 id="next-step">{words.next}</h2>
      {step === undefined ? (
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
            name={`petition ${petition.id} ${step}`}
            fields={stepFields(step, t)}
            submit={words.steps[step]}
            to={() => ({ path: `/petitions/${petition.id}/${step}` })}
            ifVersion={version}
            fieldOf={{ ...fieldOf, FieldRequired: step === 'answer' ? 'answer' : 'reason' }}
            mayInsist={!forPetitioners.has(step)}
            onDone={onDone}
            onStale={onStale}
          />
        </>
      )}
    </section>
  );
}

/** What the petitioner says is his: there is nothing to insist upon. */
const forPetitioners: ReadonlySet<PetitionStep> = new Set(['withdrawal', 'rating']);

/** Beside which field a refusal is told. */
const fieldOf = { OfficerUnknown: 'officer', UnitNotFound: 'unit', ForwardedToItself: 'unit' };

/** The id is chosen here, and stays the same until it is recorded: one that is sent again is received once. */
export function ReceivePetitionForm(): ReactNode {
  const { t } = useTexts();
  const { session } = useSession();
  const id = useRef(randomId());
  const actor = session?.actor;
  if (!actor || !(actor.role === 'applicant' || petitionHandlers.includes(actor.role))) return null;
  const words = t.work.petitions;
  return (
    <section className="card" aria-labelledby="receive-petition">
      <h2 id="receive-petition">{words.receive}</h2>
      <CommandForm
        name="petition"
        fields={receivingFields(t, actor)}
        submit={words.receive}
        to={(typed) => ({ method: 'PUT', path: `/petitions/${id.current}`, body: receivedContent(typed) })}
        fieldOf={{ UnitNotFound: 'unit', petitioner: 'petitionerName' }}
        onDone={() => {
          const petition = id.current;
          id.current = randomId();
          go({ place: 'petition', petition });
        }}
      />
    </section>
  );
}

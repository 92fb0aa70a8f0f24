import type { PetitionSummary } from '@hoso/contracts';
import type { ReactNode } from 'react';
import { useTexts } from '../language.ts';

/** How a petition stands, in a word or two. */
export function PetitionChips({ of }: { readonly of: PetitionSummary }): ReactNode {
  const { t } = useTexts();
  const words = t.work.petitions;
  const { status, awaits, overdue, onTime } = of;
  return (
    <>
      <span className={`chip ${status === 'answered' ? 'finished' : 'received'}`}>
        {awaits === undefined ? words.statuses[status] : words.awaits[awaits]}
      </span>
      {overdue ? <span className="chip bad">{t.dossier.overdue}</span> : null}
      {onTime === false ? <span className="chip late">{words.late}</span> : null}
    </>
  );
}

import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { dossier } from './dossier.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import type { DossierEvent } from './dossier-state.ts';

const given = specification(dossier);
const inProcess = [a.submitted, a.scanned, a.received, a.transferred];
const finance = 'ha-long-finance';
const partDueAt = '2022-03-17T10:00:00.000Z';

const share: DossierCommandOf<'ShareDossier'> = {
  ...{ actor: a.clerk, occurredAt: a.receivedAt, dossier: a.dossierId, agencies: a.oneStop.agencies },
  type: 'ShareDossier',
  data: { agency: finance, dueAt: partDueAt, steps: ['verify'] },
};
const { insisted: _, ...handed } = { insisted: undefined, ...a.transferred.data } as Record<string, unknown>;
function sharedWith(changes: object = {}): DossierEvent {
  const data = { ...handed, agency: finance, case: 2, lead: 1, dueAt: partDueAt, steps: a.procedure.steps.slice(0, 1) };
  return { type: 'DossierShared', data: { ...data, ...changes } } as DossierEvent;
}
const shared = sharedWith();
const recorded = (outcome: string, more: object = {}): DossierEvent =>
  ({ type: 'PartRecorded', data: { case: 2, outcome, ...more } }) as DossierEvent;
const finishedAt = '2022-03-17T04:00:00.000Z';

describe('A dossier that a further agency does a part of', () => {
  it('is its case too, with its own term and steps', () => {
    given(...inProcess)
      .when(share)
      .then(shared);
    given(...inProcess)
      .when({ ...share, data: { agency: finance } })
      .then(sharedWith({ dueAt: a.lawfulDueAt, steps: a.procedure.steps }));
  });
  it('is shared with it once, while it has not finished', () => {
    given(...inProcess, shared)
      .when(share)
      .thenNothing();
    given(...inProcess, shared, recorded('issued'))
      .when(share)
      .then(sharedWith({ case: 3 }));
  });
  it('keeps the dossier’s term above the part’s, by a millisecond, unless somebody insists', () => {
    const late = { ...share, data: { ...share.data, dueAt: '2022-03-18T10:00:00.001Z' } };
    given(...inProcess)
      .when(late)
      .thenRefused('DueDateNotLawful', { lawfulDueAt: a.lawfulDueAt });
    given(...inProcess)
      .when(a.insisting(late))
      .then(sharedWith({ dueAt: '2022-03-18T10:00:00.001Z', insisted: a.insist }));
    given(...inProcess)
      .when(a.insisting({ ...share, data: { ...share.data, dueAt: a.receivedAt } }))
      .thenRefused('DueDateInPast');
  });
  it('goes to another agency of the unit, with steps of the process', () => {
    given(...inProcess)
      .when({ ...share, data: { agency: a.agency } })
      .thenRefused('AgencyDecides');
    given(...inProcess)
      .when({ ...share, data: { agency: 'provincial-police' } })
      .thenRefused('NotAnAgencyOfUnit');
    given(...inProcess)
      .when({ ...share, data: { agency: finance, steps: ['dance'] } })
      .thenRefused('UnknownStep', { step: 'dance' });
    given(a.submitted, a.received).when(share).thenRefused('NotInState');
    given(...inProcess)
      .when(a.insisting(a.by(a.strangeClerk, share)))
      .thenRefused('WrongUnit');
  });
  it('is still the deciding agency’s: what came of the part is recorded beside', () => {
    const result = { ...a.recordResult, data: { outcome: 'issued', case: 2, finishedAt } } as const;
    given(...inProcess, shared)
      .when(result)
      .then(recorded('issued', { finishedAt }));
    given(...inProcess, shared, recorded('issued', { finishedAt }))
      .when(result)
      .thenNothing();
    given(...inProcess, shared, recorded('issued'))
      .when({ ...a.takeResultBack, data: { case: 2 } })
      .then(recorded('recalled'));
    given(...inProcess, shared)
      .when({ ...a.takeDossierBack, data: { case: 2 } })
      .then(recorded('returned'));
    given(...inProcess, shared, recorded('issued'))
      .when(a.recordResult)
      .then({ type: a.resultRecorded.type, data: a.resultRecorded.data } as DossierEvent);
  });
  it('ends with all its parts when it is withdrawn', () =>
    given(...inProcess, shared)
      .when(a.withdraw)
      .then({ type: 'DossierWithdrawn', data: { reason: 'Không cần nữa', case: 1, parts: [2] } }));
});

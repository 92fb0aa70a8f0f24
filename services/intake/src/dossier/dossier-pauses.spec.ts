import type { DueInstants } from '@hoso/contracts';
import { specification } from '@hoso/event-sourcing/testing';
import { describe, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import * as life from '../../test/life-stories.ts';
import { dossier } from './dossier.ts';
import type { DossierCommandOf } from './dossier-command.ts';
import type { DossierEvent } from './dossier-state.ts';

const given = specification(dossier);
const { submitted, received, transferred } = a;
const { paused, stopped, resumed, dueAfterPause } = life;
const inProcess = [submitted, received, transferred] as const;

function event({ type, data }: DossierEvent): DossierEvent {
  return { type, data } as DossierEvent;
}
function pause(data: Partial<DossierCommandOf<'PauseClock'>['data']>): DossierCommandOf<'PauseClock'> {
  return { ...life.pauseClock, data: { ...life.pauseClock.data, ...data } };
}
function resume(data: Partial<DossierCommandOf<'ResumeClock'>['data']>): DossierCommandOf<'ResumeClock'> {
  return { ...life.resumeClock, data: { ...life.resumeClock.data, ...data } };
}
function resumedWith(due: Partial<DueInstants>, data: object = {}): DossierEvent {
  const all = {
    ...{ originalDueAt: dueAfterPause, dueAt: dueAfterPause, lawfulDueAt: dueAfterPause, clockDueAt: dueAfterPause },
    ...due,
  };
  return { type: 'Resumed', data: { cause: 'financial-obligation', case: 1, at: life.resumedAt, ...data, due: all } };
}

describe('A pause of the clock', () => {
  it('follows a financial obligation, or a stop (T9, T15)', () => {
    given(...inProcess)
      .when(life.pauseClock)
      .then(event(paused));
    given(...inProcess)
      .when(pause({ cause: 'stop', groundRef: 'QĐ 12' }))
      .then(event(stopped));
  });
  it('is told without a ground where the agency gave none (V27)', () =>
    given(...inProcess)
      .when(pause({ groundRef: undefined }))
      .then({
        type: 'Paused',
        data: { cause: 'financial-obligation', case: 1, at: life.pausedAt, groundRef: undefined },
      }));
  it('is told once', () =>
    given(...inProcess, paused)
      .when(life.pauseClock)
      .thenNothing());
  it('is one for each cause', () =>
    given(...inProcess, paused)
      .when(pause({ at: life.resumedAt }))
      .thenRefused('NotInState', { status: 'paused' }));
  it('is the platform’s to tell, of the case that the dossier is in', () => {
    given(...inProcess)
      .when(a.insisting(a.by(a.clerk, life.pauseClock)))
      .thenRefused('RoleNotAllowed');
    given(...inProcess)
      .when(pause({ case: 2 }))
      .thenRefused('NotInState');
    given(submitted, received).when(life.pauseClock).thenRefused('NotInState', { status: 'received' });
    given(...inProcess, a.resultRecorded)
      .when(life.pauseClock)
      .thenRefused('NotInState');
  });
  it('may turn into a stop, and a stop begins no second pause', () =>
    given(...inProcess, paused)
      .when(pause({ cause: 'stop', at: life.resumedAt }))
      .then({ type: 'Paused', data: { cause: 'stop', case: 1, at: life.resumedAt, groundRef: life.groundRef } }));
});

describe('A dossier whose clock stands', () => {
  it('has no appointment to move', () =>
    given(...inProcess, paused)
      .when(a.changeDueDate)
      .thenRefused('NotInState', { status: 'paused' }));
  it('may be withdrawn while it is to be paid for, and not once it is stopped (T14)', () => {
    given(...inProcess, paused)
      .when(a.withdraw)
      .then({ type: 'DossierWithdrawn', data: { reason: 'Không cần nữa', case: 1 } });
    given(...inProcess, stopped)
      .when(a.withdraw)
      .thenRefused('NotInState', { status: 'stopped' });
  });
  it('may be decided', () =>
    given(...inProcess, paused)
      .when(a.recordResult)
      .then(event(a.resultRecorded)));
  it('runs anew with a full supplement, also out of a pause', () => {
    const restarted: DossierEvent = {
      type: 'ClockRestarted',
      data: { at: '2022-03-17T02:00:00.000Z', from: a.lawfulDueAt, dueAt: '2022-03-22T10:00:00.000Z', case: 1 },
    };
    given(...inProcess, paused)
      .when(a.restartClock)
      .then(restarted);
    given(...inProcess, paused, restarted)
      .when(life.resumeClock)
      .thenRefused('NotInState', { status: 'in-process' });
  });
});

describe('The clock, when it goes on', () => {
  it('has what was left of the term (T10)', () =>
    given(...inProcess, paused)
      .when(life.resumeClock)
      .then(event(resumed)));
  it('goes on once', () =>
    given(...inProcess, paused, resumed)
      .when(life.resumeClock)
      .thenNothing());
  it('goes on where it stood, for that cause, and not before it stood', () => {
    given(...inProcess)
      .when(life.resumeClock)
      .thenRefused('NotInState', { status: 'in-process' });
    given(...inProcess, paused)
      .when(resume({ cause: 'stop' }))
      .thenRefused('NotInState');
    given(...inProcess, paused)
      .when(resume({ at: '2022-03-16T01:59:59.999Z' }))
      .thenRefused('BeforeReception', { last: life.pausedAt });
  });
  it('moves nothing when no working day closed meanwhile', () =>
    given(...inProcess, paused)
      .when(resume({ at: '2022-03-16T09:59:59.999Z' }))
      .then(
        resumedWith(
          {
            ...{ originalDueAt: a.lawfulDueAt, dueAt: a.lawfulDueAt },
            ...{ lawfulDueAt: a.lawfulDueAt, clockDueAt: a.lawfulDueAt },
          },
          { at: '2022-03-16T09:59:59.999Z' },
        ),
      ));
  it('moves the recorded appointment alone where the pause had no ground', () => {
    const ungrounded: DossierEvent = {
      type: 'Paused',
      data: { cause: 'financial-obligation', case: 1, at: life.pausedAt },
    };
    given(...inProcess, ungrounded)
      .when(life.resumeClock)
      .then(
        resumedWith({
          ...{ originalDueAt: a.lawfulDueAt, dueAt: dueAfterPause },
          ...{ lawfulDueAt: a.lawfulDueAt, clockDueAt: a.lawfulDueAt },
        }),
      );
  });
  it('leaves alone what had run out when it stopped', () => {
    const late = { cause: 'financial-obligation', case: 1, groundRef: life.groundRef } as const;
    given(...inProcess, { type: 'Paused', data: { ...late, at: '2022-03-18T10:00:00.001Z' } })
      .when(resume({ at: '2022-03-25T02:00:00.000Z' }))
      .then(
        resumedWith(
          {
            ...{ originalDueAt: a.lawfulDueAt, dueAt: a.lawfulDueAt },
            ...{ lawfulDueAt: a.lawfulDueAt, clockDueAt: a.lawfulDueAt },
          },
          { at: '2022-03-25T02:00:00.000Z' },
        ),
      );
  });
  it('moves an earlier date on the slip by the closes that it stood, as far from the close as it was', () => {
    const early: DossierEvent = { ...received, data: { ...received.data, dueAt: '2022-03-17T04:00:00.000Z' } };
    given(submitted, early, transferred, paused)
      .when(life.resumeClock)
      .then(
        resumedWith({
          originalDueAt: '2022-03-21T04:00:00.000Z',
          dueAt: '2022-03-21T04:00:00.000Z',
          lawfulDueAt: '2022-03-21T04:00:00.000Z',
        }),
      );
  });
  it('moves the one extension that counts, and keeps what came before it apart', () => {
    const extended: DossierEvent = {
      type: 'DueDateChanged',
      data: { from: a.lawfulDueAt, to: '2022-03-21T10:00:00.000Z', cause: 'extension', slipRef: 'GH-1' },
    };
    const inTime = { ...extended, occurredAt: a.receivedAt };
    given(...inProcess, inTime, paused)
      .when(life.resumeClock)
      .then(resumedWith({ dueAt: '2022-03-23T10:00:00.000Z', lawfulDueAt: '2022-03-23T10:00:00.000Z' }));
  });
  it('stands on while another cause is left, and goes on with the last of them', () => {
    const stop: DossierEvent = {
      type: 'Paused',
      data: { cause: 'stop', case: 1, at: '2022-03-17T02:00:00.000Z', groundRef: 'QĐ 12' },
    };
    const still: DossierEvent = {
      type: 'Resumed',
      data: { cause: 'financial-obligation', case: 1, at: life.resumedAt, awaits: 'stop' },
    };
    given(...inProcess, paused, stop)
      .when(life.resumeClock)
      .then(still);
    // Wednesday to Tuesday: four closes.
    const moved = '2022-03-24T10:00:00.000Z';
    given(...inProcess, paused, stop, still)
      .when(resume({ cause: 'stop', at: '2022-03-22T02:00:00.000Z' }))
      .then(
        resumedWith(
          { originalDueAt: moved, dueAt: moved, lawfulDueAt: moved, clockDueAt: moved },
          { cause: 'stop', at: '2022-03-22T02:00:00.000Z' },
        ),
      );
  });
  it('stands on where its agency waits for a supplement, as it did before the stop', () =>
    given(...inProcess, stopped)
      .when(resume({ cause: 'stop', awaitsSupplement: true }))
      .then({ type: 'Resumed', data: { cause: 'stop', case: 1, at: life.resumedAt, awaits: 'supplement' } }));
  it('has no date where the term has no unit, until the clerk says another', () => {
    const { lawfulDueAt, ...bound } = received.data;
    const unstated: DossierEvent = { ...received, data: { ...bound, term: { unit: 'unstated' } } };
    const undated: DossierEvent = {
      type: 'Resumed',
      data: { cause: 'financial-obligation', case: 1, at: life.resumedAt, due: undefined },
    };
    given(submitted, unstated, transferred, paused).when(life.resumeClock).then(undated);
    const later = { ...a.changeDueDate, data: { dueAt: dueAfterPause, cause: 'pause' as const } };
    given(submitted, unstated, transferred).when(later).thenRefused('SlipRequired');
    given(submitted, unstated, transferred, paused, undated)
      .when(later)
      .then({ type: 'DueDateChanged', data: { from: a.lawfulDueAt, to: dueAfterPause, cause: 'pause', case: 1 } });
  });
  it('counts two pauses as two', () => {
    const again: DossierEvent = {
      type: 'Paused',
      data: { cause: 'stop', case: 1, at: '2022-03-21T02:00:00.000Z', groundRef: 'QĐ 12' },
    };
    const moved = '2022-03-23T10:00:00.000Z';
    given(...inProcess, paused, resumed, again)
      .when(resume({ cause: 'stop', at: '2022-03-22T02:00:00.000Z' }))
      .then(
        resumedWith(
          { originalDueAt: moved, dueAt: moved, lawfulDueAt: moved, clockDueAt: moved },
          { cause: 'stop', at: '2022-03-22T02:00:00.000Z' },
        ),
      );
  });
  it('does not reach beyond the known calendar', () =>
    given(...inProcess, paused)
      .when(resume({ at: '2022-12-31T16:00:00.000Z' }))
      .thenRefused('TermBeyondCalendar', { known: '2022–2022' }));
});

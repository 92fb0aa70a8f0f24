import { type CorrectableEntry, DossierSummary } from '@hoso/contracts';
import { uuidV8 } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as a from '../../test/dossier-stories.ts';
import * as life from '../../test/life-stories.ts';
import { documentOf, type History, recorded } from '../../test/history.ts';
import { dossiers } from './dossiers.view.ts';

const of = { dossier: a.dossierId, case: 1 };
const sealed = { kid: a.dossierId, iv: 'aXY=', ct: 'Y3Q=', tag: 'dGFn' };
const submitted = { ...a.submitted, data: { ...a.submitted.data, applicant: sealed } } as typeof a.submitted;
const handling = { oneStop: a.oneStopId, steps: a.procedure.steps, clerkMayProcess: false };
const opened: History = {
  type: 'CaseOpened',
  data: { ...of, ...handling, agency: a.agency, startAt: a.receivedAt, dueAt: a.lawfulDueAt },
};
const assigned: History = { type: 'OfficerAssigned', data: { ...of, officer: 'officer-0902' } };
const verified: History = { type: 'StepCompleted', data: { ...of, step: 'verify', role: 'officer' } };
const asked: History = {
  type: 'AppraisalSupplementRequested',
  data: { ...of, items: ['Bản vẽ'], reason: 'Thiếu', via: 'one-stop', count: 1 },
};
const got: History = {
  type: 'AppraisalSupplementReceived',
  data: { ...of, items: ['Bản vẽ'], restartAt: '2022-03-17T02:00:00.000Z' },
};
const restarted: History = {
  type: 'ClockRestarted',
  data: { at: '2022-03-17T02:00:00.000Z', from: a.lawfulDueAt, dueAt: '2022-03-22T10:00:00.000Z', case: 1 },
};
const reappointed: History = { type: 'ReAppointed', data: { ...of, newDueAt: '2022-03-25T10:00:00.000Z', count: 1 } };
const moved: History = {
  type: 'DueDateChanged',
  data: { from: '2022-03-22T10:00:00.000Z', to: '2022-03-25T10:00:00.000Z', cause: 'extension', slipRef: 'GH-1' },
};
const issued: History = {
  type: 'ResultIssued',
  data: { ...of, document: 'Giấy xác nhận', finishedAt: '2022-03-24T04:00:00.000Z' },
};
const obliged = { type: 'FinancialObligationNotified', data: { ...of, pausesClock: true } } as const;
const paid = { type: 'FinancialObligationFulfilled', data: { ...of, pausedClock: true } } as const;
const stopped = { type: 'ProcessingStopped', data: { ...of, groundRef: 'dispute' } } as const;
const resumed = { type: 'ProcessingResumed', data: { ...of, clockRuns: true } } as const;
const returned = { ...a.resultReturned, occurredAt: '2022-03-25T02:00:00.000Z' };

const summaryOf = (...events: Parameters<typeof recorded>[0]) => documentOf(recorded(events))?.summary;
function indexed(...events: Parameters<typeof recorded>[0]) {
  const document = documentOf(recorded(events));
  const tuples = dossiers.indexes.map(({ name, of }) => [name, document && of(document)]);
  return Object.fromEntries(tuples.filter(([, tuple]) => tuple !== undefined));
}

describe('The view of dossiers', () => {
  it('tells one from its submission', () =>
    expect(summaryOf(submitted)).toEqual({
      id: a.dossierId,
      status: 'registered',
      statusCode: 1,
      procedure: '1.004873',
      channel: 'counter',
      oneStop: a.oneStopId,
      returnBy: 'counter',
      submittedAt: a.submittedAt,
      scans: [],
      stepsDone: [],
      stepsLeft: [],
      supplements: 0,
      reappointments: 0,
      version: 1,
    }));

  it('keeps who applies sealed, with what opens the seal, and never in the clear', () => {
    const [event] = recorded([submitted]);
    expect(documentOf(recorded([submitted]))?.applicant).toEqual({
      sealed,
      eventId: event?.id,
      pointer: '/applicant',
    });
    expect(JSON.stringify(documentOf(recorded([a.submitted])))).not.toContain(a.person.name);
  });

  it('names the petitions about it, and how they came out', () => {
    const told = { petition: uuidV8('petition'), kind: 'petition', topic: 'fee' } as const;
    const [first] = recorded([submitted]);
    const book = (type: string, data: object) => ({ ...first, type, data, stream: `petitionbook-${a.dossierId}` });
    const after = (...events: readonly object[]) => documentOf([...recorded([submitted]), ...events] as never)?.summary;
    const tied = book('PetitionTied', { ...told, unit: a.agency });
    expect(after(tied)?.petitions).toEqual([told]);
    const settled = book('PetitionSettled', { petition: told.petition, outcome: 'withdrawn' });
    expect(after(tied, settled)?.petitions).toEqual([{ ...told, outcome: 'withdrawn' }]);
    expect(after(tied, settled)?.version).toBe(1);
  });

  it('tells its whole life, over both its streams', () => {
    const life = [
      submitted,
      { ...a.scanned, occurredAt: a.receivedAt },
      a.supplementRequested,
      a.supplemented,
      a.received,
      a.transferred,
      assigned,
      asked,
      got,
      restarted,
      verified,
      reappointed,
      moved,
      issued,
      a.resultRecorded,
      returned,
    ] as Parameters<typeof recorded>[0];
    expect(summaryOf(...life)).toEqual({
      id: a.dossierId,
      code: a.code,
      status: 'returned',
      statusCode: 10,
      procedure: '1.004873',
      procedureVersion: 2,
      channel: 'counter',
      oneStop: a.oneStopId,
      agency: a.agency,
      case: 1,
      officer: 'officer-0902',
      returnBy: 'counter',
      submittedAt: a.submittedAt,
      receivedAt: a.receivedAt,
      startAt: '2022-03-17T02:00:00.000Z',
      originalDueAt: '2022-03-22T10:00:00.000Z',
      dueAt: '2022-03-25T10:00:00.000Z',
      lawfulDueAt: '2022-03-25T10:00:00.000Z',
      finishedAt: '2022-03-17T04:00:00.000Z',
      outcome: 'issued',
      returnedAt: '2022-03-25T02:00:00.000Z',
      scans: [{ document: 'application-form', sha256: a.sha256, storedAt: a.receivedAt }],
      stepsDone: ['verify'],
      stepsLeft: ['sign'],
      supplements: 2,
      reappointments: 1,
      version: 10,
      caseVersion: 6,
    });
    for (let count = 1; count <= life.length; count++) DossierSummary.parse(summaryOf(...life.slice(0, count)));
  });

  it('tells by which slips a later date was asked for', () => {
    const newDueAt = '2022-03-25T10:00:00.000Z';
    const asks = (slip: string, until: object): History => ({
      type: 'ExtensionRequested',
      data: { ...of, slip, ...until },
    });
    const summary = summaryOf(submitted, a.received, a.transferred, asks('GH-1', { newDueAt }), asks('GH-2', {}));
    expect(summary?.extensionSlips).toEqual([{ slip: 'GH-1', newDueAt }, { slip: 'GH-2' }]);
  });

  it('waits with the agency for its supplement', () => {
    expect(summaryOf(submitted, a.received, a.transferred, asked)?.status).toBe('appraisal-supplement-requested');
    expect(summaryOf(submitted, a.received, a.transferred, asked, got)?.status).toBe('in-process');
  });

  it('has its dates moved when its clock goes on', () => {
    const inProcess = [submitted, a.received, a.transferred, opened] as Parameters<typeof recorded>[0];
    expect(summaryOf(...inProcess, obliged, life.paused)).toMatchObject({ status: 'financial-obligation' });
    expect(summaryOf(...inProcess, obliged, life.paused, paid, life.resumed)).toMatchObject({
      ...{
        status: 'in-process',
        originalDueAt: life.dueAfterPause,
        dueAt: life.dueAfterPause,
        lawfulDueAt: life.dueAfterPause,
      },
    });
    const stands = {
      type: 'Resumed',
      data: { cause: 'stop', case: 1, at: life.resumedAt, awaits: 'supplement' },
    } as const;
    expect(summaryOf(...inProcess, stopped, life.stopped, stands)).toMatchObject({ dueAt: a.lawfulDueAt });
    expect(summaryOf(...inProcess, obliged, life.paused, a.resultRecorded)).toMatchObject({ status: 'finished' });
  });

  it('is without what was written off', () => {
    const off = (version: number, entry: CorrectableEntry, more: object) =>
      ({ type: 'Corrected', data: { of: version, entry, why: 'Ghi nhầm', ...more } }) as const;
    const counter = { scans: [], originals: [], feesCharged: 0, feesPaid: 0 };
    expect(summaryOf(submitted, a.scanned, off(2, 'ScanStored', { counter }))).toMatchObject({ scans: [] });
    const asked = [submitted, a.supplementRequested] as const;
    expect(summaryOf(...asked, off(2, 'SupplementRequested', { status: 'registered' }))).toMatchObject({
      ...{ status: 'registered', statusCode: 1, supplements: 0 },
    });
    const whole = [submitted, a.received, a.transferred, issued, a.resultRecorded, returned] as const;
    const open = summaryOf(...whole, off(5, 'ResultReturned', { status: 'finished' }));
    expect(open).toMatchObject({ status: 'finished', outcome: 'issued' });
    expect(open).not.toHaveProperty('returnedAt');
    const dates = {
      ...{ originalDueAt: a.lawfulDueAt, dueAt: a.lawfulDueAt, lawfulDueAt: a.lawfulDueAt, clockDueAt: a.lawfulDueAt },
      extended: false,
    };
    expect(summaryOf(submitted, a.received, life.extended, off(3, 'DueDateChanged', { dates }))).toMatchObject({
      ...{ dueAt: a.lawfulDueAt, lawfulDueAt: a.lawfulDueAt },
    });
  });

  it('has a result that the counter gave at once, without an agency', () => {
    const summary = summaryOf(submitted, life.atOnce, life.resolvedAtOnce);
    expect(summary).toMatchObject({ status: 'finished', statusCode: 9, outcome: 'issued', finishedAt: a.receivedAt });
    expect(summary).not.toHaveProperty('agency');
  });

  it('tells of papers and money at the counter', () => {
    expect(summaryOf(submitted, life.originalsTaken, life.charged, life.paid, life.receiptIssued)).toMatchObject({
      ...{ originals: ['land-certificate', 'passport'], feesCharged: 50_000, feesPaid: 50_000 },
    });
    expect(summaryOf(submitted, life.originalsTaken, life.originalsReturned)).toMatchObject({ originals: [] });
  });

  it.each<readonly [string, number, readonly History[]]>([
    ['financial-obligation', 6, [obliged]],
    ['in-process', 4, [obliged, paid]],
    ['stopped', 8, [stopped]],
    ['in-process', 4, [stopped, resumed]],
    [
      'appraisal-supplement-requested',
      5,
      [asked, stopped, { ...resumed, data: { ...resumed.data, awaits: 'supplement' } }],
    ],
    ['in-process', 4, [{ ...stopped, data: { ...stopped.data, decided: true } }]],
  ])('is shown as %s (%i)', (status, statusCode, then) =>
    expect(summaryOf(submitted, a.received, a.transferred, opened, ...then)).toMatchObject({ status, statusCode }),
  );

  it('is at the counter again, and then with another agency, its steps yet to be done', () => {
    const back = [submitted, a.received, a.transferred, opened, assigned, verified, a.dossierTakenBack];
    expect(summaryOf(...back)).toMatchObject({ status: 'received', case: 1 });
    expect(summaryOf(...back)).not.toHaveProperty('agency');
    const anew = { ...a.transferred, data: { ...a.transferred.data, case: 2 } } as typeof a.transferred;
    expect(summaryOf(...back, anew)).toMatchObject({ case: 2, stepsDone: [], stepsLeft: ['verify', 'sign'] });
    expect(summaryOf(...back, anew)).not.toHaveProperty('caseVersion');
  });

  it('is in process again where its result was recalled', () => {
    const decided = [submitted, a.received, a.transferred, opened, issued, a.resultRecorded, a.resultTakenBack];
    expect(summaryOf(...decided)).toMatchObject({ status: 'in-process', dueAt: a.lawfulDueAt });
    expect(summaryOf(...decided)).not.toHaveProperty('outcome');
    expect(summaryOf(...decided)).not.toHaveProperty('finishedAt');
  });

  it('lets a withdrawal stand, whatever the agency still says', () =>
    expect(summaryOf(submitted, a.received, a.transferred, a.withdrawn, asked, got, issued)).toMatchObject({
      status: 'withdrawn',
      statusCode: 7,
    }));

  it('finds it by code, unit, state and appointment, as long as each says something', () => {
    expect(indexed(submitted)).toEqual({
      newest: [a.submittedAt],
      'status-newest': ['registered', a.submittedAt],
      'one-stop-newest': [a.oneStopId, a.submittedAt],
      'one-stop-status-newest': [a.oneStopId, 'registered', a.submittedAt],
    });
    expect(indexed(submitted, a.received, a.transferred)).toEqual({
      code: [a.code],
      newest: [a.submittedAt],
      'status-newest': ['in-process', a.submittedAt],
      due: [a.lawfulDueAt],
      'one-stop-newest': [a.oneStopId, a.submittedAt],
      'one-stop-status-newest': [a.oneStopId, 'in-process', a.submittedAt],
      'one-stop-due': [a.oneStopId, a.lawfulDueAt],
      'one-stop-received': [a.oneStopId, a.receivedAt],
      'agency-newest': [a.agency, a.submittedAt],
      'agency-status-newest': [a.agency, 'in-process', a.submittedAt],
      'agency-due': [a.agency, a.lawfulDueAt],
    });
    const { due } = indexed(submitted, a.received, a.transferred, issued, a.resultRecorded);
    expect(due).toBeUndefined();
  });

  it('shows a result when it can be returned: once the counter has recorded it', () => {
    const decided = [submitted, a.received, a.transferred, opened, issued];
    expect(summaryOf(...decided)).toMatchObject({ status: 'in-process' });
    expect(summaryOf(...decided, a.resultRecorded)).toMatchObject({ status: 'finished', outcome: 'issued' });
    expect(summaryOf(...decided)).not.toHaveProperty('outcome');
  });

  it('tells the versions of dossier and case, each of its own stream', () => {
    expect(summaryOf(submitted, a.received, a.transferred)).not.toHaveProperty('caseVersion');
    expect(summaryOf(submitted, a.received, a.transferred, opened)).toMatchObject({ version: 3, caseVersion: 1 });
    expect(summaryOf(submitted, a.received, a.transferred, opened, assigned)).toMatchObject({
      ...{ version: 3, caseVersion: 2 },
    });
  });

  it('remembers through whose hands it went, and finds an applicant his own', () => {
    expect(documentOf(recorded([submitted, a.received, a.transferred, opened]))?.hands).toEqual({
      ...{ submittedBy: { id: a.clerk.id, role: 'clerk' }, oneStop: a.oneStopId, agencies: [a.agency], carriers: [] },
    });
    expect(indexed({ ...submitted, actor: a.applicant } as typeof submitted)).toMatchObject({
      ...{ 'own-newest': [a.applicant.id, a.submittedAt] },
    });
  });

  it('takes any history without a fault, and no event without its submission', () => {
    const events = [
      submitted,
      a.received,
      a.transferred,
      assigned,
      asked,
      got,
      restarted,
      verified,
      reappointed,
      moved,
    ];
    const rest = [
      ...[issued, a.resultRecorded, returned, a.withdrawn, a.refusedAtReception, a.scanned],
      ...[
        life.paused,
        life.stopped,
        life.resumed,
        life.originalsTaken,
        life.originalsReturned,
        life.charged,
        life.paid,
        life.receiptIssued,
      ],
      obliged,
      paid,
      stopped,
      resumed,
      a.dossierTakenBack,
      a.resultTakenBack,
      issued,
      a.resultRecorded,
      returned,
      a.withdrawn,
      a.refusedAtReception,
      a.scanned,
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events, ...rest), { maxLength: 25 }), (history) => {
        const document = documentOf(recorded(history));
        const begun = history.some(({ type }) => type === 'DossierSubmitted');
        expect(document === undefined).toBe(!begun);
        if (document) DossierSummary.parse(document.summary);
      }),
    );
  });
});

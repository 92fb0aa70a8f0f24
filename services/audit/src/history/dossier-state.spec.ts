import { describe, expect, it } from '@jest/globals';
import { DossierState } from '@hoso/contracts';
import fc from 'fast-check';
import { clockTold, streamOf, type Told, told, toldEnvelope } from '../../test/story.ts';
import { stateAt } from './replay.ts';

const stateAfter = (events: readonly Told[], at = '2022-03-16T00:00:00.000Z') => stateAt(events.map(toldEnvelope), at);

const { submitted, scanned, supplementRequested, supplementReceived, received, transferred, opened, assigned } = told;
const { verified, extensionRequested, apologised, dueDateChanged, issued, resultRecorded, returned } = told;
const { appraisalSupplementRequested, appraisalSupplementReceived, restarted, withdrawn, refused } = told;
const { clockPaused, clockStopped, clockPaidFor, clockResumed } = clockTold;
const { obliged, paid, stopped, resumed, sentToCounter, dossierTakenBack, recalled, resultTakenBack } = told;
const inProcess = [submitted, received, transferred, opened, assigned];

describe('A dossier stands', () => {
  it('nowhere before it is submitted', () =>
    expect(stateAfter([])).toEqual({ status: 'not-submitted', overdue: false, clock: 'not-started', papers: [] }));

  it.each<[string, readonly Told[], Partial<DossierState>]>([
    ['as registered', [submitted], { status: 'registered', statusCode: 1, holder: { unit: 'ha-long-one-stop' } }],
    [
      'waiting at reception',
      [submitted, supplementRequested],
      { status: 'supplement-requested', statusCode: 5, holder: { unit: 'ha-long-one-stop', person: 'clerk-0701' } },
    ],
    ['supplemented', [submitted, supplementRequested, supplementReceived], { status: 'registered', statusCode: 1 }],
    [
      'received',
      [submitted, received],
      {
        status: 'received',
        statusCode: 2,
        code: '000.00.21.H49-220315-0001',
        startAt: '2022-03-15T02:30:00.000Z',
        originalDueAt: '2022-03-18T10:00:00.000Z',
        dueAt: '2022-03-18T10:00:00.000Z',
      },
    ],
    [
      'transferred',
      [submitted, received, transferred],
      { status: 'in-process', statusCode: 4, holder: { unit: 'ha-long-office' } },
    ],
    ['assigned', inProcess, { status: 'in-process', holder: { unit: 'ha-long-office', person: 'officer-0802' } }],
    [
      'waiting at appraisal',
      [...inProcess, appraisalSupplementRequested],
      { status: 'appraisal-supplement-requested', statusCode: 5 },
    ],
    [
      'restarted',
      [...inProcess, appraisalSupplementRequested, appraisalSupplementReceived, restarted],
      {
        status: 'in-process',
        startAt: '2022-03-21T02:00:00.000Z',
        originalDueAt: '2022-03-24T10:00:00.000Z',
        dueAt: '2022-03-24T10:00:00.000Z',
      },
    ],
    [
      'received again, where its withdrawal was a mistake',
      [submitted, received, withdrawn, clockTold.correctedWithdrawal],
      { status: 'received', clock: 'running', holder: { unit: 'ha-long-one-stop', person: 'clerk-0701' } },
    ],
    [
      'in process again, with its dates moved',
      [...inProcess, obliged, clockPaused, paid, clockResumed],
      { status: 'in-process', originalDueAt: '2022-03-23T10:00:00.000Z', dueAt: '2022-03-23T10:00:00.000Z' },
    ],
    [
      're-appointed',
      [...inProcess, dueDateChanged],
      { originalDueAt: '2022-03-18T10:00:00.000Z', dueAt: '2022-03-25T10:00:00.000Z' },
    ],
    ['owing', [...inProcess, obliged], { status: 'financial-obligation', statusCode: 6, clock: 'stopped' }],
    ['paid for', [...inProcess, obliged, paid], { status: 'in-process', clock: 'running' }],
    ['as stopped', [...inProcess, stopped], { status: 'stopped', statusCode: 8, clock: 'stopped' }],
    ['as resumed', [...inProcess, stopped, resumed], { status: 'in-process', clock: 'running' }],
    [
      "at the counter again: it was another agency's",
      [...inProcess, sentToCounter, dossierTakenBack],
      { status: 'received', holder: { unit: 'ha-long-one-stop' }, clock: 'running' },
    ],
    [
      'in process again: its result was recalled',
      [...inProcess, issued, resultRecorded, recalled, resultTakenBack],
      { status: 'in-process', holder: { unit: 'ha-long-office', person: 'officer-0802' }, clock: 'running' },
    ],
    [
      'finished',
      [...inProcess, issued, resultRecorded],
      {
        status: 'finished',
        statusCode: 9,
        finishedAt: '2022-03-18T09:00:00.000Z',
        holder: { unit: 'ha-long-one-stop' },
      },
    ],
    ['returned', [...inProcess, issued, resultRecorded, returned], { status: 'returned', statusCode: 10 }],
    ['refused', [submitted, refused], { status: 'refused-at-reception', statusCode: 3 }],
    [
      'withdrawn, whatever the agency does then',
      [...inProcess, withdrawn, issued, resultRecorded],
      { status: 'withdrawn', statusCode: 7 },
    ],
  ])('%s', (_, events, state) => expect(stateAfter(events)).toMatchObject(state));

  it('in nobody’s hands once it is returned, refused or withdrawn', () => {
    for (const end of [[issued, resultRecorded, returned], [withdrawn], [withdrawn, issued, resultRecorded]]) {
      expect(stateAfter([...inProcess, ...end]).holder).toBeUndefined();
    }
    expect(stateAfter([submitted, refused]).holder).toBeUndefined();
  });

  it('with its papers, each where it was made', () => {
    const all = [...inProcess.slice(0, 1), scanned, supplementRequested, received, transferred, opened, verified];
    const papers = stateAfter([...all, extensionRequested, apologised, dueDateChanged, issued]).papers;
    expect(papers).toEqual([
      { kind: 'scan', label: 'application-form', position: 3 },
      { kind: 'supplement-slip', label: 'reception', position: 4 },
      { kind: 'receipt-slip', label: '000.00.21.H49-220315-0001', position: 5 },
      { kind: 'transfer-slip', label: 'ha-long-office', position: 6 },
      { kind: 'record', label: 'BB-12', position: 8 },
      { kind: 'extension-slip', label: 'GH-7', position: 9 },
      { kind: 'apology', label: '2022-03-25T10:00:00.000Z', position: 10 },
      { kind: 'result', label: 'Giấy khai sinh số 7', position: 12 },
    ]);
  });
});

describe('A clock', () => {
  it.each<[string, readonly Told[], DossierState['clock']]>([
    ['has not started before reception', [submitted, supplementRequested], 'not-started'],
    ['runs from reception on', inProcess, 'running'],
    ['stops while a supplement is awaited', [...inProcess, appraisalSupplementRequested], 'stopped'],
    ['runs again', [...inProcess, appraisalSupplementRequested, appraisalSupplementReceived, restarted], 'running'],
    ['stands while a pause lasts', [...inProcess, clockPaused], 'stopped'],
    ['stands on until both its causes are gone', [...inProcess, clockPaused, clockStopped, clockPaidFor], 'stopped'],
    ['goes on then', [...inProcess, clockPaused, clockStopped, clockPaidFor, clockResumed], 'running'],
    ['ends with the result', [...inProcess, issued], 'ended'],
    ['ends with the withdrawal', [submitted, withdrawn], 'ended'],
    ['ends with the refusal', [submitted, refused], 'ended'],
  ])('%s', (_, events, clock) => expect(stateAfter(events).clock).toBe(clock));
});

describe('The lawful due date', () => {
  const clockGave = received.data.lawfulDueAt;
  const said = (dueAt: string): Told => ({ ...received, data: { ...received.data, dueAt } });
  const moved = (to: string, more: object, at = '2022-03-16T07:00:00.000Z'): Told => ({
    ...{ ...dueDateChanged, at },
    data: { from: received.data.dueAt, to, cause: 'extension', ...more },
  });
  const [earlier, later, latest] = ['2022-03-17T10:00:00.000Z', '2022-03-25T10:00:00.000Z', '2022-03-30T10:00:00.000Z'];
  const slip = { slipRef: 'GH-7' };
  it.each<[string, readonly Told[], string]>([
    ['is what the clock gave', [received], clockGave],
    ['is an earlier one on the slip', [said(earlier)], earlier],
    ['is not a later one on the slip', [said(later)], clockGave],
    ['is moved by the first extension with a slip', [received, moved(later, slip)], later],
    ['is not moved without a slip', [received, moved(later, {})], clockGave],
    ['is not moved twice', [received, moved(later, slip), moved(latest, slip)], later],
    ['is moved at the last moment', [received, moved(later, slip, clockGave)], later],
    ['is not moved after expiry', [received, moved(later, slip, '2022-03-18T10:00:00.001Z')], clockGave],
    ['is an earlier one recorded later', [received, moved(earlier, { cause: 'pause' })], earlier],
    ['is set right as far as the clock goes', [said(earlier), moved(latest, { cause: 'correction' })], clockGave],
    ['is moved by a pause', [received, transferred, clockPaused, clockResumed], '2022-03-23T10:00:00.000Z'],
    ['is anew what a restart gives', [received, moved(later, slip), restarted], restarted.data.dueAt],
  ])('%s', (_, events, due) => expect(stateAfter([submitted, ...events]).lawfulDueAt).toBe(due));
});

describe('A parcel', () => {
  const { collected, packetSealed, minutesSigned, readyToReturn, arranged, handedToPost } = told;
  const { carried, invited, delivered, sentBack, takenBack, lost } = told;
  const toAgency = {
    shipment: streamOf(collected),
    direction: 'to-agency',
    itemNumber: 'RR123456785VN',
    invitations: 0,
  };
  const toApplicant = { shipment: streamOf(arranged), direction: 'to-applicant' };
  const finished = [...inProcess, issued, resultRecorded, readyToReturn, arranged];
  const postman = { unit: 'ha-long-post', person: 'postman-0601' };
  const atCounter = { unit: 'ha-long-one-stop', person: 'clerk-0701' };

  it.each<[string, readonly Told[], object, object | undefined]>([
    ['is with the post once collected', [collected], { ...toAgency, status: 'accepted', holder: postman }, postman],
    [
      'is sealed',
      [collected, packetSealed],
      { ...toAgency, status: 'sealed', sealNo: 'NP-1', holder: postman },
      postman,
    ],
    [
      'is handed over with the minutes',
      [collected, packetSealed, minutesSigned],
      { ...toAgency, status: 'handed-over', sealNo: 'NP-1', holder: atCounter },
      atCounter,
    ],
    [
      'waits at the one-stop unit',
      finished,
      { ...toApplicant, status: 'arranged', invitations: 0, holder: { unit: 'ha-long-one-stop' } },
      { unit: 'ha-long-one-stop' },
    ],
    [
      'travels with the post, whatever the carrier tells',
      [...finished, handedToPost, carried, invited],
      {
        ...toApplicant,
        status: 'in-transit',
        itemNumber: 'RR473124829VN',
        sealNo: 'NP-2',
        invitations: 1,
        holder: postman,
      },
      postman,
    ],
    [
      'is with the recipient',
      [...finished, handedToPost, delivered],
      { ...toApplicant, status: 'delivered', itemNumber: 'RR473124829VN', sealNo: 'NP-2', invitations: 0 },
      undefined,
    ],
    [
      'comes back',
      [...finished, handedToPost, invited, sentBack, takenBack],
      {
        ...toApplicant,
        status: 'taken-back',
        itemNumber: 'RR473124829VN',
        sealNo: 'NP-2',
        invitations: 1,
        holder: atCounter,
      },
      atCounter,
    ],
    [
      'is lost',
      [...finished, handedToPost, lost],
      { ...toApplicant, status: 'lost', itemNumber: 'RR473124829VN', sealNo: 'NP-2', invitations: 0 },
      undefined,
    ],
  ])('%s', (_, events, parcel, holder) => {
    const state = stateAfter(events);
    expect(state.custody).toEqual([parcel]);
    expect(state.holder).toEqual(holder);
  });
  it('leaves its papers', () =>
    expect(stateAfter([collected, minutesSigned]).papers).toEqual([
      { kind: 'waybill', label: 'RR123456785VN', position: 2 },
      { kind: 'handover-minutes', label: 'BB-1', position: 3 },
    ]));
  it('each has its place', () =>
    expect(stateAfter([collected, minutesSigned, submitted, ...finished.slice(1)]).custody).toMatchObject([
      { status: 'handed-over' },
      { status: 'arranged' },
    ]));
});

describe('A dossier is overdue', () => {
  const due = '2022-03-18T10:00:00.000Z';
  it.each<[string, readonly Told[], string, boolean]>([
    ['at its due instant', inProcess, due, false],
    ['after it', inProcess, '2022-03-18T10:00:00.001Z', true],
    ['before it was received', [submitted], '2030-01-01T00:00:00.000Z', false],
    ['once a later date is recorded', [...inProcess, dueDateChanged], '2022-03-21T00:00:00.000Z', false],
    ['when it was finished in time', [...inProcess, issued], '2030-01-01T00:00:00.000Z', false],
    ['while its clock stands still', [...inProcess, appraisalSupplementRequested], '2030-01-01T00:00:00.000Z', false],
    ['while a pause lasts', [...inProcess, clockPaused], '2030-01-01T00:00:00.000Z', false],
    ['by its moved date after a pause', [...inProcess, clockPaused, clockResumed], '2022-03-23T10:00:00.001Z', true],
    [
      'by its new term after a restart',
      [...inProcess, appraisalSupplementRequested, restarted],
      '2022-03-24T10:00:00.001Z',
      true,
    ],
    ['when it was withdrawn in time', [...inProcess, withdrawn], '2030-01-01T00:00:00.000Z', false],
  ])('%s at %s: %s', (_, events, at, overdue) => expect(stateAfter(events, at).overdue).toBe(overdue));

  it('for ever when it was finished late', () => {
    const late = { ...issued, data: { ...issued.data, finishedAt: '2022-03-19T00:00:00.000Z' } };
    expect(stateAfter([...inProcess, late], '2030-01-01T00:00:00.000Z').overdue).toBe(true);
  });
});

describe('Any history', () => {
  it('is accepted, in any order and with anything left out', () => {
    const events = fc.array(fc.constantFrom(...Object.values(told), ...Object.values(clockTold)), { maxLength: 25 });
    fc.assert(
      fc.property(events, (history) => {
        const state = DossierState.parse(stateAfter(history));
        expect(state.status === 'not-submitted').toBe(state.statusCode === undefined);
      }),
    );
  });
});

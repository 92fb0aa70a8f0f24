import { describe, expect, it } from '@jest/globals';
import { DossierState } from '@hoso/contracts';
import type { Envelope } from '@hoso/event-sourcing';
import fc from 'fast-check';
import { dossierId, type Told, told } from '../../test/story.ts';
import { stateAt } from './replay.ts';

const envelope = ({ type, data, at = '2022-03-15T00:00:00.000Z', by }: Told, index: number): Envelope => ({
  ...{ id: '', commandId: '', commandType: '', correlationId: '', log: '', schemaVersion: 1, dossierId },
  ...{ type, data, occurredAt: at, recordedAt: at, stream: `dossier-${dossierId}`, version: index + 1 },
  ...{ position: index + 2, actor: by ?? { id: 'policy', role: 'system', unit: 'platform' } },
});
const stateAfter = (events: readonly Told[], at = '2022-03-16T00:00:00.000Z') => stateAt(events.map(envelope), at);

const { submitted, scanned, supplementRequested, supplementReceived, received, transferred, opened, assigned } = told;
const { verified, extensionRequested, apologised, dueDateChanged, issued, resultRecorded, returned } = told;
const { appraisalSupplementRequested, appraisalSupplementReceived, restarted, withdrawn, refused } = told;
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
      're-appointed',
      [...inProcess, dueDateChanged],
      { originalDueAt: '2022-03-18T10:00:00.000Z', dueAt: '2022-03-25T10:00:00.000Z' },
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

describe('A dossier is overdue', () => {
  const due = '2022-03-18T10:00:00.000Z';
  it.each<[string, readonly Told[], string, boolean]>([
    ['at its due instant', inProcess, due, false],
    ['after it', inProcess, '2022-03-18T10:00:00.001Z', true],
    ['before it was received', [submitted], '2030-01-01T00:00:00.000Z', false],
    ['once a later date is recorded', [...inProcess, dueDateChanged], '2022-03-21T00:00:00.000Z', false],
    ['when it was finished in time', [...inProcess, issued], '2030-01-01T00:00:00.000Z', false],
    ['while its clock stands still', [...inProcess, appraisalSupplementRequested], '2030-01-01T00:00:00.000Z', false],
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
    const events = fc.array(fc.constantFrom(...Object.values(told)), { maxLength: 25 });
    fc.assert(
      fc.property(events, (history) => {
        const state = DossierState.parse(stateAfter(history));
        expect(state.status === 'not-submitted').toBe(state.statusCode === undefined);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { inspectionCommands, refusals, type Role } from '@hoso/contracts';
import { type Happened, isDomainError } from '@hoso/event-sourcing';
import { specification } from '@hoso/event-sourcing/testing';
import fc from 'fast-check';
import { inspection, type InspectionCommand } from './inspection.ts';
import type { InspectionEvent, InspectionState } from './inspection-state.ts';

const given = specification(inspection);
const [office, oneStop] = ['ha-long-office', 'ha-long-one-stop'];
const id = '019d2bfd-3fe0-7abc-b9d6-5e9e20d6eef7';
const dossier = '019d2bfd-3fe0-7abc-b9d6-000000000001';
const actor = (role: Role, unit: string) => ({ id: `${role}-1`, role, unit });
const inspector = actor('inspector', 'inspectorate');
const theirHead = actor('head', office);
const [at, later] = ['2022-04-04T03:00:00.000Z', '2022-04-20T03:00:00.000Z'];
const insist = { reason: 'Đoàn yêu cầu' };

type Data<Type extends InspectionCommand['type']> = Extract<InspectionCommand, { readonly type: Type }>['data'];
const says = <Type extends InspectionCommand['type']>(type: Type, data: Data<Type>, more: object = {}) =>
  ({
    ...{ type, data, inspection: id, actor: inspector, occurredAt: at, insist: undefined },
    ...more,
  }) as InspectionCommand;
const happens = (type: InspectionEvent['type'], data: object) =>
  ({ type, data, actor: inspector, occurredAt: at }) as never;

const scope = {
  kind: 'unannounced' as const,
  title: 'Kiểm tra',
  units: [office],
  from: '2022-03-01',
  to: '2022-03-31',
};
const checklist = ['Có phiếu hẹn', 'Số hóa đủ'];
const open = says('OpenInspection', { ...scope, checklist });
const opened = happens('InspectionOpened', { ...scope, checklist, conductedBy: 'inspectorate' });
const announced = happens('InspectionAnnounced', {});
const sampleData = {
  ...{ method: 'simple' as const, size: 1, seed: 'mam-2026', seedFrom: 'given' as const, upTo: 9, findingsUpTo: 4 },
  ...{ checkpoint: 'x', population: 2, populationSha256: 'a'.repeat(64), drawn: [dossier] },
};
const drawing = { method: 'simple' as const, size: 1, seed: 'mam-2026' };
const draw = says('DrawSample', drawing, { sample: sampleData });
const drawn = happens('SampleDrawn', sampleData);
const about = {
  statement: 'Không lập phiếu hẹn',
  severity: 'H' as const,
  dossier,
  replyDueAt: '2022-04-10T03:00:00.000Z',
};
const evidence = [{ position: 7, exists: true, dossier }];
const find = says('RecordInspectionFinding', { ...about, positions: [7] }, { evidence });
const found = happens('InspectionFindingRecorded', { finding: 1, ...about, unit: office, positions: [7] });
const reply = says('ReplyToFinding', { finding: 1, stance: 'disputes', reply: 'Đã lập' }, { actor: theirHead });
const replied = happens('FindingReplied', { finding: 1, stance: 'disputes', reply: 'Đã lập' });
const order = says('OrderMeasure', { text: 'Lập lại phiếu', dueAt: later, finding: 1 });
const ordered = happens('MeasureOrdered', {
  measure: 1,
  text: 'Lập lại phiếu',
  dueAt: later,
  finding: 1,
  unit: office,
});
const report = says('ReportMeasure', { measure: 1, report: 'Đã lập lại' }, { actor: theirHead });
const close = says('CloseInspection', { conclusion: 'Vi phạm đã rõ' });
const closed = happens('InspectionClosed', { conclusion: 'Vi phạm đã rõ' });
const with_ = (command: InspectionCommand, more: object) => ({ ...command, ...more }) as InspectionCommand;

describe('An inspection', () => {
  it('is opened by an inspector, once', () => {
    given()
      .when(open)
      .then({ type: 'InspectionOpened', data: { ...scope, checklist, conductedBy: 'inspectorate' } });
    given(opened).when(open).thenNothing();
    given(opened).when(says('OpenInspection', scope)).thenRefused('InspectionAlreadyOpened');
    given()
      .when(says('OpenInspection', { ...scope, to: '2022-02-28' }))
      .thenRefused('ScopeInvalid');
  });
  it('is opened by a head over his own unit, and over no other', () => {
    given()
      .when(says('OpenInspection', scope, { actor: theirHead }))
      .then({ type: 'InspectionOpened', data: { ...scope, conductedBy: office, self: true } });
    given()
      .when(says('OpenInspection', { ...scope, units: [oneStop] }, { actor: theirHead }))
      .thenRefused('OwnUnitOnly');
    const { units: _, ...everywhere } = scope;
    given()
      .when(says('OpenInspection', everywhere, { actor: theirHead }))
      .thenRefused('OwnUnitOnly');
  });
  it.each([
    'applicant',
    'clerk',
    'officer',
    'coordinator',
    'postal',
    'registrar',
    'operator',
    'privacy-officer',
  ] as const)('is nothing for %s to open, whatever he insists on', (role) =>
    given()
      .when(with_(open, { actor: actor(role, office), insist }))
      .thenRefused('RoleNotAllowed'),
  );
  it('is conducted by the unit that opened it, and by no other inspectorate', () =>
    given(opened)
      .when(with_(find, { actor: actor('inspector', 'inspectorate-of-another'), insist }))
      .thenRefused('NotYourInspection'));
  it('that is unannounced does not exist to whom it is about, until it is opened to him', () => {
    given(opened, found).when(reply).thenRefused('InspectionNotFound');
    given(opened)
      .when(with_(find, { actor: theirHead }))
      .thenRefused('InspectionNotFound');
    given(opened, found, announced)
      .when(reply)
      .then({ type: 'FindingReplied', data: reply.data as never });
    given(opened).when(says('AnnounceInspection', {})).then({ type: 'InspectionAnnounced', data: {} });
    given(opened, announced).when(says('AnnounceInspection', {})).thenNothing();
  });

  describe('draws a sample', () => {
    it('once; another one takes a reason, which stays', () => {
      given(opened).when(draw).then({ type: 'SampleDrawn', data: sampleData });
      given(opened, drawn).when(draw).thenNothing();
      const other = { ...sampleData, seed: 'mam-khac-2026' };
      given(opened, drawn)
        .when(with_(draw, { sample: other }))
        .thenRefused('SampleAlreadyDrawn');
      given(opened, drawn)
        .when(with_(draw, { sample: other, insist }))
        .then({ type: 'SampleDrawn', data: { ...other, insisted: insist } });
    });
    it('of something, and says by what it is stratified', () => {
      given(opened)
        .when(with_(draw, { sample: { ...sampleData, population: 0, drawn: [] } }))
        .thenRefused('PopulationEmpty');
      given(opened)
        .when(with_(draw, { data: { ...drawing, method: 'stratified' } }))
        .thenRefused('StrataRequired');
      given(opened)
        .when(with_(draw, { data: { ...drawing, stratifyBy: 'agency' } }))
        .thenRefused('StrataRequired');
    });
  });

  describe('finds', () => {
    it('with a number, evidence, and the one unit that is inspected', () => {
      given(opened)
        .when(find)
        .then({ type: 'InspectionFindingRecorded', data: (found as { data: never }).data });
      given(opened, found).when(find).thenNothing();
    });
    it('by events that there are, in that dossier', () => {
      given(opened)
        .when(with_(find, { evidence: [{ position: 7, exists: false }] }))
        .thenRefused('EvidenceUnknown', { position: 7 });
      given(opened)
        .when(with_(find, { evidence: [{ position: 7, exists: true, dossier: id }] }))
        .thenRefused('EvidenceOfAnother', { position: 7 });
    });
    it('nothing without evidence, but for who insists', () => {
      const bare = says('RecordInspectionFinding', about, { evidence: [] });
      given(opened).when(bare).thenRefused('FieldRequired', { field: 'positions' });
      given(opened)
        .when(with_(bare, { insist }))
        .then({
          type: 'InspectionFindingRecorded',
          data: { finding: 1, ...about, unit: office, positions: [], insisted: insist },
        });
    });
    it('with a term that is yet to come', () => {
      const over = { ...about, positions: [7], replyDueAt: at };
      given(opened)
        .when(with_(find, { data: over }))
        .thenRefused('TermInPast', { field: 'replyDueAt' });
      given(opened, found)
        .when(with_(order, { data: { text: 'Lập lại phiếu', dueAt: '2022-04-01T03:00:00.000Z', finding: 1 } }))
        .thenRefused('TermInPast', { field: 'dueAt' });
    });
    it('in a unit that is named, where more than one is inspected', () => {
      const both = happens('InspectionOpened', { ...scope, units: [office, oneStop], conductedBy: 'inspectorate' });
      given(both)
        .when(find)
        .thenRefused('InspectedUnitRequired', { units: `${office}, ${oneStop}` });
    });
    it('in no unit that is not inspected', () =>
      given(opened)
        .when(with_(find, { data: { ...about, positions: [7], unit: oneStop } }))
        .thenRefused('UnitNotInspected'));
  });

  it('is replied to by the head of that unit, and late where it is late', () => {
    given(opened, announced, found)
      .when(with_(reply, { actor: actor('head', 'elsewhere') }))
      .thenRefused('InspectionNotFound');
    given(opened, announced, found, replied).when(reply).thenNothing();
    given(opened, announced, found)
      .when(with_(reply, { occurredAt: later }))
      .then({ type: 'FindingReplied', data: { finding: 1, stance: 'disputes', reply: 'Đã lập', late: true } });
    given(opened, announced).when(reply).thenRefused('FindingNotFound');
  });
  it('answers its checklist, item by item', () => {
    const check = says('AnswerChecklist', { item: 2, verdict: 'broken', dossier });
    given(opened)
      .when(check)
      .then({ type: 'ChecklistAnswered', data: { item: 2, verdict: 'broken', dossier } });
    given(opened)
      .when(says('AnswerChecklist', { item: 3, verdict: 'kept' }))
      .thenRefused('ChecklistItemUnknown');
  });
  it('orders measures, which are reported on and followed up also once it is closed', () => {
    given(opened, found)
      .when(order)
      .then({ type: 'MeasureOrdered', data: (ordered as { data: never }).data });
    given(opened).when(order).thenRefused('FindingNotFound');
    given(opened, found, ordered, closed)
      .when(report)
      .then({ type: 'MeasureReported', data: { measure: 1, report: 'Đã lập lại' } });
    given(opened, found, ordered, closed)
      .when(says('FollowUpMeasure', { measure: 1, outcome: 'done' }))
      .then({ type: 'MeasureFollowedUp', data: { measure: 1, outcome: 'done' } });
    given(opened, found, ordered)
      .when(says('FollowUpMeasure', { measure: 2, outcome: 'done' }))
      .thenRefused('MeasureNotFound');
  });
  it('is closed with a sample and a conclusion, once replies are in or their term is over', () => {
    given(opened).when(close).thenRefused('SampleNotDrawn');
    given(opened, drawn, found).when(close).thenRefused('RepliesAwaited', { findings: '1' });
    given(opened, drawn, found, replied)
      .when(close)
      .then({ type: 'InspectionClosed', data: close.data as never });
    given(opened, drawn, found)
      .when(with_(close, { occurredAt: later }))
      .then({ type: 'InspectionClosed', data: close.data as never });
    given(opened, drawn).when(says('CloseInspection', {})).thenRefused('FieldRequired', { field: 'conclusion' });
    given(opened, drawn, closed).when(close).thenNothing();
    given(opened, drawn, closed).when(find).thenRefused('InspectionEnded');
  });
  it('that nobody opened is not found', () => given().when(find).thenRefused('InspectionNotFound'));
});

const commands = [open, draw, find, reply, order, report, close].concat([
  says('AnnounceInspection', {}),
  says('AnswerChecklist', { item: 1, verdict: 'kept' }),
  says('FollowUpMeasure', { measure: 1, outcome: 'partly-done' }),
  says('RecordPack', { sha256: 'b'.repeat(64), files: 3, personal: false }),
]);

describe('Whatever is asked of an inspection', () => {
  it('knows every command', () =>
    expect(new Set(commands.map(({ type }) => type))).toEqual(new Set(inspectionCommands.map(({ name }) => name))));
  it('asked twice adds nothing the second time, and is refused by known codes alone', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...commands), { maxLength: 14 }), fc.boolean(), (asked, insists) => {
        let state: InspectionState = { status: 'none' };
        for (const one of asked) {
          const command = insists ? with_(one, { insist }) : one;
          const first = decided(command, state);
          state = first.reduce(inspection.evolve, state);
          expect(decided(command, state)).toEqual([]);
        }
      }),
    ));
});

function decided(command: InspectionCommand, state: InspectionState): Happened<InspectionEvent>[] {
  try {
    const { actor: by, occurredAt } = command;
    return inspection.decide(command, state).map((event) => ({ ...event, actor: by, occurredAt }));
  } catch (error) {
    if (isDomainError(error) && error.code in refusals) return [];
    throw error;
  }
}
